"""The ticket calls of the action server."""

from typing import Annotated

from fastapi import APIRouter, Depends, Header, Request, Response

from api.db import ReadSession, WriteSession
from api.http.documentation import PROBLEMS
from api.http.service_token import ServiceToken
from api.tickets.access import Claim
from api.tickets.changes import Change
from api.tickets.desk import TicketDesk
from api.tickets.domain import Status
from api.tickets.errors import MissingKey
from api.tickets.requests import USER
from api.tickets.schemas import ClaimBody, FileTicket, SupplementBody, TicketFiled, TicketList, TicketState

router = APIRouter(prefix="/api/v1/tickets", tags=["tickets"], dependencies=[ServiceToken], responses=PROBLEMS)
MAX_KEY = 100


def _desk(request: Request) -> TicketDesk:
    desk: TicketDesk = request.app.state.tickets
    return desk


Desk = Annotated[TicketDesk, Depends(_desk)]
Key = Annotated[str, Header(alias="Idempotency-Key")]


@router.post("", status_code=201)
def file_ticket(body: FileTicket, session: WriteSession, desk: Desk, response: Response, key: Key = "") -> TicketFiled:
    """File a confirmed form: 201 for a new ticket, 200 for a repeated key or when it was added to an open one."""
    if not 1 <= len(key.strip()) <= MAX_KEY:
        raise MissingKey
    filed = desk.filing.file(session, key.strip(), body.to_request())
    response.status_code = 201 if filed.created else 200
    ticket = filed.ticket
    return TicketFiled(
        number=ticket.number,
        type=body.type,
        status=Status(ticket.status),
        due_on=ticket.due_on,
        created=filed.created,
        merged=filed.merged,
    )


@router.get("")
def list_tickets(
    conversation_id: str, session: ReadSession, desk: Desk, verification_id: str | None = None
) -> TicketList:
    """The tickets of one conversation, of the same WeChat user and of the contact that it has proved, newest first."""
    tickets = desk.of_claim(session, Claim(conversation_id, verification_id))
    return TicketList(tickets=[TicketState.of(ticket, desk.standing.told(session, ticket)) for ticket in tickets])


@router.get("/{number}")
def open_ticket(
    number: str,
    session: ReadSession,
    desk: Desk,
    conversation_id: str | None = None,
    verification_id: str | None = None,
) -> TicketState:
    """How a ticket stands, for the person who asks: the conversation that filed it, one of the same WeChat user, or
    one that proved its contact. Everything else, no claim at all too, is answered like an unknown number."""
    ticket = desk.find(session, number, Claim(conversation_id, verification_id))
    return TicketState.of(ticket, desk.standing.told(session, ticket))


@router.post("/{number}/supplements", status_code=200)
def supplement_ticket(number: str, body: SupplementBody, session: WriteSession, desk: Desk) -> TicketState:
    """Add something to an open ticket."""
    ticket = desk.claimed(session, number, Claim(body.conversation_id, body.verification_id))
    desk.tickets.supplement(session, ticket, body.text, body.key)
    return TicketState.of(ticket)


@router.post("/{number}/withdrawal", status_code=200)
def withdraw_ticket(number: str, body: ClaimBody, session: WriteSession, desk: Desk) -> TicketState:
    """Take a request back; again is the same as once."""
    ticket = desk.claimed(session, number, Claim(body.conversation_id, body.verification_id))
    desk.tickets.move(session, ticket, Change(Status.WITHDRAWN), USER)
    return TicketState.of(ticket)
