"""One conversation: the talk, what is known of it, and where it can be gone on with."""

import secrets
from typing import Annotated, Any

from fastapi import Query, Request, Response
from sqlalchemy.orm import Session

from api.console.board import reasons_of
from api.console.known import values_in, values_of
from api.console.queue_pages import TheLiveChat
from api.console.rendering import page
from api.console.route import page_router
from api.console.session import Reader, Signed
from api.console.talk_view import TalkView
from api.console.views import Shade
from api.console.words import words_of
from api.conversations.errors import ConversationNotFound
from api.conversations.models import Conversation
from api.conversations.service import Conversations
from api.db import ReadSession
from api.handoff.live import LiveChat
from api.policy import PolicyDesk
from api.staff.domain import Permission, Role
from api.tickets.desk import TicketDesk

router = page_router()
PARTS = {"messages": "messages.html", "facts": "talk_facts.html", "composer": "talk_composer.html"}
MOST_FOUND = 8


@router.get("/conversations/{conversation_id}")
def conversation(
    request: Request,
    conversation_id: str,
    session: ReadSession,
    signed: Reader,
    live: TheLiveChat,
    part: Annotated[str, Query(max_length=20)] = "",
) -> Response:
    """The whole talk; `part` is one of the pieces that the page refreshes by itself."""
    found = live.find(session, conversation_id)
    if found is None:
        raise ConversationNotFound
    template = PARTS.get(part, "conversation.html")
    return page(template, signed=signed, section="queue", **_context(request, session, signed, live, found))


@router.get("/clauses")
def find_clauses(request: Request, _: Reader, q: Annotated[str, Query(max_length=100)] = "") -> Response:
    """Paragraphs of the policy that hold these words, to be put into a reply."""
    policy: PolicyDesk = request.app.state.policy
    return page("clauses.html", found=policy.search(q, MOST_FOUND), q=q.strip())


def _context(request: Request, session: Session, signed: Signed, live: LiveChat, found: Conversation) -> dict[str, Any]:
    talks: Conversations = request.app.state.conversations
    desk: TicketDesk = request.app.state.tickets
    policy: PolicyDesk = request.app.state.policy
    mine, tickets = live.held_by(found, signed.person), desk.of_conversation(session, found.id)
    view = TalkView(talks.history(session, found.id, limit=None), policy.question, talks.fares(session, found))
    record = live.record(session, found.id)
    shade = Shade(mine, [*values_of(tickets), *values_in(view.told())])
    return {
        "conversation": found,
        "lines": view.lines(shade, live.notes(session, found.id)),
        "summary": view.summary(shade),
        "collected": shade.details(view.collected()),
        "record": record,
        "reasons": reasons_of(record, tickets),
        "tickets": tickets,
        "mine": mine,
        "may_lead": mine or signed.person.role != Role.AGENT,
        "working": signed.person.may(Permission.WORK),
        "colleagues": live.colleagues(session, found.assignee),
        "names": request.app.state.accounts.names(session),
        "words": desk.words,
        "say": words_of(request),
        "key": secrets.token_hex(8),
        "now": request.app.state.clock.now(),
    }
