"""The draft of a request: all that a conversation knows of it until it is filed."""

import hashlib
import secrets
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Final, Literal, Mapping

from actions.forms.flows import CODE, CONFIRM, CONSENT, FLOWS, RELATIONSHIP, REQUEST_TYPE
from actions.values.field import names_document, names_mailbox, names_phone
from actions.values.scope import is_marketing

_BEHIND_THE_NEW: Final = {"phone": 1, CODE: 2, CONFIRM: 3}


@dataclass(frozen=True)
class Code:
    """A verification that was started; `target` is the phone or mailbox that the code went to, `type` the request that
    it serves."""

    id: str
    target: str
    verified: bool = False
    type: str | None = None


@dataclass(frozen=True)
class Draft:
    """Immutable; every change makes a new one. `id` is the idempotency key of the filing.

    `story` is what the opening told; `offer` a type that was offered instead; `last` and `repeats` tell how often in
    a row the same was said to the same question (a digest, not the words); `about` is the number of the ticket that
    a complaint is about; `guess` a name that was asked back; `unreachable` that the contact on file is said to be dead;
    `doubted` that the summary was said to be wrong and nothing was put right yet; `for_whom` that it is asked
    whether the request is for the person who asks, or that it is; `by_mail` that the code goes to the
    mailbox though there is a phone; `former` contacts that were taken back here, or proved for something else.
    """

    id: str
    type: str | None = None
    values: Mapping[str, str] = field(default_factory=dict)
    asked: str | None = None
    tries: Mapping[str, int] = field(default_factory=dict)
    agreed_at: str | None = None
    code: Code | None = None
    relationship: str | None = None
    cancelling: bool = False
    warned: bool = False
    story: str = ""
    offer: str | None = None
    last: str = ""
    repeats: int = 0
    about: str | None = None
    guess: str | None = None
    unreachable: bool = False
    doubted: bool = False
    for_whom: Literal["asked", "own"] | None = None
    by_mail: bool = False
    former: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def new(cls) -> "Draft":
        """An empty draft with a fresh key."""
        return cls(id=secrets.token_urlsafe(18))

    @classmethod
    def from_slot(cls, data: Mapping[str, Any] | None) -> "Draft | None":
        """Reads the slot's value back."""
        if not data:
            return None
        code = Code(**data["code"]) if data.get("code") else None
        return cls(**{**data, "code": code})

    def to_slot(self) -> dict[str, Any]:
        """A value that Rasa can store."""
        return asdict(self)

    def with_values(self, values: Mapping[str, str]) -> "Draft":
        """Takes values in; another phone or mailbox voids a code that went to the old one, and where the code is asked
        for it is the one to prove. Where the new contact is the only one, it changes together with the value that is to
        be put in."""
        by_mail = (self.by_mail or (self.asked == CODE and "email" in values)) and "phone" not in values
        changed = replace(self, values={**self.values, **values}, by_mail=by_mail)
        if self.has_new_contact_only and "correct_value" in values:
            changed = replace(changed, values={**changed.values, **changed.new_contact})
        if changed.code and changed.code.target != changed.contact:
            changed = replace(changed, code=None)
        return changed

    def without(self, slot: str) -> "Draft":
        """Forgets one value, so that it is asked for again."""
        values = {name: value for name, value in self.values.items() if name != slot}
        if slot not in ("phone", "email"):
            return replace(self, values=values)
        former = {**self.former, slot: self.values[slot]} if slot in self.values else self.former
        return replace(self, values=values, code=None, former=former)

    def of_type(self, request_type: str) -> "Draft":
        """Turns to another type; what was said is kept, but not the advertising that somebody did not want: it is no
        scope of a deletion. A code is kept too, and serves once the api has bound it to the new type."""
        kept = self if request_type != "deletion" or not is_marketing(self._scope) else self.without("request_scope")
        return replace(kept, type=request_type, cancelling=False, warned=False, offer=None)

    def tried(self, slot: str) -> "Draft":
        """Counts one more answer that could not be used."""
        return replace(self, tries={**self.tries, slot: self.tries.get(slot, 0) + 1})

    def given_up(self) -> "Draft":
        """Handed to a person: should the user come back, there are fresh tries."""
        return replace(self, tries={}, last="", repeats=0)

    def hearing(self, text: str) -> "Draft":
        """Counts how often the same is said in a row to the same question."""
        said = hashlib.blake2s(f"{self.asked}:{text}".encode(errors="replace"), digest_size=12).hexdigest()
        return replace(self, last=said, repeats=self.repeats + 1 if said == self.last else 0)

    def knowing(self, contact: str) -> "Draft":
        """Remembers a contact that was proved in this conversation, should it be meant again."""
        return replace(self, former={**self.former, "email" if "@" in contact else "phone": contact})

    @property
    def _scope(self) -> str:
        return self.values.get("request_scope", "")

    @property
    def contact(self) -> str | None:
        """Where the person can be reached: the phone, else the mailbox, unless that was asked for instead."""
        if self.by_mail and "email" in self.values:
            return self.values["email"]
        return self.values.get("phone") or self.values.get("email")

    @property
    def flow(self) -> tuple[str, ...]:
        """The slots of this request; the mailbox takes the phone's place for somebody without a phone."""
        slots = FLOWS[self.type] if self.type else (REQUEST_TYPE,)
        if self.corrects_contact:  # first what the new one is: only then is it known which one proves anything
            slots = tuple(sorted(slots, key=lambda slot: _BEHIND_THE_NEW.get(slot, 0)))
        if "phone" not in self.values and ("email" in self.values or self.asked == "email"):
            slots = tuple("email" if slot == "phone" else slot for slot in slots)
        return tuple(slot for slot in self._for_whom(slots) if not self._is_left_to_staff(slot))

    def _for_whom(self, slots: tuple[str, ...]) -> tuple[str, ...]:
        """A request for somebody else also asks for whom, behind the contact."""
        if self.relationship is None or RELATIONSHIP in slots:
            return slots
        place = next((slots.index(slot) + 1 for slot in ("phone", "email") if slot in slots), len(slots))
        return (*slots[:place], RELATIONSHIP, *slots[place:])

    @property
    def corrects_contact(self) -> bool:
        """Whether the phone or mailbox on file is what is to be put right."""
        field = self.values.get("wrong_field", "") if self.type == "correction" else ""
        return names_phone(field) or names_mailbox(field)

    @property
    def has_new_contact_only(self) -> bool:
        """Whether the person can be reached by the new phone or mailbox alone: a code to it would prove nothing, so
        none is sent, and the ticket waits until a person has checked who asks."""
        return (
            self.type == "correction" and self.contact is not None and self.contact == self.values.get("correct_value")
        )

    @property
    def new_contact(self) -> dict[str, str]:
        """The contact that is to be put in, under its slot; empty when there is none yet."""
        value = self.values.get("correct_value", "") if self.corrects_contact else ""
        if "@" in value:
            return {"email": value}
        return {"phone": value} if value.lstrip("+").isdigit() else {}

    def _is_left_to_staff(self, slot: str) -> bool:
        """The right number of a document is not taken in a chat (clause 4.5); staff ask for it on a safe way. Staff
        also find out who asks where a code would prove nothing."""
        if slot == CODE:
            return self.has_new_contact_only
        return slot == "correct_value" and names_document(self.values.get("wrong_field", ""))

    def has(self, slot: str) -> bool:
        """Whether nothing is left to ask for a slot."""
        if slot == CONSENT:
            return self.agreed_at is not None
        if slot == CODE:
            return self.proof is not None
        return slot in self.values

    @property
    def proof(self) -> str | None:
        """The id of the code that was right, if it serves this type."""
        return self.code.id if self.code and self.code.verified and self.code.type == self.type else None

    @property
    def former_code(self) -> str | None:
        """The id of a code that was sent for this request while it was of another type."""
        return self.code.id if self.code and self.code.type != self.type else None

    @property
    def asks_for_whom(self) -> bool:
        """Whether the open question is for whom the request is."""
        return self.for_whom == "asked"

    @property
    def code_is_out(self) -> bool:
        """Whether a code that serves this type was sent."""
        return self.code is not None and self.former_code is None

    @property
    def missing(self) -> str:
        """The next slot to ask for; the confirmation comes last."""
        return next((slot for slot in self.flow if not self.has(slot)), CONFIRM)

    @property
    def step(self) -> int:
        """Place of the asked slot in the flow, from 1."""
        slot = self.asked or self.missing
        return self.flow.index(slot) + 1 if slot in self.flow else 1
