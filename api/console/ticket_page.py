"""One ticket: who, what, until when, what happened, the conversation, and the next permitted steps."""

from typing import Any

from fastapi import Request, Response

from api.audit import Audit
from api.console.known import values_in, values_of
from api.console.rendering import page
from api.console.route import page_router
from api.console.session import FormChecked, Reader, Shower, Signed
from api.console.talk_view import TalkView
from api.console.views import Person, Row, Shade
from api.console.words import words_of
from api.conversations.service import Conversations
from api.db import ReadSession, WriteSession
from api.policy import PolicyDesk
from api.staff.domain import Permission
from api.tickets.desk import TicketDesk
from api.tickets.domain import Status, is_open, next_steps
from api.tickets.files.service import Files
from api.tickets.files.uploads import ENDINGS, TYPES_WITH_RESULT, may_have_result
from api.tickets.models import Ticket, TicketRefusal

router = page_router()


@router.get("/tickets/{number}")
def ticket_page(request: Request, number: str, session: ReadSession, signed: Reader) -> Response:
    """With personal data masked."""
    desk: TicketDesk = request.app.state.tickets
    return render(request, session, signed, desk.find(session, number))


@router.post("/tickets/{number}/show", dependencies=[FormChecked])
def show_personal_data(request: Request, number: str, session: WriteSession, signed: Shower) -> Response:
    """The same with personal data readable, which is an audit row."""
    desk: TicketDesk = request.app.state.tickets
    ticket = desk.tickets.locked(session, number)
    desk.tickets.shown(session, ticket, signed.by, "ticket page")
    return render(request, session, signed, ticket, revealed=True)


def render(request: Request, session: ReadSession, signed: Signed, ticket: Ticket, revealed: bool = False) -> Response:
    """The page."""
    conversations: Conversations = request.app.state.conversations
    desk: TicketDesk = request.app.state.tickets
    policy: PolicyDesk = request.app.state.policy
    messages = conversations.history(session, ticket.conversation_id, limit=None)
    tickets = desk.of_conversation(session, ticket.conversation_id)
    known = [*values_of(tickets), *values_in(TalkView(messages, policy.question).told())]
    shade, folder = Shade(revealed, known), desk.browsing.folder(session, ticket)
    return page(
        "ticket.html",
        signed=signed,
        ticket=ticket,
        row=Row.of(ticket, request.app.state.clock.now()),
        revealed=revealed,
        person=Person.of(ticket, revealed),
        details=shade.details(ticket.details),
        entries=shade.entries(folder.entries),
        messages=shade.messages(messages),
        words=desk.words,
        names=request.app.state.accounts.names(session),
        section="tickets",
        say=words_of(request),
        **_results(request, session, signed, ticket),
        **_work(request, session, signed, ticket, folder.pending),
        shade=shade,
    )


def _results(request: Request, session: ReadSession, signed: Signed, ticket: Ticket) -> dict[str, Any]:
    """Files for the user, where the type of request has any."""
    files: Files = request.app.state.files
    may_attach = signed.person.may(Permission.WORK) and may_have_result(ticket.type, ticket.status)
    return {
        "has_result": ticket.type in TYPES_WITH_RESULT,
        "files": files.of(session, ticket),
        "may_attach": may_attach,
        "file_endings": ENDINGS,
    }


def _work(
    request: Request, session: ReadSession, signed: Signed, ticket: Ticket, pending: TicketRefusal | None
) -> dict[str, Any]:
    audit: Audit = request.app.state.audit
    working = signed.person.may(Permission.WORK)
    steps = next_steps(Status(ticket.status), signed.by.actor) if working else ()
    return {
        "working": working,
        "open": is_open(Status(ticket.status)),
        "steps": [step for step in steps if step.target != Status.REFUSED],
        "may_refuse": any(step.target == Status.REFUSED for step in steps) and pending is None,
        "pending": pending,
        "may_decide": working and pending is not None and pending.proposed_by != signed.person.name,
        "events": list(audit.history(session, f"ticket:{ticket.id}")),
    }
