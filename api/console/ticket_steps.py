"""The buttons of the ticket page."""

from datetime import date
from typing import Annotated

from fastapi import Depends, Form, Request, Response
from fastapi.responses import RedirectResponse

from api.console.route import page_router
from api.console.session import FormChecked, Worker
from api.db import WriteSession
from api.tickets.changes import Change
from api.tickets.desk import TicketDesk
from api.tickets.domain import Outcome, Status
from api.tickets.refusals import Grounds

router = page_router()
router.dependencies.append(FormChecked)
Text = Annotated[str, Form(max_length=4000)]


def _desk(request: Request) -> TicketDesk:
    desk: TicketDesk = request.app.state.tickets
    return desk


Desk = Annotated[TicketDesk, Depends(_desk)]


@router.post("/tickets/{number}/move")
def move_ticket(
    number: str,
    session: WriteSession,
    signed: Worker,
    desk: Desk,
    target: Annotated[Status, Form()],
    text: Text = "",
    outcome: Annotated[Outcome | None, Form()] = None,
) -> Response:
    """A step of the state machine."""
    ticket = desk.tickets.locked(session, number)
    desk.refusals.step(session, ticket, Change(target, text, outcome), signed.by)
    return _back(ticket.number)


@router.post("/tickets/{number}/note")
def add_note(number: str, session: WriteSession, signed: Worker, desk: Desk, text: Text = "") -> Response:
    """An internal remark."""
    ticket = desk.tickets.locked(session, number)
    desk.tickets.note(session, ticket, text, signed.by)
    return _back(ticket.number)


@router.post("/tickets/{number}/take")
def take_ticket(number: str, session: WriteSession, signed: Worker, desk: Desk) -> Response:
    """Make it one's own."""
    ticket = desk.tickets.locked(session, number)
    desk.tickets.assign(session, ticket, signed.person.name, signed.by)
    return _back(ticket.number)


@router.post("/tickets/{number}/stop")
def stop_processing(number: str, session: WriteSession, signed: Worker, desk: Desk) -> Response:
    """What was consented to is no longer processed."""
    ticket = desk.tickets.locked(session, number)
    desk.tickets.stop(session, ticket, signed.by)
    return _back(ticket.number)


@router.post("/tickets/{number}/extend")
def extend_ticket(
    number: str, session: WriteSession, signed: Worker, desk: Desk, until: Annotated[date, Form()], text: Text = ""
) -> Response:
    """The one extension."""
    ticket = desk.tickets.locked(session, number)
    desk.tickets.extend(session, ticket, until, text, signed.by)
    return _back(ticket.number)


@router.post("/tickets/{number}/refuse")
def propose_refusal(
    number: str,
    session: WriteSession,
    signed: Worker,
    desk: Desk,
    ground: Annotated[int, Form()],
    reason: Text = "",
    remedy: Text = "",
) -> Response:
    """First person."""
    ticket = desk.tickets.locked(session, number)
    desk.refusals.propose(session, ticket, Grounds(ground, reason, remedy), signed.by)
    return _back(ticket.number)


@router.post("/tickets/{number}/decide")
def decide_refusal(
    number: str,
    session: WriteSession,
    signed: Worker,
    desk: Desk,
    approve: Annotated[bool, Form()],
    text: Text = "",
) -> Response:
    """Second person."""
    ticket = desk.tickets.locked(session, number)
    desk.refusals.decide(session, ticket, approve, signed.by, text)
    return _back(ticket.number)


def _back(number: str) -> Response:
    return RedirectResponse(f"/staff/tickets/{number}", 303)
