"""Conversations that wait for a person, and the talk with them."""

from typing import Annotated

from fastapi import Depends, Form, Request, Response
from fastapi.responses import RedirectResponse

from api.console.rendering import page
from api.console.route import page_router
from api.console.session import FormChecked, Reader, Worker
from api.console.views import Shade
from api.conversations.domain import Author, Body, State
from api.conversations.errors import TransitionRefused
from api.conversations.service import Conversations
from api.db import ReadSession, WriteSession
from api.errors import Invalid
from api.staff.domain import Permission
from api.tickets.desk import TicketDesk

router = page_router()
OPEN_STATES = (State.WAITING, State.STAFF)


def _conversations(request: Request) -> Conversations:
    service: Conversations = request.app.state.conversations
    return service


Talks = Annotated[Conversations, Depends(_conversations)]


class EmptyReply(Invalid):
    slug = "empty-reply"
    detail = "请先输入回复内容。"


@router.get("/queue")
def queue(request: Request, session: ReadSession, signed: Reader, talks: Talks) -> Response:
    """Those who wait longest stand on top, then those that have a person."""
    found = talks.listing(session, OPEN_STATES)
    waiting = [each for each in found if each.state == State.WAITING]
    waiting.sort(key=lambda each: each.waiting_since or each.updated_at)
    return page(
        "queue.html",
        signed=signed,
        waiting=waiting,
        taken=[each for each in found if each.state == State.STAFF],
        names=request.app.state.accounts.names(session),
        now=request.app.state.clock.now(),
        section="queue",
    )


@router.get("/conversations/{conversation_id}")
def conversation(
    request: Request, conversation_id: str, session: ReadSession, signed: Reader, talks: Talks, part: str = ""
) -> Response:
    """The whole talk; `part=messages` is what the page refreshes by itself."""
    desk: TicketDesk = request.app.state.tickets
    found = talks.get(session, conversation_id)
    mine = found.state == State.STAFF and found.assignee == signed.person.name
    shade = Shade(None, revealed=mine)
    return page(
        "messages.html" if part == "messages" else "conversation.html",
        signed=signed,
        conversation=found,
        messages=shade.messages(talks.history(session, conversation_id)),
        tickets=desk.of_conversation(session, conversation_id),
        words=desk.words,
        names=request.app.state.accounts.names(session),
        mine=mine,
        working=signed.person.may(Permission.WORK),
        section="queue",
    )


@router.post("/conversations/{conversation_id}/claim", dependencies=[FormChecked])
def claim(conversation_id: str, session: WriteSession, signed: Worker, talks: Talks) -> Response:
    """Two at once: the second is told that it is taken."""
    talks.take_over(session, talks.get(session, conversation_id), signed.person.name)
    return _back(conversation_id)


@router.post("/conversations/{conversation_id}/reply", dependencies=[FormChecked])
def reply(
    conversation_id: str,
    session: WriteSession,
    signed: Worker,
    talks: Talks,
    text: Annotated[str, Form(max_length=4000)] = "",
) -> Response:
    """Only the person who has the conversation writes in it."""
    found = talks.get(session, conversation_id)
    if found.state != State.STAFF or found.assignee != signed.person.name:
        raise TransitionRefused
    if not text.strip():
        raise EmptyReply
    body = Body(text=text.strip())
    talks.say(session, found, author=Author.STAFF, kind="text", body=body, staff=signed.person.name)
    return _back(conversation_id)


@router.post("/conversations/{conversation_id}/return", dependencies=[FormChecked])
def return_to_bot(conversation_id: str, session: WriteSession, signed: Worker, talks: Talks) -> Response:
    """The bot goes on."""
    talks.return_to_bot(session, talks.get(session, conversation_id), signed.person.name)
    return RedirectResponse("/staff/queue", 303)


@router.post("/conversations/{conversation_id}/close", dependencies=[FormChecked])
def close(conversation_id: str, session: WriteSession, signed: Worker, talks: Talks) -> Response:
    """End the conversation."""
    talks.close(session, talks.get(session, conversation_id), signed.person.name)
    return RedirectResponse("/staff/queue", 303)


def _back(conversation_id: str) -> Response:
    return RedirectResponse(f"/staff/conversations/{conversation_id}", 303)
