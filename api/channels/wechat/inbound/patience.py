"""How long a delivery may be kept waiting. Source: the five-second rule, doc/subscription/guide/product/message."""

import asyncio
import time
from dataclasses import dataclass, field
from typing import Any

from api.channels.wechat.inbound.inbox import Inbox
from api.channels.wechat.inbound.pulse import Pulse
from api.channels.wechat.inbound.taken import Schedule, Taken
from api.channels.wechat.inbound.turn_queue import TurnQueue

CLEARLY = 1.5
"""A queue is too long when it takes so many times what there is."""
CROWD = 16
"""So many deliveries or turns that wait are a rush."""
MARGIN_S = 0.15
"""Behind the budget, for what is just being decided."""
POLL_S = 0.15
"""Until what was not to be had is asked for again."""
ROUNDS = 10
"""Of the event loop: connecting, reading, a task and the answer take so many, seen or unseen."""


@dataclass
class Patience:
    """`budget_s`: for an answer; `hold_s`: until the platform has surely cut the connection; `can_send`: what comes
    later reaches the user by itself."""

    inbox: Inbox
    turns: TurnQueue
    budget_s: float
    hold_s: float
    deliveries: int
    can_send: bool
    pulse: Pulse = field(default_factory=Pulse)

    @property
    def schedule(self) -> Schedule:
        """The platform cuts a connection somewhere between our budget and the end of our hold."""
        return Schedule(self.deliveries, (self.budget_s + self.hold_s) / 2)

    def left_s(self, taken: Taken) -> float:
        """Of the budget."""
        return taken.began + self.budget_s - time.monotonic()

    def end(self, taken: Taken) -> float:
        """What is decided later than that nobody reads, on the monotonic clock."""
        return taken.began + self.budget_s + MARGIN_S

    async def until_cut(self, taken: Taken) -> None:
        """Wait until the platform has cut the connection, since only then it delivers again."""
        await asyncio.sleep(max(0.0, taken.began + self.hold_s - time.monotonic()))

    async def until_given_up(self, taken: Taken) -> None:
        """Wait until a delivery behind this one would have come and been answered."""
        await asyncio.sleep(max(0.0, taken.began + self.hold_s + self.budget_s - time.monotonic()))

    async def until_done(self, work: asyncio.Task[Any], taken: Taken) -> None:
        """Wait until the work is done, or nothing more may be waited for."""
        soon, end = taken.began + self.budget_s / 3, self.end(taken)
        # The last delivery has no other behind it: what it has waited unseen, and its answer will, is taken off.
        last = end - self.schedule.unseen_s(taken)
        early = max(min(soon, last), last - ROUNDS * self.pulse.lag_s)
        if self._crowded:
            # All of them end in the same moment, in which the loop is later than it ever was: one second was seen.
            early, last = min(soon, early), last - self.budget_s / 4
        await wait(early, work)
        if work.done():
            return
        if self.schedule.comes_again(taken):
            await wait(end, work)
        elif not taken.on_record.is_set():
            on_record = asyncio.ensure_future(taken.on_record.wait())
            await wait(max(soon, last), work, on_record)
            on_record.cancel()

    def is_vain(self, taken: Taken) -> bool:
        """Whether the turn's queue is clearly longer than this is worth waiting for. Deliveries that come again in vain
        make a rush larger; who can be written to later need not wait for more than one of them."""
        schedule = self.schedule
        left = schedule.apart_s if self.can_send else schedule.left_s(taken, time.monotonic())
        return self.turns.wait_s(taken.key) > CLEARLY * max(0.0, left)

    @property
    def _crowded(self) -> bool:
        """Whether the desk cannot know that it will manage."""
        return self.inbox.backlog > CROWD or self.turns.waiting > CROWD


async def wait(end: float, *work: asyncio.Future[Any]) -> None:
    """Until the first of them is done, or until `end` on the monotonic clock."""
    await asyncio.wait(work, timeout=max(0.0, end - time.monotonic()), return_when=asyncio.FIRST_COMPLETED)
