"""Everything that moves a ticket after it was filed; every move is an audit row in the same transaction."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.orm import Session

from api.audit import Audit
from api.clock import Clock
from api.identity.directory import AccountMatch
from api.tickets import repository
from api.tickets.changes import Change, needs_second_person, permitted
from api.tickets.deadlines import EXTENSION_MAX_DAYS, local_day
from api.tickets.domain import Actor, Level, Need, RequestType, Status, is_open
from api.tickets.errors import (
    AlreadyExtended,
    ExtensionTooLate,
    ExtensionTooLong,
    ForbiddenMove,
    IdentityOpen,
    MinorProtected,
    ReasonMissing,
    SecondPersonMissing,
    TicketClosed,
    UnknownTicket,
)
from api.tickets.models import Ticket, TicketEntry
from api.tickets.numbers import normalise
from api.tickets.requests import SYSTEM, USER, By
from api.tickets.schedule import (
    await_answer,
    cancel_all,
    keep_waiting,
    schedule_reminders,
    stop_reached,
    stop_waiting,
    tell_of_reminder,
)
from api.tickets.telling import Telling
from api.tickets.types import WORK, lacks_account


@dataclass(frozen=True)
class Tickets:
    """Moves, supplements, notes, the extension."""

    clock: Clock
    audit: Audit
    telling: Telling

    def locked(self, session: Session, number: str) -> Ticket:
        """The ticket of a number as somebody typed it, locked to the end of the transaction."""
        canonical = normalise(number)
        ticket = repository.by_number(session, canonical, lock=True) if canonical else None
        if ticket is None:
            raise UnknownTicket
        return ticket

    def move(self, session: Session, ticket: Ticket, change: Change, by: By, approved: bool = False) -> None:
        """Bring the ticket to another state and tell the user. What the user asks for twice is done once. `approved`:
        a second person has agreed."""
        if ticket.status == change.target and by.name == USER.name:
            return
        move = permitted(Status(ticket.status), change, by.actor)
        if needs_second_person(move, change) and not approved:
            raise SecondPersonMissing
        needs = move.needs
        if Need.CHECK in needs:
            self.verify(session, ticket, change.text.strip(), by)
            return
        self._check_account(ticket, change, by)
        ticket.outcome = change.outcome
        asks = Need.QUESTION in needs
        if change.text.strip():
            self._enter(session, ticket, "question" if asks else "answer", by, change.text.strip())
        self.settle(session, ticket, change.target, by, change.text)
        if asks:
            await_answer(session, ticket, self.clock.now())
        if by.name == USER.name:
            # The bot answers the user's own step in the same turn; only the notice is left to send.
            self.telling.notify(session, ticket)
        else:
            self.telling.tell(session, ticket, change.target, by, text=change.text.strip())

    def verify(self, session: Session, ticket: Ticket, how: str, by: By) -> None:
        """A person has checked who asks: level L3. The user hears of it where the ticket waited for that."""
        before, ticket.level = ticket.level, Level.L3
        self._enter(session, ticket, "check", by, how)
        self._record(session, ticket, by, "ticket:identity:verify", before, Level.L3, how)
        if ticket.status == Status.IDENTITY_UNVERIFIED:
            self.settle(session, ticket, Status.SUBMITTED, by, how)
            self.telling.tell(session, ticket, Status.SUBMITTED, by)

    def matched(self, session: Session, ticket: Ticket, match: AccountMatch) -> None:
        """What the account system said of the contact. A code to one that is not registered proves no account (facts:
        rights and deadlines, section 5), so the level falls and a person must check."""
        ticket.account_match = match
        if match is AccountMatch.NOT_FOUND and ticket.level != Level.L3:
            ticket.level = Level.L0
        session.flush()
        self._record(session, ticket, SYSTEM, "ticket:account:match", after=match)

    def settle(self, session: Session, ticket: Ticket, target: Status, by: By, why: str = "") -> None:
        """Store the new state with its audit row and the jobs that follow from it."""
        before, now = ticket.status, self.clock.now()
        ticket.status, ticket.updated_at = target, now
        stop_waiting(session, ticket)
        if not is_open(target):
            ticket.closed_at = now
            repository.drop_proposal(session, ticket.id, by.name, now)
            cancel_all(session, ticket)
        session.flush()
        self._record(session, ticket, by, "ticket:status:change", before, target, why)

    def supplement(self, session: Session, ticket: Ticket, text: str, key: str | None) -> None:
        """The user adds something; a ticket that waits for it goes on. The same key adds once."""
        if not is_open(Status(ticket.status)):
            raise TicketClosed
        if not self._enter(session, ticket, "supplement", USER, text, key):
            return
        self.answered(session, ticket)

    def answered(self, session: Session, ticket: Ticket, why: str = "") -> None:
        """Something came in from the user: the next step is staff's again."""
        ticket.updated_at = self.clock.now()
        stop_waiting(session, ticket)
        session.flush()
        self._record(session, ticket, USER, "ticket:supplement:add", why=why)
        if ticket.status == Status.WAITING_FOR_USER:
            self.move(session, ticket, Change(Status.IN_PROGRESS), USER)

    def note(self, session: Session, ticket: Ticket, text: str, by: By) -> None:
        """An internal remark that never leaves the house."""
        if not text.strip():
            raise ReasonMissing
        self._enter(session, ticket, "note", by, text.strip())
        self._record(session, ticket, by, "ticket:note:add")

    def assign(self, session: Session, ticket: Ticket, assignee: str | None, by: By) -> None:
        """Give the ticket to somebody, or to nobody."""
        before, ticket.assignee = ticket.assignee, assignee
        ticket.updated_at = self.clock.now()
        session.flush()
        self._record(session, ticket, by, "ticket:assign", before, assignee)

    def extend(self, session: Session, ticket: Ticket, until: date, reason: str, by: By) -> None:
        """The one extension: told to the user with its reason, before the date is over."""
        self._check_extension(ticket, until, reason)
        before = ticket.due_on
        ticket.extended, ticket.due_certain = True, True
        ticket.due_on = ticket.internal_due_on = until
        ticket.updated_at = self.clock.now()
        session.flush()
        schedule_reminders(session, ticket, self.clock.now())
        if ticket.answer_by is not None and ticket.answer_by < until:
            keep_waiting(session, ticket, self.clock.now(), until)
        self._enter(session, ticket, "extension", by, reason.strip())
        self._record(session, ticket, by, "ticket:due:extend", before.isoformat(), until.isoformat(), reason)
        self.telling.tell(session, ticket, "extended", by, text=reason.strip())

    def stop(self, session: Session, ticket: Ticket, by: By) -> None:
        """What was consented to is no longer processed."""
        if not is_open(Status(ticket.status)):
            raise TicketClosed
        if ticket.stop_on is None or ticket.stopped_at is not None:
            raise ForbiddenMove
        ticket.stopped_at = ticket.updated_at = self.clock.now()
        stop_reached(session, ticket)
        session.flush()
        self._record(session, ticket, by, "ticket:processing:stop")

    def remind(self, session: Session, ticket: Ticket, reminder: str) -> None:
        """A term runs out: on record, in the list, and to the mailbox of the house."""
        ticket.reminded = reminder
        session.flush()
        self._record(session, ticket, SYSTEM, "ticket:deadline:remind", why=reminder)
        tell_of_reminder(session, ticket, reminder, self.clock.now())

    def shown(self, session: Session, ticket: Ticket, by: By, what: str) -> None:
        """Somebody looked at personal data that is masked otherwise. A minor's is for supervisors (facts: rights and
        deadlines, section 8)."""
        if ticket.of_minor and by.actor is not Actor.SUPERVISOR:
            raise MinorProtected
        self._record(session, ticket, by, "ticket:personal_data:show", why=what)

    def expire(self, session: Session, ticket: Ticket) -> None:
        """The system's end of a ticket that waited in vain."""
        self.move(session, ticket, Change(Status.EXPIRED), SYSTEM)

    def _check_account(self, ticket: Ticket, change: Change, by: By) -> None:
        work = by.name != USER.name and change.target in WORK
        if work and lacks_account(RequestType(ticket.type), ticket.account_match, ticket.level):
            raise IdentityOpen

    def _check_extension(self, ticket: Ticket, until: date, reason: str) -> None:
        if not is_open(Status(ticket.status)):
            raise TicketClosed
        if ticket.extended:
            raise AlreadyExtended
        if local_day(self.clock.now()) > ticket.due_on:
            raise ExtensionTooLate
        if not ticket.due_on < until <= ticket.due_on + timedelta(days=EXTENSION_MAX_DAYS):
            raise ExtensionTooLong
        if not reason.strip():
            raise ReasonMissing

    def _enter(self, session: Session, ticket: Ticket, kind: str, by: By, text: str, key: str | None = None) -> bool:
        entry = TicketEntry(
            ticket_id=ticket.id,
            kind=kind,
            author=by.name,
            text=text,
            details=None,
            key=f"{kind}:{ticket.id}:{key}" if key else None,
            created_at=self.clock.now(),
        )
        return repository.add_entry(session, entry)

    def _record(
        self,
        session: Session,
        ticket: Ticket,
        by: By,
        action: str,
        before: str | None = None,
        after: str | None = None,
        why: str = "",
    ) -> None:
        self.audit.record(
            session,
            actor=by.name,
            subject=f"ticket:{ticket.id}",
            action=action,
            from_state=before,
            to_state=after,
            why=why.strip() or None,
        )
