"""Tells the user of a step: in the conversation at once, by mail or SMS through a job."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from api.clock import Clock
from api.conversations.domain import Author, Body, TicketCard
from api.conversations.errors import ConversationNotFound
from api.conversations.service import Conversations
from api.tickets.domain import Outcome, RequestType, Status
from api.tickets.models import Ticket
from api.tickets.requests import By
from api.tickets.schedule import schedule_notice
from api.tickets.words import TicketWords


@dataclass(frozen=True)
class Telling:
    """The user's side of a change."""

    clock: Clock
    words: TicketWords
    conversations: Conversations

    def tell(self, session: Session, ticket: Ticket, event: str, by: By, **fields: str) -> None:
        """Say the step's words in the ticket's conversation, if that is still there, and schedule the notice."""
        text = self.words.said(event, self._fields(ticket) | fields)
        staff = by.name if by.name.startswith("staff:") else None
        if staff and ticket.accepted_at is None:
            ticket.accepted_at = self.clock.now()
        try:
            conversation = self.conversations.get(session, ticket.conversation_id)
        except ConversationNotFound:
            # Conversations are kept for a shorter time than tickets; the notice still goes out.
            conversation = None
        if conversation is not None:
            author = Author.STAFF if staff else Author.SYSTEM
            body = Body(text=text, ticket=card(ticket))
            self.conversations.say(session, conversation, author=author, kind="status", body=body, staff=staff)
        self.notify(session, ticket)

    def notify(self, session: Session, ticket: Ticket) -> None:
        """Schedule the mail or SMS about the present state."""
        schedule_notice(session, ticket, "ticket_status", self.clock.now())

    def _fields(self, ticket: Ticket) -> dict[str, str]:
        return {
            "number": ticket.number,
            "type": self.words.types[RequestType(ticket.type)],
            "status": self.words.statuses[Status(ticket.status)],
            "due_on": ticket.due_on.isoformat(),
            "answer_by": ticket.answer_by.isoformat() if ticket.answer_by else "",
            "outcome": self.words.outcomes[Outcome(ticket.outcome)] if ticket.outcome else "",
            "text": "",
            "ground": "",
            "remedy": "",
            "link": "",
            "days": "",
        }


def card(ticket: Ticket) -> TicketCard:
    """The ticket as it is shown in a message."""
    return TicketCard(ticket.number, ticket.type, ticket.status, ticket.due_on.isoformat())
