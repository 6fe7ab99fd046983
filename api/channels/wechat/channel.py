"""One push from its bytes to the bytes that answer it."""

import asyncio
import time
from collections.abc import Mapping
from dataclasses import dataclass, field

import structlog

from api.channels.wechat.inbound.deciding import Deciding
from api.channels.wechat.inbound.recording import Recording
from api.channels.wechat.inbound.service import Arrivals, Settled
from api.channels.wechat.inbound.taken import Taken
from api.channels.wechat.inbound.waiting import Waiting
from api.channels.wechat.novelties import Novelties
from api.channels.wechat.protocol import (
    SUCCESS,
    Account,
    Click,
    Envelope,
    Inbound,
    Message,
    ProtocolError,
    Scan,
    Subscribe,
    TextReply,
    open_envelope,
    parse,
    render,
)
from api.clock import Clock
from api.metrics import WECHAT_PUSHES

log = structlog.get_logger(__name__)

SPEAKS = (Message, Click, Scan, Subscribe)
"""What a user did in the chat, and waits for an answer to. Of other pushes they know nothing."""


@dataclass(frozen=True)
class WeChatChannel:
    """What the endpoints use."""

    account: Account
    clock: Clock
    arrivals: Arrivals
    recording: Recording
    deciding: Deciding
    waiting: Waiting
    novelties: Novelties = field(default_factory=Novelties)

    async def take(self, query: Mapping[str, str], body: bytes, began: float | None = None) -> bytes:
        """The body to answer with. Raises ProtocolError for what is no push of the platform. `began`: when the delivery
        was first seen, on the monotonic clock."""
        began, now = time.monotonic() if began is None else began, self.clock.now()
        envelope = open_envelope(self.account, query, body, now)
        inbound = parse(envelope.xml)
        self._count(envelope, inbound)
        age_s = (now - inbound.created_at).total_seconds()
        taken = Taken(self.arrivals.key_of(inbound), began, age_s, isinstance(inbound, SPEAKS))
        try:
            work = asyncio.create_task(self._settled(envelope, inbound, taken))
            return self._written(await self.waiting.in_time(work, taken), envelope, inbound)
        except ProtocolError:
            raise
        except Exception:
            # The platform's own error would only confuse.
            log.exception("wechat.push_failed")
            return self._written(await self.waiting.excused(taken), envelope, inbound)

    def _written(self, settled: Settled, envelope: Envelope, inbound: Inbound) -> bytes:
        if settled.reply is None:
            return SUCCESS
        return envelope.seal(render(TextReply(settled.reply), inbound, self.clock.now()), self.clock.now())

    async def _settled(self, envelope: Envelope, inbound: Inbound, taken: Taken) -> Settled | None:
        arrival = await self.recording.store(lambda session: self.arrivals.arrive(session, envelope, inbound), taken)
        if arrival is None:
            return None if self.waiting.patience.schedule.comes_again(taken) else self.waiting.excuses.is_lost(taken)
        self.waiting.start(arrival)
        return await self.deciding.answer(arrival, taken)

    def _count(self, envelope: Envelope, inbound: Inbound) -> None:
        WECHAT_PUSHES.labels(type(inbound).__name__).inc()
        self.novelties.note(inbound)
        if envelope.uses_previous_key:
            log.warning("wechat.previous_key")
