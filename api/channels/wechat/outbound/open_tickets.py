"""The ticket that a member of staff most likely writes about."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from api.conversations.domain import TicketCard
from api.tickets.desk import TicketDesk
from api.tickets.domain import Status, is_open
from api.tickets.telling import card


@dataclass(frozen=True)
class OpenTickets:
    """Of conversations."""

    tickets: TicketDesk

    def newest(self, session: Session, conversation_id: str) -> TicketCard | None:
        """The last that was filed there and is not at its end."""
        found = self.tickets.of_conversation(session, conversation_id)
        still_open = (ticket for ticket in reversed(found) if is_open(Status(ticket.status)))
        return next((card(ticket) for ticket in still_open), None)
