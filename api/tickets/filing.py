"""A confirmed form becomes a ticket, exactly once: key, ticket, audit row and jobs are one transaction."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from api.audit import Audit
from api.clock import Clock
from api.conversations.service import Conversations
from api.db import BlindIndex
from api.identity.contacts import contact_hash
from api.identity.service import Verifications
from api.tickets import repository
from api.tickets.access import Persons
from api.tickets.calendars import WorkCalendar
from api.tickets.corrections import corrects_contact, new_contacts
from api.tickets.deadlines import DueDates, due_dates, house_dates, local_day
from api.tickets.domain import Level, RequestType, Status
from api.tickets.errors import KeyReused, UnknownTicket
from api.tickets.merging import Merging
from api.tickets.models import Ticket, TicketFiling
from api.tickets.numbers import new_number
from api.tickets.people import ContactHashes, hashes_of, plain_email, plain_phone
from api.tickets.requests import USER, NewTicket
from api.tickets.schedule import schedule_filed
from api.tickets.types import first_status, for_self, is_minor


@dataclass(frozen=True)
class Filed:
    """What came of a filing."""

    ticket: Ticket
    created: bool
    merged: bool


@dataclass(frozen=True)
class Filing:
    """The service behind `POST /api/v1/tickets`."""

    clock: Clock
    index: BlindIndex
    audit: Audit
    calendar: WorkCalendar
    verifications: Verifications
    conversations: Conversations
    merging: Merging
    persons: Persons

    def file(self, session: Session, key: str, request: NewTicket) -> Filed:
        """File it, or give what came of the same key before."""
        filing = self._new_filing(key, request)
        before = repository.add_filing(session, filing)
        if before is not None:
            return self._repeated(session, before, filing.body_hash)
        self.conversations.get(session, request.conversation_id)
        hashes = hashes_of(self.index, request.requester)
        proved = self._proved(session, request, hashes)
        first = self.merging.first_open(session, request, hashes, proved)
        ticket = first or self._create(session, request, hashes, proved)
        filing.ticket_id, filing.merged = ticket.id, first is not None
        if first is not None:
            self.merging.add(session, first, request, proved, key)
        if proved and request.verification_id:
            self.verifications.use_up(session, request.verification_id)
        session.flush()
        return Filed(ticket, created=first is None, merged=first is not None)

    def _new_filing(self, key: str, request: NewTicket) -> TicketFiling:
        body_hash = self.index.of("ticket.filing", request.canonical())
        return TicketFiling(key=key, body_hash=body_hash, created_at=self.clock.now(), merged=False)

    def _repeated(self, session: Session, before: TicketFiling, body_hash: str) -> Filed:
        if before.body_hash != body_hash:
            raise KeyReused
        ticket = repository.by_id(session, before.ticket_id) if before.ticket_id else None
        if ticket is None:
            raise UnknownTicket
        return Filed(ticket, created=False, merged=before.merged)

    def _proved(self, session: Session, request: NewTicket, hashes: ContactHashes) -> str | None:
        """The proved contact, if it is one that the form names and the code was sent for this type; anything else
        counts as no proof, a code to the number that shall become the new one too."""
        proof = self.verifications.proof(session, request.verification_id, request.conversation_id, request.type.value)
        if proof is None or proof not in hashes.reachable:
            return None
        if request.type is RequestType.CORRECTION and proof in self._hashes_of_new(request):
            return None
        self.verifications.lock_contact(session, proof)
        return proof

    def _hashes_of_new(self, request: NewTicket) -> set[str]:
        return {contact_hash(self.index, address) for address in new_contacts(request.details)}

    def _create(self, session: Session, request: NewTicket, hashes: ContactHashes, proved: str | None) -> Ticket:
        now = self.clock.now()
        enough = proved is not None and not corrects_contact(request.type, request.details)
        status = first_status(request.type, request.requester.relationship, enough)
        minor = is_minor(request.requester.relationship)
        dates = due_dates(request.type, now, self.calendar.is_workday, minor)
        house = house_dates(request.type, now, self.calendar.is_workday, minor)
        ticket = self._row(session, request, hashes, dates, now)
        ticket.target_on, ticket.stop_on = house.target_on, house.stop_on
        ticket.status, ticket.proved_hash = status, proved
        ticket.person_key = self.persons.key(session, request.conversation_id)
        ticket.level = self._level(session, ticket, hashes)
        session.add(ticket)
        session.flush()
        self._record(session, ticket, status)
        schedule_filed(session, ticket, now)
        return ticket

    def _level(self, session: Session, ticket: Ticket, hashes: ContactHashes) -> Level:
        """A code just now; else a user of the channel who has proved the contact before, which binds them to it."""
        if ticket.proved_hash:
            return Level.L2
        known = ticket.person_key if for_self(ticket.relationship) else None
        proved = (Level.L2, Level.L3)
        bound = known is not None and repository.has_proved(session, known, hashes.reachable, proved)
        return Level.L1 if bound else Level.L0

    def _row(
        self, session: Session, request: NewTicket, hashes: ContactHashes, dates: DueDates, now: datetime
    ) -> Ticket:
        who = request.requester
        return Ticket(
            number=self._free_number(session, now),
            type=request.type,
            conversation_id=request.conversation_id,
            name=who.name,
            phone=plain_phone(who.phone),
            email=plain_email(who.email),
            account=who.account,
            relationship=who.relationship,
            details=dict(request.details),
            phone_hash=hashes.phone,
            email_hash=hashes.email,
            account_hash=hashes.account,
            notice_version=request.notice_version,
            agreed_at=request.agreed_at,
            received_at=now,
            updated_at=now,
            due_on=dates.due_on,
            internal_due_on=dates.internal_due_on,
            due_certain=dates.certain,
            extended=False,
        )

    def _free_number(self, session: Session, now: datetime) -> str:
        number = new_number(local_day(now).year)
        while repository.number_taken(session, number):
            number = new_number(local_day(now).year)
        return number

    def _record(self, session: Session, ticket: Ticket, status: Status) -> None:
        subject = f"ticket:{ticket.id}"
        self.audit.record(session, actor=USER.name, subject=subject, action="ticket:create", to_state=status)
