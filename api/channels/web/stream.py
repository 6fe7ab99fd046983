"""Server-sent events of one conversation.

Everything is read from the stored messages, so a client that comes back with its last id misses nothing and gets
nothing twice, whichever process wrote the messages. `state`, `typing` and `ticket` carry no id of their own."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Iterable
from dataclasses import dataclass

import structlog
from sqlalchemy.exc import SQLAlchemyError
from sse_starlette import ServerSentEvent
from starlette.concurrency import run_in_threadpool

from api.channels.web.schemas import MessageOut
from api.conversations.hub import Hub, Subscription

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class News:
    messages: list[MessageOut]
    state: str


ReadNews = Callable[[int], News]
"""The messages above an id, and the present state."""


async def events(conversation_id: str, after: int, hub: Hub, read_news: ReadNews) -> AsyncIterator[ServerSentEvent]:
    """First where things stand, then whatever happens, without end."""
    state = ""
    with hub.subscribe(conversation_id) as subscription:
        subscription.changed.set()
        while True:
            await subscription.changed.wait()
            subscription.changed.clear()
            if subscription.typing is not None:
                yield _typing(subscription)
            news = await _read(read_news, after)
            if news is None:
                subscription.changed.set()
                continue
            for message in news.messages:
                after = message.id
                for event in _of_message(message):
                    yield event
            if news.state != state:
                state = news.state
                yield ServerSentEvent(event="state", data=json.dumps({"state": state}))
            if len(news.messages) > 0:
                subscription.changed.set()


async def _read(read_news: ReadNews, after: int) -> News | None:
    try:
        return await run_in_threadpool(read_news, after)
    except SQLAlchemyError as error:
        # The stream outlives a pause of the database; what came meanwhile is read afterwards.
        log.warning("stream.read_failed", error=type(error).__name__)
        await asyncio.sleep(1)
        return None


def _typing(subscription: Subscription) -> ServerSentEvent:
    author, on = subscription.typing or ("", False)
    subscription.typing = None
    return ServerSentEvent(event="typing", data=json.dumps({"author": author, "on": on}))


def _of_message(message: MessageOut) -> Iterable[ServerSentEvent]:
    yield ServerSentEvent(event="message", id=str(message.id), data=message.model_dump_json())
    if message.ticket is not None:
        yield ServerSentEvent(event="ticket", data=message.ticket.model_dump_json())
