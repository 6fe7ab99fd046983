"""The buttons of a conversation's page."""

from typing import Annotated

from fastapi import Form, Header, Request, Response
from fastapi.responses import RedirectResponse

from api.console.queue_pages import TheLiveChat
from api.console.route import page_router
from api.console.session import FormChecked, Worker
from api.conversations.domain import Author, Citation
from api.conversations.service import Conversations
from api.db import ReadSession, WriteSession
from api.handoff.live import Reply
from api.policy import PolicyDesk

router = page_router()
router.dependencies.append(FormChecked)
Text = Annotated[str, Form(max_length=4000)]
ByScript = Annotated[str | None, Header(alias="HX-Request")]


@router.post("/conversations/{conversation_id}/claim")
def claim(conversation_id: str, session: WriteSession, signed: Worker, live: TheLiveChat) -> Response:
    """Two at once: the second is told that it is taken."""
    live.claim(session, conversation_id, signed.person)
    return _to(conversation_id)


@router.post("/conversations/{conversation_id}/reply")
def reply(
    request: Request,
    conversation_id: str,
    session: WriteSession,
    signed: Worker,
    live: TheLiveChat,
    text: Text = "",
    cite: Annotated[list[str] | None, Form()] = None,
    key: Annotated[str, Form(max_length=64)] = "",
    by_script: ByScript = None,
) -> Response:
    """A word to the user, with the clauses that it rests on."""
    policy: PolicyDesk = request.app.state.policy
    quoted = [policy.cite(clause, None) for clause in dict.fromkeys(cite or [])]
    cited = [Citation(each.clause, each.heading, each.words, each.url) for each in quoted if each]
    live.reply(session, conversation_id, signed.person, Reply(text, cited, key))
    return Response(status_code=204) if by_script else _to(conversation_id)


@router.post("/conversations/{conversation_id}/note")
def note(
    conversation_id: str,
    session: WriteSession,
    signed: Worker,
    live: TheLiveChat,
    text: Text = "",
    by_script: ByScript = None,
) -> Response:
    """A remark for colleagues."""
    live.note(session, conversation_id, signed.person, text)
    return Response(status_code=204) if by_script else _to(conversation_id)


@router.post("/conversations/{conversation_id}/typing")
def typing(request: Request, conversation_id: str, session: ReadSession, signed: Worker, live: TheLiveChat) -> Response:
    """The user sees that somebody writes; kept nowhere."""
    found, conversations = live.find(session, conversation_id), _conversations(request)
    if found is not None and live.held_by(found, signed.person):
        conversations.hub.typing(conversation_id, Author.STAFF, True)
    return Response(status_code=204)


@router.post("/conversations/{conversation_id}/pass")
def hand_on(
    conversation_id: str,
    session: WriteSession,
    signed: Worker,
    live: TheLiveChat,
    colleague: Annotated[str, Form(max_length=80)] = "",
) -> Response:
    """To a colleague."""
    live.hand_on(session, conversation_id, signed.person, colleague)
    return _to(conversation_id)


@router.post("/conversations/{conversation_id}/return")
def return_to_bot(conversation_id: str, session: WriteSession, signed: Worker, live: TheLiveChat) -> Response:
    """The bot goes on."""
    live.give_back(session, conversation_id, signed.person)
    return RedirectResponse("/staff/queue", 303)


@router.post("/conversations/{conversation_id}/close")
def close(conversation_id: str, session: WriteSession, signed: Worker, live: TheLiveChat) -> Response:
    """End the conversation."""
    live.close(session, conversation_id, signed.person)
    return RedirectResponse("/staff/queue", 303)


def _conversations(request: Request) -> Conversations:
    service: Conversations = request.app.state.conversations
    return service


def _to(conversation_id: str) -> Response:
    return RedirectResponse(f"/staff/conversations/{conversation_id}", 303)
