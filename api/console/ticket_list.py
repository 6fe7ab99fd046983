"""The list of tickets: overdue on top, with filters and search."""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import partial
from typing import Annotated
from urllib.parse import urlencode

from fastapi import Form, Request, Response
from fastapi.responses import RedirectResponse

from api.console.queue_pages import TheLiveChat
from api.console.rendering import page
from api.console.route import page_router
from api.console.session import FormChecked, Reader, Signed, Worker
from api.console.views import SOON, Row
from api.console.words import words_of
from api.db import BlindIndex, ReadSession, WriteSession
from api.handoff.errors import UnknownColleague
from api.handoff.live import LiveChat
from api.identity.contacts import contact_hash
from api.tickets.deadlines import local_day
from api.tickets.desk import TicketDesk
from api.tickets.domain import OPEN, RequestType, Status
from api.tickets.numbers import normalise
from api.tickets.people import plain_any
from api.tickets.queries import TicketFilter

router = page_router()
PAGE = 50
Query = Annotated[str, Form(max_length=200)]
MINE, NOBODY = "me", "none"
NOTHING_CHOSEN = {"status": "open", "type": "", "due": "", "assignee": "", "refusals": False, "offset": 0, "q": ""}


@router.get("")
def list_tickets(
    request: Request,
    session: ReadSession,
    signed: Reader,
    status: str = "open",
    type: str = "",
    due: str = "",
    assignee: str = "",
    refusals: bool = False,
    offset: int = 0,
) -> Response:
    """Open tickets unless another state is asked for."""
    begin, end = due_span(due, local_day(request.app.state.clock.now()))
    wanted = TicketFilter(
        statuses=statuses_of(status),
        types=frozenset({RequestType(type)}) if type in set(RequestType) else frozenset(),
        assignee={"": None, NOBODY: None, MINE: signed.person.name}.get(assignee, assignee),
        unassigned=assignee == NOBODY,
        due_from=begin,
        due_before=end,
        proposed_refusal=refusals,
    )
    chosen = {"status": status, "type": type, "due": due, "assignee": assignee, "refusals": refusals}
    return _page(request, session, signed, wanted, chosen | {"offset": max(0, offset)})


@router.post("/search", dependencies=[FormChecked])
def search_tickets(
    request: Request, session: ReadSession, signed: Reader, q: Query = "", offset: Annotated[int, Form()] = 0
) -> Response:
    """By number, phone or mailbox. A form, so that no phone number stands in an address."""
    return _found(request, session, signed, q, offset)


@router.post("/assign", dependencies=[FormChecked])
def assign_tickets(
    request: Request,
    session: WriteSession,
    signed: Worker,
    live: TheLiveChat,
    assignee: Annotated[str, Form(max_length=80)] = "",
    number: Annotated[list[str] | None, Form(max_length=PAGE)] = None,
    q: Query = "",
    offset: Annotated[int, Form()] = 0,
    back: Annotated[str, Form(max_length=400)] = "",
) -> Response:
    """Several tickets to one person; each is an audit row of its own. Then the same list again."""
    if assignee not in live.colleagues(session, None):
        raise UnknownColleague
    desk: TicketDesk = request.app.state.tickets
    for each in sorted(set(number or [])):
        ticket = desk.tickets.locked(session, each)
        if ticket.assignee != assignee:
            desk.tickets.assign(session, ticket, assignee, signed.by)
    return _found(request, session, signed, q, offset) if q else RedirectResponse(f"/staff?{back}", 303)


def due_span(due: str, today: date) -> tuple[date | None, date | None]:
    """The internal dates from (included) and before (not included) which tickets are wanted."""
    spans: dict[str, tuple[date | None, date | None]] = {
        "overdue": (None, today),
        "today": (today, today + timedelta(days=1)),
        "soon": (today, today + timedelta(days=SOON + 1)),
    }
    return spans.get(due, (None, None))


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


def _found(request: Request, session: ReadSession, signed: Signed, q: str, offset: int) -> Response:
    wanted = search_filter(request.app.state.index, q)
    return _page(request, session, signed, wanted, {"status": "all", "q": q.strip(), "offset": max(0, offset)})


def _page(
    request: Request, session: ReadSession, signed: Signed, wanted: TicketFilter, chosen: dict[str, object]
) -> Response:
    now = request.app.state.clock.now()
    chosen = NOTHING_CHOSEN | chosen
    offset = int(str(chosen["offset"]))
    desk: TicketDesk = request.app.state.tickets
    live: LiveChat = request.app.state.live_chat
    tickets = desk.browsing.listing(session, wanted, PAGE + 1, offset)
    return page(
        "tickets.html",
        signed=signed,
        rows=[Row.of(ticket, now) for ticket in tickets[:PAGE]],
        more=len(tickets) > PAGE,
        before=max(0, offset - PAGE),
        after=offset + PAGE,
        address=partial(_address, chosen),
        chosen=chosen,
        words=desk.words,
        names=request.app.state.accounts.names(session),
        colleagues=live.colleagues(session, None),
        figures=desk.browsing.figures(session),
        waiting=live.glance(session).news(signed.person.name).waiting,
        section="tickets",
        say=words_of(request),
    )


def _address(chosen: Mapping[str, object], offset: int) -> str:
    """The query of a page of this list; what was searched for stands in no address."""
    kept = {key: str(value).lower() for key, value in chosen.items() if value and key not in {"offset", "q"}}
    return urlencode(kept | {"offset": offset})
