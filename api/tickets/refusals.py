"""Refusals, and the other ends that take two: proposed by one member of staff, decided by another; never by the bot
(facts: rights, section 6)."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from api.audit import Audit
from api.clock import Clock
from api.tickets import repository
from api.tickets.changes import Change, needs_second_person, permitted
from api.tickets.domain import REFUSAL_GROUNDS, Need, Outcome, Status, find_transition, is_open
from api.tickets.errors import (
    ForbiddenMove,
    NoRefusalPending,
    RefusalIncomplete,
    RefusalPending,
    SamePerson,
    TicketClosed,
)
from api.tickets.models import Ticket, TicketRefusal
from api.tickets.requests import By
from api.tickets.service import Tickets


@dataclass(frozen=True)
class Grounds:
    """Why, in law and in plain words, and what the user can do about it."""

    ground: int
    reason: str
    remedy: str

    @property
    def complete(self) -> bool:
        """Nothing may be missing."""
        return self.ground in REFUSAL_GROUNDS and bool(self.reason.strip()) and bool(self.remedy.strip())


@dataclass(frozen=True)
class Refusals:
    """The two steps of a refusal, and of every other end that takes two."""

    clock: Clock
    audit: Audit
    tickets: Tickets

    def propose(self, session: Session, ticket: Ticket, grounds: Grounds, by: By) -> None:
        """First person."""
        self._check_move(ticket, by)
        if not grounds.complete:
            raise RefusalIncomplete
        self._propose(session, ticket, Change(Status.REFUSED, grounds.reason), by, grounds)

    def step(self, session: Session, ticket: Ticket, change: Change, by: By) -> None:
        """A step of staff: done at once, or proposed where it takes a second person."""
        move = permitted(Status(ticket.status), change, by.actor)
        if not needs_second_person(move, change):
            self.tickets.move(session, ticket, change, by)
            return
        self._propose(session, ticket, change, by)

    def decide(self, session: Session, ticket: Ticket, approve: bool, by: By, why: str = "") -> None:
        """Second person: approval closes the ticket, anything else sends it back to work."""
        proposal = repository.pending_refusal(session, ticket.id)
        if proposal is None:
            raise NoRefusalPending
        if proposal.proposed_by == by.name:
            raise SamePerson
        refusal = proposal.target == Status.REFUSED
        if refusal:
            self._check_move(ticket, by)
        proposal.decided_by, proposal.decided_at, proposal.approved = by.name, self.clock.now(), approve
        session.flush()
        verdict = "approve" if approve else "reject"
        self._record(session, ticket, by, f"ticket:{_kind(proposal)}:{verdict}", why)
        if approve and refusal:
            self._close(session, ticket, proposal, by)
        elif approve:
            outcome = Outcome(proposal.outcome) if proposal.outcome else None
            change = Change(Status(proposal.target), proposal.reason, outcome)
            self.tickets.move(session, ticket, change, by, approved=True)

    def _propose(
        self, session: Session, ticket: Ticket, change: Change, by: By, grounds: Grounds | None = None
    ) -> None:
        if repository.pending_refusal(session, ticket.id) is not None:
            raise RefusalPending
        proposal = TicketRefusal(
            ticket_id=ticket.id,
            target=change.target,
            outcome=change.outcome,
            ground=grounds.ground if grounds else 0,
            reason=change.text.strip(),
            remedy=grounds.remedy.strip() if grounds else "",
            proposed_by=by.name,
            proposed_at=self.clock.now(),
        )
        session.add(proposal)
        session.flush()
        self._record(session, ticket, by, f"ticket:{_kind(proposal)}:propose", change.text)

    def _close(self, session: Session, ticket: Ticket, proposal: TicketRefusal, by: By) -> None:
        self.tickets.settle(session, ticket, Status.REFUSED, by, proposal.reason)
        fields = {"text": proposal.reason, "remedy": proposal.remedy, "ground": str(proposal.ground)}
        self.tickets.telling.tell(session, ticket, Status.REFUSED, by, **fields)

    def _check_move(self, ticket: Ticket, by: By) -> None:
        if not is_open(Status(ticket.status)):
            raise TicketClosed
        move = find_transition(Status(ticket.status), Status.REFUSED, by.actor)
        if move is None or Need.REFUSAL not in move.needs:
            raise ForbiddenMove

    def _record(self, session: Session, ticket: Ticket, by: By, action: str, why: str) -> None:
        subject = f"ticket:{ticket.id}"
        self.audit.record(session, actor=by.name, subject=subject, action=action, why=why.strip() or None)


def _kind(proposal: TicketRefusal) -> str:
    """What the record calls it."""
    return "refusal" if proposal.target == Status.REFUSED else "closing"
