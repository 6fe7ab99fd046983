"""Which slots each type of request asks for, in which order."""

from typing import Final

CONSENT: Final = "consent_to_collect"
CODE: Final = "code"
CONFIRM: Final = "confirm"
REQUEST_TYPE: Final = "request_type"
RELATIONSHIP: Final = "relationship"
MINOR: Final = "minor"  # a relationship: the person who asks is under age

# Only what is needed to find the person and to do the thing (facts: identity levels L0–L3). A code proves the phone
# where something is changed, deleted, closed or handed out; a withdrawal of consent asks for no reason (PIPL 15).
FLOWS: Final[dict[str, tuple[str, ...]]] = {
    "access": (CONSENT, "name", "phone", "request_scope", CONFIRM),
    "correction": (CONSENT, "name", "phone", "wrong_field", "correct_value", CODE, CONFIRM),
    "deletion": (CONSENT, "name", "phone", "deletion_reason", "request_scope", CODE, CONFIRM),
    "consent_withdrawal": (CONSENT, "name", "phone", "request_scope", CONFIRM),
    "account_closure": (CONSENT, "name", "phone", CODE, CONFIRM),
    "copy": (CONSENT, "name", "phone", "request_scope", "delivery_target", CODE, CONFIRM),
    "automated_decision": (CONSENT, "name", "phone", "details", CONFIRM),
    "complaint": (CONSENT, "name", "phone", "details", CONFIRM),
}

REQUEST_TYPES: Final = tuple(FLOWS)
FREE_TEXT: Final = frozenset(
    {"request_scope", "correct_value", "delivery_target", "details", "wrong_field", RELATIONSHIP}
)
PERSONAL: Final = frozenset({"name", "phone", "email"})

_INPUTS: Final = {"phone": "tel", "email": "email", CODE: "code", CONSENT: "confirm", CONFIRM: "confirm"}
_CHOICE: Final = frozenset({"deletion_reason", REQUEST_TYPE})


def input_of(slot: str) -> str:
    """The kind of input field that fits a slot, as the HTTP contract names it."""
    return "choice" if slot in _CHOICE else _INPUTS.get(slot, "text")


def needs_code(request_type: str) -> bool:
    """Whether the person must prove the phone or mailbox before this is filed."""
    return CODE in FLOWS[request_type]
