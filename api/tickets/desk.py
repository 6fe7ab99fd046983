"""The parts of the ticket feature, put together once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from sqlalchemy.orm import Session

from api.audit import Audit
from api.clock import Clock
from api.conversations.service import Conversations
from api.db import BlindIndex
from api.identity.service import Verifications
from api.tickets import repository
from api.tickets.access import Access, Claim, Persons
from api.tickets.browsing import Browsing
from api.tickets.calendars import WorkCalendar
from api.tickets.errors import UnknownTicket
from api.tickets.filing import Filing
from api.tickets.merging import Merging
from api.tickets.models import Ticket
from api.tickets.numbers import normalise
from api.tickets.refusals import Refusals
from api.tickets.service import Tickets
from api.tickets.standing import Standing
from api.tickets.telling import Telling
from api.tickets.words import TicketWords


@dataclass(frozen=True)
class TicketDesk:
    """What endpoints, console and jobs use."""

    words: TicketWords
    calendar: WorkCalendar
    filing: Filing
    tickets: Tickets
    refusals: Refusals
    access: Access
    browsing: Browsing
    standing: Standing

    @classmethod
    def build(
        cls,
        *,
        clock: Clock,
        index: BlindIndex,
        audit: Audit,
        conversations: Conversations,
        verifications: Verifications,
        words: TicketWords,
        calendar: WorkCalendar,
        persons: Persons,
    ) -> Self:
        """Put the parts together."""
        access = Access(verifications, persons)
        tickets = Tickets(clock, audit, Telling(clock, words, conversations))
        merging = Merging(clock, audit, tickets)
        return cls(
            words=words,
            calendar=calendar,
            filing=Filing(clock, index, audit, calendar, verifications, conversations, merging, persons),
            tickets=tickets,
            refusals=Refusals(clock, audit, tickets),
            access=access,
            browsing=Browsing(clock, calendar),
            standing=Standing(words),
        )

    def of_conversation(self, session: Session, conversation_id: str) -> Sequence[Ticket]:
        """Newest first."""
        return list(reversed(repository.of_conversation(session, conversation_id)))

    def of_conversations(self, session: Session, conversation_ids: Sequence[str]) -> Mapping[str, Sequence[Ticket]]:
        """By conversation, newest first; conversations without any are left out."""
        found: dict[str, list[Ticket]] = {}
        for ticket in reversed(repository.of_conversations(session, conversation_ids)):
            found.setdefault(ticket.conversation_id or "", []).append(ticket)
        return found

    def of_claim(self, session: Session, claim: Claim) -> Sequence[Ticket]:
        """Those of the conversation and of the same WeChat user, and those that name the contact that it has proved;
        newest first."""
        if claim.conversation_id is None:
            return []
        found = {ticket.id: ticket for ticket in self.of_conversation(session, claim.conversation_id)}
        person, proof = self.access.person(session, claim), self.access.proved(session, claim)
        own = repository.of_person(session, person) if person else ()
        named = repository.of_contact(session, proof) if proof else ()
        found |= {ticket.id: ticket for ticket in (*own, *named)}
        return [found[ident] for ident in sorted(found, reverse=True)]

    def find(self, session: Session, number: str, claim: Claim | None = None) -> Ticket:
        """For reading; a claim that is given must hold."""
        canonical = normalise(number)
        ticket = repository.by_number(session, canonical) if canonical else None
        if ticket is None:
            raise UnknownTicket
        if claim is not None:
            self.access.check(session, ticket, claim)
        return ticket

    def claimed(self, session: Session, number: str, claim: Claim) -> Ticket:
        """For the user's own steps: locked, and the claim is checked."""
        ticket = self.tickets.locked(session, number)
        self.access.check(session, ticket, claim)
        return ticket
