"""What a person who asks how their ticket stands is told beside its state: the question that waits for them, the
answer, the reason of an extension, or the reason and the remedy of a refusal. The same words were said in the ticket's
own conversation, which may be gone by now."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from api.tickets import repository
from api.tickets.domain import Status, is_open
from api.tickets.models import Ticket, TicketEntry
from api.tickets.words import TicketWords


@dataclass(frozen=True)
class Standing:
    """Reads only."""

    words: TicketWords

    def told(self, session: Session, ticket: Ticket) -> str | None:
        """The last words that were meant for the user and still hold."""
        if ticket.status == Status.REFUSED:
            return self._refusal(session, ticket)
        for entry in reversed(repository.entries(session, ticket.id)):
            if entry.text and _holds(ticket, entry):
                return self._said(entry.kind, {"text": entry.text, "answer_by": str(ticket.answer_by or "")})
        return None

    def _refusal(self, session: Session, ticket: Ticket) -> str | None:
        for refusal in reversed(repository.refusals(session, ticket.id)):
            if refusal.approved and refusal.target == Status.REFUSED and refusal.reason:
                fields = {"text": refusal.reason, "remedy": refusal.remedy, "ground": str(refusal.ground)}
                return self._said("refused", fields)
        return None

    def _said(self, kind: str, fields: Mapping[str, str]) -> str:
        return self.words.told[kind].format_map(fields).strip()


def _holds(ticket: Ticket, entry: TicketEntry) -> bool:
    if entry.kind == "question":
        return ticket.answer_by is not None
    return entry.kind == "answer" or (entry.kind == "extension" and is_open(Status(ticket.status)))
