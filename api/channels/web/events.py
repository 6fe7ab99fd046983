from typing import Annotated

from fastapi import APIRouter, Header, Request
from sse_starlette import EventSourceResponse
from starlette.concurrency import run_in_threadpool

from api.channels.web.characters import Show
from api.channels.web.dependencies import TheConversations, TheShow, Token
from api.channels.web.endpoints import After
from api.channels.web.schemas import MAX_ID
from api.channels.web.stream import News, ReadNews, events
from api.conversations.service import Conversations
from api.db import Database
from api.http.documentation import PROBLEMS

router = APIRouter(prefix="/api/v1/conversations", tags=["conversations"], responses=PROBLEMS)

KEEP_ALIVE_S = 15


@router.get("/{conversation_id}/events", response_class=EventSourceResponse)
async def stream_events(
    conversation_id: str,
    request: Request,
    token: Token,
    conversations: TheConversations,
    show: TheShow,
    after: After = 0,
    last_event_id: Annotated[str | None, Header()] = None,
) -> EventSourceResponse:
    """Server-sent events `message`, `typing`, `state`, `ticket`. Starts behind `Last-Event-ID`, or `after`, or at the
    beginning of the conversation."""
    database: Database = request.app.state.database
    await run_in_threadpool(_check, database, conversations, conversation_id, token)
    start = _last_id(last_event_id, after)
    source = events(conversation_id, start, conversations.hub, _reader(database, conversations, conversation_id, show))
    return EventSourceResponse(source, ping=KEEP_ALIVE_S, headers={"X-Accel-Buffering": "no"})


def _check(database: Database, conversations: Conversations, conversation_id: str, token: str) -> None:
    with database.reading() as session:
        conversations.authorised(session, conversation_id, token)


def _last_id(header: str | None, after: int) -> int:
    """A header that is no id of ours counts as none: browsers send back whatever they were given last."""
    if header is not None and header.isascii() and header.isdigit() and int(header) <= MAX_ID:
        return int(header)
    return after


def _reader(database: Database, conversations: Conversations, conversation_id: str, show: Show) -> ReadNews:
    def read(after: int) -> News:
        with database.reading() as session:
            messages = conversations.history(session, conversation_id, after)
            state = conversations.state_of(session, conversation_id)
            return News([show(message) for message in messages], state)

    return read
