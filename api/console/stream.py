"""What staff pages are told while they are open: the queue, and one talk."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Hashable
from dataclasses import dataclass, replace

import structlog
from sqlalchemy.exc import SQLAlchemyError
from sse_starlette import ServerSentEvent

from api.console.rendering import rendered
from api.conversations.domain import Author
from api.conversations.hub import QUEUE, Hub
from api.handoff.glance import News

log = structlog.get_logger(__name__)

LIFETIME_S = 600.0
"""Then the page connects anew, and whether it is still signed in is looked at again."""


LIST_PAUSE_S = 1.0
"""A rush of people is drawn once a second; somebody who comes alone, at once."""

Look = Callable[[bool], Awaitable["Seen"]]
"""Where things stand; True asks for a fresh look, False is content with one that knows of every change so far."""


@dataclass(frozen=True)
class Seen:
    """What a page shows at present; `version` and `holder` belong to its talk, if it has one open."""

    queue: Hashable
    news: News
    version: int | None = None
    holder: tuple[str, str | None] | None = None


async def staff_events(
    hub: Hub, conversation_id: str | None, look: Look, again: bool
) -> AsyncIterator[ServerSentEvent]:
    """`queue`: the badge; `list`: the queue changed; `news`: the talk went on; `state`: another one has it;
    `typing`: the user writes."""
    keys = (QUEUE, conversation_id) if conversation_id else (QUEUE,)
    seen, rest, loop = None, Rest(LIST_PAUSE_S), asyncio.get_running_loop()
    ends = loop.time() + LIFETIME_S
    with hub.subscribe(*keys) as subscription:
        while (left := ends - loop.time()) > 0:
            typing, subscription.typing = subscription.typing, None
            if typing is not None and typing[0] == Author.USER:
                yield ServerSentEvent(event="typing", data=rendered("typing.html", on=typing[1]))
            fresh = await _read(look, anew=seen is None)
            if fresh is not None:
                fresh = rest.hold_back(seen, fresh, loop.time())
                for event in _changes(seen, fresh, again):
                    yield event
                seen = fresh
            await _wait(subscription.changed, min(left, rest.left(loop.time())))


class Rest:
    """Between two lists of one page. A change that comes too soon is held back, and noticed when the pause is over.

    All pauses end at the same moments, so that pages which look again in a rush share what is read for them."""

    def __init__(self, pause_s: float) -> None:
        self._pause_s = pause_s
        self._over_at = 0.0
        self._holds = False

    def hold_back(self, before: Seen | None, after: Seen, now: float) -> Seen:
        """What the page may be told at present."""
        changed = before is None or before.queue != after.queue
        self._holds = before is not None and changed and now < self._over_at
        if before is not None and self._holds:
            return replace(after, queue=before.queue)
        if changed:
            self._over_at = (now // self._pause_s + 1) * self._pause_s
        return after

    def left(self, now: float) -> float:
        """Seconds until it must be looked again; for ever when nothing is held back."""
        return max(0.0, self._over_at - now) if self._holds else float("inf")


async def _read(look: Look, anew: bool) -> Seen | None:
    try:
        return await look(anew)
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
