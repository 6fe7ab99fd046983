"""What the ticket pages show, already masked or revealed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from api.console.masking import OPEN_DETAILS, masked_contact, masked_name, masked_text
from api.conversations.models import Message
from api.identity.contacts import local_form
from api.tickets.deadlines import days_left
from api.tickets.domain import Status, is_open
from api.tickets.models import Ticket, TicketEntry

SOON = 3


@dataclass(frozen=True)
class Row:
    """One line of the list."""

    ticket: Ticket
    left: int | None
    urgency: str

    @classmethod
    def of(cls, ticket: Ticket, now: datetime) -> "Row":
        """With days left to the internal date."""
        if not is_open(Status(ticket.status)):
            return cls(ticket, None, "closed")
        left = days_left(ticket.internal_due_on, now)
        return cls(ticket, left, "overdue" if left < 0 else "soon" if left <= SOON else "calm")


@dataclass(frozen=True)
class Person:
    """The requester's fields."""

    name: str
    phone: str
    email: str
    account: str
    relationship: str

    @classmethod
    def of(cls, ticket: Ticket, revealed: bool) -> "Person":
        """Masked unless revealed."""
        phone = local_form(ticket.phone) if ticket.phone else None
        contact = (lambda value: value or "—") if revealed else masked_contact
        return cls(
            name=(ticket.name or "—") if revealed else masked_name(ticket.name),
            phone=contact(phone),
            email=contact(ticket.email),
            account=contact(ticket.account),
            relationship=ticket.relationship or "—",
        )


@dataclass(frozen=True)
class Line:
    """One message, entry or value, ready to be shown."""

    author: str
    kind: str
    text: str
    at: datetime | None = None


class Shade:
    """Masks texts, and in them the values that are known, or lets them through."""

    def __init__(self, revealed: bool, known: Iterable[str] = ()) -> None:
        self._revealed = revealed
        self._known = tuple(known)

    def text(self, text: str | None) -> str:
        """Masked unless revealed."""
        return text or "" if self._revealed else masked_text(text or "", self._known)

    def details(self, details: Mapping[str, Any] | None) -> dict[str, str]:
        """Slots and values; a choice is shown, data is not."""
        return {slot: self._value(slot, value) for slot, value in (details or {}).items()}

    def messages(self, messages: Sequence[Message]) -> list[Line]:
        """The transcript."""
        return [Line(each.author, each.kind, self.text(each.body["text"]), each.created_at) for each in messages]

    def entries(self, entries: Sequence[TicketEntry]) -> list[tuple[Line, dict[str, str]]]:
        """What was added to the ticket."""
        return [
            (Line(each.author, each.kind, self.text(each.text), each.created_at), self.details(each.details))
            for each in entries
        ]

    def _value(self, slot: str, value: Any) -> str:
        shown = "、".join(map(str, value)) if isinstance(value, list) else str(value)
        if self._revealed or slot in OPEN_DETAILS:
            return shown
        return "••••••" if shown else ""
