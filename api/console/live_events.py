"""The event stream of staff pages."""

from typing import Annotated

from fastapi import Header, Query, Request
from sse_starlette import EventSourceResponse

from api.console.route import page_router
from api.console.session import Reader, Signed
from api.console.stream import Seen, staff_events
from api.conversations.service import Conversations
from api.db import Database
from api.handoff.live import LiveChat

router = page_router()
KEEP_ALIVE_S = 15


@router.get("/events")
async def stream(
    request: Request,
    signed: Reader,
    conversation: Annotated[str | None, Query(max_length=64)] = None,
    last_event_id: Annotated[str | None, Header()] = None,
) -> EventSourceResponse:
    """One stream for each open page: browsers allow a site only six connections without HTTP/2."""
    conversations: Conversations = request.app.state.conversations

    def read() -> Seen:
        return _look(request, signed, conversation)

    source = staff_events(conversations.hub, conversation, read, again=last_event_id is not None)
    return EventSourceResponse(source, ping=KEEP_ALIVE_S, headers={"X-Accel-Buffering": "no"})


def _look(request: Request, signed: Signed, conversation_id: str | None) -> Seen:
    database: Database = request.app.state.database
    live: LiveChat = request.app.state.live_chat
    with database.reading() as session:
        queue, news = live.version(session), live.news(session, signed.person)
        found = live.find(session, conversation_id) if conversation_id else None
        if found is None:
            return Seen(queue, news)
        return Seen(queue, news, found.version, (found.state, found.assignee))
