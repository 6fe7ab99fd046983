"""Who may see a ticket: the conversation that filed it, the same WeChat user, or the person who proves its contact.
Everybody else is told that there is no such ticket, so that a number alone shows nothing."""

from dataclasses import dataclass
from typing import Protocol

from sqlalchemy.orm import Session

from api.identity.service import Verifications
from api.tickets.errors import UnknownTicket
from api.tickets.models import Ticket


@dataclass(frozen=True)
class Claim:
    """What the action server knows of the person who asks."""

    conversation_id: str | None = None
    verification_id: str | None = None


class Persons(Protocol):
    """Knows whose conversation it is, where the channel tells."""

    def key(self, session: Session, conversation_id: str) -> str | None:
        """A pseudonym that all conversations of one user share."""


@dataclass(frozen=True)
class Access:
    """Checks claims."""

    verifications: Verifications
    persons: Persons

    def person(self, session: Session, claim: Claim) -> str | None:
        """The pseudonym of whoever asks."""
        return self.persons.key(session, claim.conversation_id) if claim.conversation_id else None

    def proved(self, session: Session, claim: Claim) -> str | None:
        """The keyed hash of the contact that the conversation has proved."""
        if claim.conversation_id is None:
            return None
        return self.verifications.proof(session, claim.verification_id, claim.conversation_id)

    def check(self, session: Session, ticket: Ticket, claim: Claim) -> None:
        """Raise unless the claim holds for this ticket."""
        if claim.conversation_id is None:
            raise UnknownTicket
        if ticket.conversation_id == claim.conversation_id:
            return
        if ticket.person_key is not None and ticket.person_key == self.person(session, claim):
            return
        proof = self.proved(session, claim)
        if proof is None or proof not in (ticket.phone_hash, ticket.email_hash):
            raise UnknownTicket
