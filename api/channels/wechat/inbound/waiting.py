"""How long a delivery is kept waiting. Source: the five-second rule, doc/subscription/guide/product/message.

An answer within the budget goes back at once. Otherwise the connection is held until the platform cuts it, since only
then does it deliver the push again; the last delivery is answered in any case, or the user would see an error."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

import anyio.to_thread
import structlog
from sqlalchemy.exc import SQLAlchemyError

from api.channels.wechat.inbound.service import Arrival, Arrivals, Settled
from api.errors import Unavailable
from api.metrics import WECHAT_REPLIES

log = structlog.get_logger(__name__)

POLL_S = 0.15
MARGIN_S = 0.15
"""Behind the budget, for what is just being decided."""
WRITERS = 12

T = TypeVar("T")


@dataclass
class Taken:
    """One delivery: when it came in, on the monotonic clock; since when the push is under way; which delivery of it
    this is, once that is known."""

    began: float
    age_s: float
    attempt: int | None = None


@dataclass
class Waiting:
    """One for each process. The turns that run here are waited for by an event, those of other processes by looking."""

    arrivals: Arrivals
    budget_s: float
    hold_s: float
    deliveries: int
    threads: int
    _running: dict[str, asyncio.Event] = field(default_factory=dict)
    _tasks: set[asyncio.Task[Any]] = field(default_factory=set)
    _turn_threads: anyio.CapacityLimiter | None = None
    _writers: anyio.CapacityLimiter | None = None

    def start(self, arrival: Arrival) -> None:
        """Carry the turn out in the background: it outlives the connection that brought it."""
        if arrival.begun is not None:
            self._running[arrival.key] = asyncio.Event()
            task = asyncio.create_task(self._carry_out(arrival))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def in_time(self, work: asyncio.Task[Settled | None], taken: Taken, late: Settled) -> Settled:
        """What came of the work, or when it does not end in time: nothing while the platform will come again, else
        `late`."""
        began = taken.began
        self._tasks.add(work)
        work.add_done_callback(self._tasks.discard)
        done, _ = await asyncio.wait({work}, timeout=max(0.0, began + self.budget_s + MARGIN_S - time.monotonic()))
        settled = work.result() if done else None
        if settled is not None:
            return settled
        if not done:
            WECHAT_REPLIES.labels("overloaded").inc()
            if not self.comes_again(taken):
                return late
        # Until the platform has cut the connection.
        await asyncio.sleep(max(0.0, began + self.hold_s - time.monotonic()))
        return Settled(None)

    async def stored(self, store: Callable[[], Arrival], taken: Taken) -> Arrival | None:
        """Put a push on record; while the database has no room for one more writer, again within the budget. None when
        that does not help."""
        while True:
            try:
                arrival = await self._write(store)
                taken.attempt = arrival.attempt
                return arrival
            except (Unavailable, SQLAlchemyError) as error:
                if time.monotonic() - taken.began >= self.budget_s:
                    log.error("wechat.push_not_stored", error=type(error).__name__)
                    return None
                await asyncio.sleep(POLL_S)

    def comes_again(self, taken: Taken) -> bool:
        """Whether the platform will deliver the push once more if nobody answers it: by what is on record, else by its
        age."""
        if taken.attempt is not None:
            return taken.attempt < self.deliveries
        return taken.age_s < (self.deliveries - 1) * self.budget_s

    async def answer(self, arrival: Arrival, began: float) -> Settled | None:
        """What this delivery is answered with; None when the next one shall be."""
        while True:
            found = await anyio.to_thread.run_sync(self.arrivals.look, arrival)
            if isinstance(found, Settled):
                return found
            left = began + self.budget_s - time.monotonic()
            if found or left <= 0:
                break
            await self._pause(arrival.key, left)
        last = arrival.attempt >= self.deliveries
        # Later than that nothing is taken out any more: nobody would read it.
        until = began + self.budget_s + MARGIN_S
        return await self._write(lambda: self.arrivals.settle(arrival, last, lambda: time.monotonic() < until))

    @property
    def busy(self) -> bool:
        """Whether something is being carried out here, connected or not."""
        return bool(self._running or self._tasks)

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

    async def _write(self, function: Callable[[], T]) -> T:
        """Few at a time: SQLite has one writer, and whoever waits for it had better not hold a thread."""
        if self._writers is None:
            self._writers = anyio.CapacityLimiter(WRITERS)
        return await anyio.to_thread.run_sync(function, limiter=self._writers)

    async def _pause(self, key: str, left: float) -> None:
        event = self._running.get(key)
        if event is None:
            await asyncio.sleep(min(POLL_S, left))
            return
        try:
            await asyncio.wait_for(event.wait(), left)
        except TimeoutError:
            return
