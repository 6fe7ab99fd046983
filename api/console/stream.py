"""What staff pages are told while they are open: the queue, and one talk."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass

import structlog
from sqlalchemy.exc import SQLAlchemyError
from sse_starlette import ServerSentEvent
from starlette.concurrency import run_in_threadpool

from api.console.rendering import rendered
from api.conversations.domain import Author
from api.conversations.hub import QUEUE, Hub
from api.handoff.live import News

log = structlog.get_logger(__name__)

LIFETIME_S = 600.0
"""Then the page connects anew, and whether it is still signed in is looked at again."""


@dataclass(frozen=True)
class Seen:
    """What a page shows at present; `version` and `holder` belong to its talk, if it has one open."""

    queue: tuple[int, object]
    news: News
    version: int | None = None
    holder: tuple[str, str | None] | None = None


async def staff_events(
    hub: Hub, conversation_id: str | None, read: Callable[[], Seen], again: bool
) -> AsyncIterator[ServerSentEvent]:
    """`queue`: the badge; `list`: the queue changed; `news`: the talk went on; `state`: another one has it;
    `typing`: the user writes."""
    keys = (QUEUE, conversation_id) if conversation_id else (QUEUE,)
    seen: Seen | None = None
    ends = asyncio.get_running_loop().time() + LIFETIME_S
    with hub.subscribe(*keys) as subscription:
        while (left := ends - asyncio.get_running_loop().time()) > 0:
            typing, subscription.typing = subscription.typing, None
            if typing is not None and typing[0] == Author.USER:
                yield ServerSentEvent(event="typing", data=rendered("typing.html", on=typing[1]))
            fresh = await _read(read)
            if fresh is not None:
                for event in _changes(seen, fresh, again):
                    yield event
                seen = fresh
            await _wait(subscription.changed, left)


async def _read(read: Callable[[], Seen]) -> Seen | None:
    try:
        return await run_in_threadpool(read)
    except SQLAlchemyError as error:
        # The stream outlives a pause of the database.
        log.warning("staff_stream.read_failed", error=type(error).__name__)
        await asyncio.sleep(1)
        return None


async def _wait(changed: asyncio.Event, seconds: float) -> None:
    try:
        await asyncio.wait_for(changed.wait(), seconds)
    except TimeoutError:
        return
    changed.clear()


def _changes(before: Seen | None, after: Seen, again: bool) -> list[ServerSentEvent]:
    """What to look at anew. The first look of a page also covers what came between its loading and the stream; after
    a lost connection (`again`) anything may have changed."""
    changed = {
        "list": before is None or before.queue != after.queue,
        "state": again if before is None else before.holder != after.holder,
        "news": before is None or before.version != after.version,
    }
    events = [ServerSentEvent(event=name, data="1", id="1") for name, is_so in changed.items() if is_so]
    if before is None or before.news != after.news:
        events.append(ServerSentEvent(event="queue", data=rendered("badge.html", news=after.news), id="1"))
    return events
