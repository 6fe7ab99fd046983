"""One push from its bytes to the bytes that answer it."""

import asyncio
import time
from collections.abc import Mapping
from dataclasses import dataclass

import structlog
from starlette.concurrency import run_in_threadpool

from api.channels.wechat.inbound.service import Arrival, Arrivals, Settled
from api.channels.wechat.inbound.taken import Taken
from api.channels.wechat.inbound.waiting import Waiting
from api.channels.wechat.outbound.templates import TemplateNotices
from api.channels.wechat.protocol import (
    SUCCESS,
    Account,
    Click,
    Envelope,
    Inbound,
    Message,
    Scan,
    Subscribe,
    TemplateSent,
    TextReply,
    UnknownEvent,
    UnknownMessage,
    open_envelope,
    parse,
    render,
)
from api.clock import Clock
from api.metrics import WECHAT_PUSHES, WECHAT_UNKNOWN

log = structlog.get_logger(__name__)

SPEAKS = (Message, Click, Scan, Subscribe)
"""What a user did in the chat, and waits for an answer to. Of other pushes they know nothing."""


@dataclass(frozen=True)
class WeChatChannel:
    """What the endpoints use."""

    account: Account
    clock: Clock
    arrivals: Arrivals
    waiting: Waiting
    templates: TemplateNotices

    async def take(self, query: Mapping[str, str], body: bytes, began: float | None = None) -> bytes:
        """The body to answer with. Raises ProtocolError for what is no push of the platform. `began`: when the delivery
        was first seen, on the monotonic clock."""
        began, now = time.monotonic() if began is None else began, self.clock.now()
        envelope = open_envelope(self.account, query, body, now)
        inbound = parse(envelope.xml)
        self._count(envelope, inbound)
        age_s = (now - inbound.created_at).total_seconds()
        taken = Taken(self.arrivals.key_of(inbound), began, age_s, isinstance(inbound, SPEAKS))
        work = asyncio.create_task(self._settled(envelope, inbound, taken))
        settled = await self.waiting.in_time(work, taken)
        if settled.reply is None:
            return SUCCESS
        return envelope.seal(render(TextReply(settled.reply), inbound, self.clock.now()), self.clock.now())

    async def _settled(self, envelope: Envelope, inbound: Inbound, taken: Taken) -> Settled | None:
        if isinstance(inbound, TemplateSent):
            await run_in_threadpool(self.templates.fared, inbound.msg_id, inbound.succeeded)
            return Settled(None)
        arrival = await self.waiting.stored(lambda session: self.arrivals.arrive(session, envelope, inbound), taken)
        if arrival is not None:
            return await self._answered(arrival, taken)
        # The platform's own error would only confuse.
        return None if self.waiting.schedule.comes_again(taken) else self.waiting.is_lost(taken)

    async def _answered(self, arrival: Arrival, taken: Taken) -> Settled | None:
        self.waiting.start(arrival)
        try:
            return await self.waiting.answer(arrival, taken)
        except Exception:
            # The push is on record: what comes of it is sent later, or with the next message.
            log.exception("wechat.push_not_answered")
            return self.waiting.is_late(taken)

    def _count(self, envelope: Envelope, inbound: Inbound) -> None:
        WECHAT_PUSHES.labels(type(inbound).__name__).inc()
        if isinstance(inbound, UnknownMessage | UnknownEvent):
            WECHAT_UNKNOWN.labels("message" if isinstance(inbound, UnknownMessage) else "event").inc()
        if inbound.unknown:
            WECHAT_UNKNOWN.labels("field").inc(len(inbound.unknown))
        if envelope.uses_previous_key:
            log.warning("wechat.previous_key")
