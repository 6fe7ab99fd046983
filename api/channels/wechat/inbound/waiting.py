"""How long a delivery is kept waiting. Source: the five-second rule, doc/subscription/guide/product/message.

An answer within the budget goes back at once. Otherwise the connection is held until the platform cuts it, since only
then does it deliver the push again; the last delivery is answered in any case, or the user would see an error."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

import anyio.to_thread
import structlog
from sqlalchemy.exc import SQLAlchemyError

from api.channels.wechat.inbound.service import Arrival, Arrivals, Settled
from api.errors import Unavailable

log = structlog.get_logger(__name__)

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

    async def stored(self, store: Callable[[], Arrival], began: float) -> Arrival | None:
        """Put a push on record; while the database has no room for one more writer, again within the budget. None when
        that does not help."""
        while True:
            try:
                return await _in_thread(store)
            except (Unavailable, SQLAlchemyError) as error:
                if time.monotonic() - began >= self.budget_s:
                    log.error("wechat.push_not_stored", error=type(error).__name__)
                    return None
                await asyncio.sleep(POLL_S)

    def comes_again(self, age_s: float) -> bool:
        """Whether the platform will deliver a push of this age once more if nobody answers it."""
        return age_s < (self.deliveries - 1) * self.budget_s

    async def hold(self, began: float) -> None:
        """Until the platform has cut the connection."""
        await asyncio.sleep(max(0.0, began + self.hold_s - time.monotonic()))

    async def answer(self, arrival: Arrival, began: float) -> Settled:
        """What this delivery is answered with; `began`: when it came in, on the monotonic clock."""
        while True:
            found = await _in_thread(lambda: self.arrivals.look(arrival))
            if isinstance(found, Settled):
                return found
            left = began + self.budget_s - time.monotonic()
            if found or left <= 0:
                break
            await self._pause(arrival.key, left)
        last = arrival.attempt >= self.deliveries
        settled = await _in_thread(lambda: self.arrivals.settle(arrival, last))
        if settled is not None:
            return settled
        # Past the budget nothing is taken out any more: nobody would read it. The next delivery does.
        await self.hold(began)
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
        except Exception:
            # The message is on record as received: the worker's sweep takes it up.
            log.exception("wechat.turn_failed")
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
