"""Staff calls as JSON, with the same sessions; a change carries the form token in `X-CSRF-Token`."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from pydantic import BaseModel, ConfigDict, StringConstraints

from api.console.session import CallChecked, Reader, SignedIn, Worker
from api.console.ticket_list import search_filter, statuses_of
from api.console.views import Person, Row, Shade
from api.db import ReadSession, WriteSession
from api.staff.domain import Permission
from api.tickets.changes import Change
from api.tickets.desk import TicketDesk
from api.tickets.domain import Outcome, Status, next_steps
from api.tickets.models import Ticket
from api.tickets.queries import TicketFilter
from api.tickets.schemas import TicketState

router = APIRouter(prefix="/api/v1/staff", tags=["staff"])
PAGE = 100


class StaffTicket(TicketState):
    """What the list shows."""

    level: str
    internal_due_on: str
    days_left: int | None
    assignee: str | None

    @classmethod
    def seen(cls, row: Row) -> "StaffTicket":
        """Of a row of the list."""
        ticket = row.ticket
        return cls(
            **TicketState.of(ticket).model_dump(),
            level=ticket.level,
            internal_due_on=ticket.internal_due_on.isoformat(),
            days_left=row.left,
            assignee=ticket.assignee,
        )


class WholeTicket(StaffTicket):
    """One ticket; personal data is masked."""

    requester: dict[str, str]
    details: dict[str, str]
    next_steps: list[Status]


class TicketSearch(BaseModel):
    """In a body, so that no phone number stands in an address."""

    model_config = ConfigDict(extra="forbid")

    q: Annotated[str, StringConstraints(min_length=1, max_length=200)]


class MoveTicket(BaseModel):
    """A wished step."""

    model_config = ConfigDict(extra="forbid")

    target: Status
    text: Annotated[str, StringConstraints(max_length=4000)] = ""
    outcome: Outcome | None = None


class Me(BaseModel):
    """Who is signed in, and the token that changes need."""

    username: str
    role: str
    csrf_token: str


def _desk(request: Request) -> TicketDesk:
    desk: TicketDesk = request.app.state.tickets
    return desk


Desk = Annotated[TicketDesk, Depends(_desk)]


@router.get("/me")
def who_am_i(signed: SignedIn) -> Me:
    """For scripts and pages."""
    return Me(username=signed.person.username, role=signed.person.role, csrf_token=signed.csrf)


@router.get("/tickets")
def list_tickets(
    request: Request, session: ReadSession, _: Reader, desk: Desk, status: str = "open", offset: int = 0
) -> list[StaffTicket]:
    """What is due first stands first."""
    wanted = TicketFilter(statuses=statuses_of(status))
    tickets = desk.browsing.listing(session, wanted, PAGE, max(0, offset))
    return [StaffTicket.seen(Row.of(ticket, request.app.state.clock.now())) for ticket in tickets]


@router.post("/tickets/search", dependencies=[CallChecked])
def search_tickets(
    request: Request, body: TicketSearch, session: ReadSession, _: Reader, desk: Desk
) -> list[StaffTicket]:
    """By number, phone or mailbox."""
    tickets = desk.browsing.listing(session, search_filter(request.app.state.index, body.q), PAGE)
    return [StaffTicket.seen(Row.of(ticket, request.app.state.clock.now())) for ticket in tickets]


@router.get("/tickets/{number}")
def open_ticket(request: Request, number: str, session: ReadSession, signed: Reader, desk: Desk) -> WholeTicket:
    """One ticket."""
    return _whole(request, desk.find(session, number), signed)


@router.post("/tickets/{number}/transition", dependencies=[CallChecked])
def move_ticket(
    request: Request, number: str, body: MoveTicket, session: WriteSession, signed: Worker, desk: Desk
) -> WholeTicket:
    """A step of the state machine."""
    ticket = desk.tickets.locked(session, number)
    desk.refusals.step(session, ticket, Change(body.target, body.text, body.outcome), signed.by)
    return _whole(request, ticket, signed)


def _whole(request: Request, ticket: Ticket, signed: SignedIn) -> WholeTicket:
    row = Row.of(ticket, request.app.state.clock.now())
    working = signed.person.may(Permission.WORK)
    steps = next_steps(Status(ticket.status), signed.by.actor) if working else ()
    fields: dict[str, Any] = StaffTicket.seen(row).model_dump()
    return WholeTicket(
        **fields,
        requester=vars(Person.of(ticket, revealed=False)),
        details=Shade(revealed=False).details(ticket.details),
        next_steps=[step.target for step in steps],
    )
