"""The list of tickets: overdue on top, with filters and search."""

from typing import Annotated

from fastapi import Form, Request, Response

from api.console.rendering import page
from api.console.route import page_router
from api.console.session import FormChecked, Reader, Signed
from api.console.views import Row
from api.console.words import words_of
from api.db import BlindIndex, ReadSession
from api.identity.contacts import contact_hash
from api.tickets.desk import TicketDesk
from api.tickets.domain import OPEN, RequestType, Status
from api.tickets.numbers import normalise
from api.tickets.people import plain_any
from api.tickets.queries import TicketFilter

router = page_router()
PAGE = 50


@router.get("")
def list_tickets(
    request: Request,
    session: ReadSession,
    signed: Reader,
    status: str = "open",
    type: str = "",
    mine: bool = False,
    refusals: bool = False,
    offset: int = 0,
) -> Response:
    """Open tickets unless another state is asked for."""
    wanted = TicketFilter(
        statuses=statuses_of(status),
        types=frozenset({RequestType(type)}) if type in set(RequestType) else frozenset(),
        assignee=signed.person.name if mine else None,
        proposed_refusal=refusals,
    )
    chosen = {"status": status, "type": type, "mine": mine, "refusals": refusals, "offset": max(0, offset)}
    return _page(request, session, signed, wanted, chosen)


@router.post("/search", dependencies=[FormChecked])
def search_tickets(
    request: Request, session: ReadSession, signed: Reader, q: Annotated[str, Form(max_length=200)] = ""
) -> Response:
    """By number, phone or mailbox. A form, so that no phone number stands in an address."""
    wanted = search_filter(request.app.state.index, q)
    chosen = {"status": "all", "type": "", "mine": False, "refusals": False, "offset": 0, "q": q.strip()}
    return _page(request, session, signed, wanted, chosen)


def statuses_of(status: str) -> frozenset[Status]:
    """One state, all open ones, or all."""
    if status in set(Status):
        return frozenset({Status(status)})
    return frozenset() if status == "all" else OPEN


def search_filter(index: BlindIndex, q: str) -> TicketFilter:
    """A number when it can be one, else a contact's keyed hash."""
    number, contact = normalise(q), plain_any(q)
    if number is not None:
        return TicketFilter(number=number)
    return TicketFilter(contact_hash=contact_hash(index, contact) if contact else "nobody")


def _page(
    request: Request, session: ReadSession, signed: Signed, wanted: TicketFilter, chosen: dict[str, object]
) -> Response:
    now = request.app.state.clock.now()
    offset = int(str(chosen["offset"]))
    desk: TicketDesk = request.app.state.tickets
    tickets = desk.browsing.listing(session, wanted, PAGE + 1, offset)
    return page(
        "tickets.html",
        signed=signed,
        rows=[Row.of(ticket, now) for ticket in tickets[:PAGE]],
        more=len(tickets) > PAGE,
        page_size=PAGE,
        chosen={"q": ""} | chosen,
        words=desk.words,
        names=request.app.state.accounts.names(session),
        figures=desk.browsing.figures(session),
        waiting=len(request.app.state.conversations.listing(session, ("waiting",))),
        section="tickets",
        say=words_of(request),
    )
