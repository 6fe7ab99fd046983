"""The event stream of staff pages."""

from typing import Annotated

from fastapi import Header, Query, Request
from sse_starlette import EventSourceResponse
from starlette.concurrency import run_in_threadpool

from api.console.route import page_router
from api.console.session import Reader, Signed
from api.console.stream import Seen, staff_events
from api.console.watch import Watch
from api.conversations.models import Conversation
from api.conversations.service import Conversations
from api.db import Database
from api.handoff.glance import Talk
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

    async def look(anew: bool) -> Seen:
        return await _look(request, signed, conversation, anew)

    source = staff_events(conversations.hub, conversation, look, again=last_event_id is not None)
    return EventSourceResponse(source, ping=KEEP_ALIVE_S, headers={"X-Accel-Buffering": "no"})


async def _look(request: Request, signed: Signed, conversation_id: str | None, anew: bool) -> Seen:
    watch: Watch = request.app.state.watch
    glance, name = await watch.look(anew=anew), signed.person.name
    listing, news = glance.listing(name), glance.news(name)
    if conversation_id is None:
        return Seen(listing, news)
    found: Talk | Conversation | None = glance.find(conversation_id)
    found = found or await run_in_threadpool(_find, request, conversation_id)
    if found is None:
        return Seen(listing, news)
    return Seen(listing, news, found.version, (found.state, found.assignee))


def _find(request: Request, conversation_id: str) -> Conversation | None:
    """One that the bot has, or that is over."""
    database: Database = request.app.state.database
    live: LiveChat = request.app.state.live_chat
    with database.reading() as session:
        return live.find(session, conversation_id)
