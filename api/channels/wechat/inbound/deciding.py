"""Finds out what a delivery is answered with. The turns that run here are waited for by an event, those of other
processes by looking."""

import asyncio
import time
from dataclasses import dataclass

import anyio.to_thread
from sqlalchemy.orm import Session

from api.channels.wechat.inbound.excuses import Excuses
from api.channels.wechat.inbound.inbox import Inbox
from api.channels.wechat.inbound.memory import Memory
from api.channels.wechat.inbound.patience import POLL_S, Patience, wait
from api.channels.wechat.inbound.service import Arrival, Arrivals, Settled
from api.channels.wechat.inbound.taken import Taken
from api.channels.wechat.inbound.turn_queue import TurnQueue
from api.metrics import WECHAT_REPLIES

LOOK_UP_S = 1.0
"""How often a delivery that waits for a turn sees how long the queue has become."""


@dataclass(frozen=True)
class Deciding:
    """Of pushes that are on record."""

    arrivals: Arrivals
    inbox: Inbox
    turns: TurnQueue
    patience: Patience
    memory: Memory
    excuses: Excuses

    async def answer(self, arrival: Arrival, taken: Taken) -> Settled | None:
        """What this delivery is answered with; None when the next one shall be."""
        found, last = arrival.found, not self.patience.schedule.comes_again(taken)
        while not isinstance(found, Settled):
            left = self.patience.left_s(taken)
            if found or (left <= 0 and last):
                return await self._settled(arrival, last, self.patience.end(taken))
            if left <= 0:
                return None
            if self.patience.is_vain(taken):
                WECHAT_REPLIES.labels("late").inc()
                return self.memory.end(taken.key, self.excuses.is_late(taken), on_record=True)
            found = await self._news(arrival, min(left, LOOK_UP_S))
        return found

    async def _news(self, arrival: Arrival, left: float) -> Settled | bool:
        """What is found once something may have changed, at the latest when the time is up."""
        running = self.turns.of(arrival.key)
        if running is not None:
            await wait(time.monotonic() + left, running)
            return running.done() and running.result()
        await asyncio.sleep(min(POLL_S, left))
        return await anyio.to_thread.run_sync(self.arrivals.look, arrival)

    async def _settled(self, arrival: Arrival, last: bool, until: float) -> Settled | None:
        """Later than that nothing is taken out any more: nobody would read it."""

        def settle(session: Session) -> Settled | None:
            wanted = not self.memory.is_over(arrival.key)
            return self.arrivals.settle(session, arrival, last, lambda: wanted and time.monotonic() < until)

        return await self.inbox.write(settle)
