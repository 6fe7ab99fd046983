"""What staff read: lists, figures, and all that belongs to one ticket."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from api.clock import Clock
from api.tickets import repository
from api.tickets.calendars import WorkCalendar
from api.tickets.deadlines import local_day
from api.tickets.domain import OPEN, Status
from api.tickets.models import Ticket, TicketEntry, TicketRefusal
from api.tickets.queries import TicketFilter


@dataclass(frozen=True)
class Figures:
    """The numbers above the list."""

    overdue: int
    uncertain: int
    years_missing: list[int]
    by_status: dict[Status, int]


@dataclass(frozen=True)
class Folder:
    """What lies in a ticket."""

    entries: Sequence[TicketEntry]
    refusals: Sequence[TicketRefusal]

    @property
    def pending(self) -> TicketRefusal | None:
        """The refusal, or another end that takes two, that waits for a second person."""
        return next((refusal for refusal in self.refusals if refusal.decided_at is None), None)


@dataclass(frozen=True)
class Browsing:
    """Reads only."""

    clock: Clock
    calendar: WorkCalendar

    def listing(self, session: Session, wanted: TicketFilter, limit: int, offset: int = 0) -> Sequence[Ticket]:
        """What is due first stands first."""
        return repository.listing(session, wanted, limit, offset)

    def figures(self, session: Session) -> Figures:
        """Of all tickets."""
        today = local_day(self.clock.now())
        overdue = TicketFilter(statuses=OPEN, due_before=today)
        return Figures(
            overdue=repository.count(session, overdue),
            years_missing=self.calendar.missing_on(today),
            uncertain=repository.count_uncertain(session),
            by_status=repository.counts_by_status(session),
        )

    def folder(self, session: Session, ticket: Ticket) -> Folder:
        """Everything that was added to a ticket."""
        return Folder(repository.entries(session, ticket.id), repository.refusals(session, ticket.id))
