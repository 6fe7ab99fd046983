"""How long a delivery is kept waiting. Source: the five-second rule, doc/subscription/guide/product/message.

An answer within the budget goes back at once. Otherwise the connection is held until the platform cuts it, since only
then does it deliver the push again; the last delivery is answered in any case, or the user would see an error."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

import anyio.to_thread

from api.channels.wechat.inbound.service import Arrival, Arrivals, Settled

POLL_S = 0.15

T = TypeVar("T")


@dataclass
class Waiting:
    """One for each process. The turns that run here are waited for by an event, those of other processes by looking."""

    arrivals: Arrivals
    budget_s: float
    hold_s: float
    deliveries: int
    threads: int
    _running: dict[str, asyncio.Event] = field(default_factory=dict)
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)
    _turn_threads: anyio.CapacityLimiter | None = None

    def start(self, arrival: Arrival) -> None:
        """Carry the turn out in the background: it outlives the connection that brought it."""
        if arrival.begun is not None:
            self._running[arrival.key] = asyncio.Event()
            task = asyncio.create_task(self._carry_out(arrival))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def answer(self, arrival: Arrival, began: float) -> Settled:
        """What this delivery is answered with; `began`: when it came in, on the monotonic clock."""
        while True:
            left = began + self.budget_s - time.monotonic()
            if await _in_thread(lambda: self.arrivals.is_finished(arrival)) or left <= 0:
                break
            await self._pause(arrival.key, left)
        last = arrival.attempt >= self.deliveries
        settled = await _in_thread(lambda: self.arrivals.settle(arrival, last))
        if settled is not None:
            return settled
        # Past the budget nothing is taken out any more: nobody would read it. The next delivery does.
        await asyncio.sleep(max(0.0, began + self.hold_s - time.monotonic()))
        return Settled(None)

    @property
    def busy(self) -> bool:
        """Whether a turn is being carried out here."""
        return bool(self._running)

    async def _carry_out(self, arrival: Arrival) -> None:
        if self._turn_threads is None:
            # Threads of its own: slow turns must not keep pushes from being put on record.
            self._turn_threads = anyio.CapacityLimiter(self.threads)
        try:
            await anyio.to_thread.run_sync(self.arrivals.carry_out, arrival, limiter=self._turn_threads)
        finally:
            self._running.pop(arrival.key).set()

    async def _pause(self, key: str, left: float) -> None:
        event = self._running.get(key)
        if event is None:
            await asyncio.sleep(min(POLL_S, left))
            return
        try:
            await asyncio.wait_for(event.wait(), left)
        except TimeoutError:
            return


async def _in_thread(function: Callable[[], T]) -> T:
    return await anyio.to_thread.run_sync(function)
