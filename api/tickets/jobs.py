"""Jobs of the ticket's clock: reminders, expiry, the account check, and dates that waited for a calendar."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import structlog
from sqlalchemy.orm import Session

from api.audit import Audit
from api.clock import Clock
from api.db import BlindIndex, Database
from api.identity.directory import AccountDirectory
from api.jobs import Handler, Job, RetryLater
from api.tickets import repository
from api.tickets.calendars import WorkCalendar
from api.tickets.deadlines import due_dates, house_dates, local_day
from api.tickets.domain import RequestType, Status, is_open
from api.tickets.models import Ticket
from api.tickets.notices import SendNotice
from api.tickets.people import best_address
from api.tickets.requests import SYSTEM
from api.tickets.schedule import (
    CALENDAR_POLL,
    EXPIRE,
    MATCH_ACCOUNT,
    NOTICE,
    RECOMPUTE,
    REMIND,
    WATCH_CALENDAR,
    schedule_reminders,
)
from api.tickets.service import Tickets

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class TicketJobs:
    """All handlers; each opens its own transaction and may be run twice without harm."""

    database: Database
    clock: Clock
    audit: Audit
    tickets: Tickets
    calendar: WorkCalendar
    directory: AccountDirectory
    send_notice: SendNotice
    index: BlindIndex

    def handlers(self) -> Mapping[str, Handler]:
        """By job kind."""
        return {
            NOTICE: self.send_notice,
            REMIND: self.remind,
            EXPIRE: self.expire,
            MATCH_ACCOUNT: self.match_account,
            RECOMPUTE: self.recompute,
            WATCH_CALENDAR: self.watch_calendar,
        }

    def remind(self, job: Job) -> None:
        """Tell people that a term runs out."""
        with self.database.transaction() as session:
            ticket = repository.by_id(session, int(job.payload["ticket_id"]), lock=True)
            if ticket is None or not is_open(Status(ticket.status)):
                return
            self.tickets.remind(session, ticket, str(job.payload["reminder"]))
            log.warning("ticket.deadline_near", ticket_id=ticket.id, reminder=job.payload["reminder"])

    def expire(self, job: Job) -> None:
        """End a ticket whose user was asked and did not answer until the day that they were told."""
        with self.database.transaction() as session:
            ticket = repository.by_id(session, int(job.payload["ticket_id"]), lock=True)
            answer_by = ticket.answer_by if ticket is not None else None
            if ticket is not None and answer_by is not None and answer_by < local_day(self.clock.now()):
                self.tickets.expire(session, ticket)

    def match_account(self, job: Job) -> None:
        """Ask the company's account system; outside a transaction, since it may be slow."""
        ticket_id = int(job.payload["ticket_id"])
        with self.database.reading() as session:
            ticket = repository.by_id(session, ticket_id)
            address = best_address(self.index, ticket) if ticket else None
        if address is None:
            return
        match = self.directory.match(address)
        with self.database.transaction() as session:
            found = repository.by_id(session, ticket_id, lock=True)
            if found is not None and found.account_match != match:
                self.tickets.matched(session, found, match)

    def recompute(self, job: Job) -> None:
        """Set the dates that a missing calendar made uncertain; alarm every day until the table is there."""
        with self.database.transaction() as session:
            left = [ticket for ticket in repository.uncertain(session) if not self._settle_dates(session, ticket)]
        if left:
            years = sorted({year for ticket in left for year in self._years_missing(ticket)})
            log.error("calendar.year_missing", years=years, tickets=len(left))
            raise RetryLater(CALENDAR_POLL)

    def watch_calendar(self, _job: Job) -> None:
        """Alarm every day while a year's table is missing that today's requests may need."""
        years = self.calendar.missing_on(local_day(self.clock.now()))
        if years:
            log.error("calendar.year_missing", years=years)
        raise RetryLater(CALENDAR_POLL)

    def _settle_dates(self, session: Session, ticket: Ticket) -> bool:
        kind, minor = RequestType(ticket.type), ticket.of_minor
        dates = due_dates(kind, ticket.received_at, self.calendar.is_workday, minor)
        if not dates.certain:
            return False
        before, ticket.internal_due_on, ticket.due_certain = ticket.internal_due_on, dates.internal_due_on, True
        house = house_dates(kind, ticket.received_at, self.calendar.is_workday, minor)
        ticket.target_on, ticket.stop_on = house.target_on, house.stop_on
        schedule_reminders(session, ticket, self.clock.now())
        self._record(session, ticket, before)
        return True

    def _record(self, session: Session, ticket: Ticket, before: date) -> None:
        self.audit.record(
            session,
            actor=SYSTEM.name,
            subject=f"ticket:{ticket.id}",
            action="ticket:due:recompute",
            from_state=before.isoformat(),
            to_state=ticket.internal_due_on.isoformat(),
        )

    def _years_missing(self, ticket: Ticket) -> list[int]:
        return self.calendar.missing(range(ticket.received_at.year, ticket.due_on.year + 1))
