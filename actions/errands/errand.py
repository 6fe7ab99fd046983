"""What a conversation knows of an errand about filed requests."""

import secrets
from dataclasses import asdict, dataclass, replace
from typing import Any, Final, Mapping

from actions.forms.draft import Code

STATUS: Final = "status"
SUPPLEMENT: Final = "supplement"
WITHDRAW: Final = "withdraw"
COMPLAIN: Final = "complain_about_reply"
KINDS: Final = (STATUS, SUPPLEMENT, WITHDRAW, COMPLAIN)

CONTACT: Final = "contact"
TICKET: Final = "ticket"


@dataclass(frozen=True)
class Errand:
    """Immutable. `asked` is None when the errand is over: then only the proof is left, for the next one.

    `id` makes a repeated supplement harmless; `code` proves the phone or mailbox of the tickets; `contact` is
    where it was to go; `elsewhere` leaves the tickets of this conversation out of account.
    """

    id: str
    kind: str
    asked: str | None = None
    number: str | None = None
    code: Code | None = None
    text: str | None = None
    contact: str | None = None
    elsewhere: bool = False
    tries: int = 0

    @classmethod
    def new(cls, kind: str, proof: Code | None = None) -> "Errand":
        """A fresh errand; a proof of this conversation that is still there is used again."""
        return cls(id=secrets.token_urlsafe(18), kind=kind, code=proof)

    @classmethod
    def from_slot(cls, data: Mapping[str, Any] | None) -> "Errand | None":
        """Reads the slot's value back."""
        if not data:
            return None
        code = Code(**data["code"]) if data.get("code") else None
        return cls(**{**data, "code": code})

    def to_slot(self) -> dict[str, Any]:
        """A value that Rasa can store."""
        return asdict(self)

    def over(self) -> "Errand | None":
        """What is left of it: the proof, if there is one."""
        return replace(self, asked=None, number=None, text=None, contact=None, tries=0) if self.proof else None

    @property
    def proof(self) -> Code | None:
        """The code that was right."""
        return self.code if self.code and self.code.verified else None

    @property
    def verification_id(self) -> str | None:
        """The id of the proof."""
        return self.proof.id if self.proof else None
