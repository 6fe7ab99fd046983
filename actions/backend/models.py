"""What goes to the api and comes back, as `docs/architecture.md` writes it down."""

from dataclasses import asdict, dataclass
from typing import Any, Literal, Mapping


@dataclass(frozen=True)
class TicketDraft:
    """A confirmed request."""

    type: str
    conversation_id: str
    requester: Mapping[str, str | None]
    details: Mapping[str, str]
    consent: Mapping[str, str]
    verification_id: str | None

    def body(self) -> dict[str, Any]:
        """The JSON body of the call."""
        return asdict(self)


_CLOSED = frozenset({"completed", "refused", "withdrawn", "expired"})


@dataclass(frozen=True)
class Ticket:
    """A filed request as the user may see it; `due_on` is a date in ISO form, `text` what they were last told."""

    number: str
    type: str
    status: str
    due_on: str
    merged: bool = False
    outcome: str | None = None
    text: str | None = None

    @classmethod
    def from_body(cls, body: Mapping[str, Any]) -> "Ticket":
        """Reads an answer of the api; unknown fields are left."""
        known = (body["number"], body["type"], body["status"], body["due_on"])
        return cls(*known, bool(body.get("merged", False)), body.get("outcome"), body.get("text"))

    @property
    def closed(self) -> bool:
        """Whether nothing can be added or taken back any more."""
        return self.status in _CLOSED

    def card(self) -> dict[str, str]:
        """The ticket of a contract message."""
        return {"number": self.number, "type": self.type, "status": self.status, "due_on": self.due_on}


@dataclass(frozen=True)
class Verification:
    """A code that is under way; `resend_after` is a time in RFC 3339. `sent` is false for an earlier one that holds,
    `verified` true when that one was right already."""

    id: str
    resend_after: str
    sent: bool = True
    verified: bool = False


@dataclass(frozen=True)
class CodeCheck:
    """What became of a code that was typed."""

    result: Literal["verified", "wrong", "expired", "locked"]
    tries_left: int
