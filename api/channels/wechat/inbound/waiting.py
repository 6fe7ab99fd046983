"""How long a delivery is kept waiting. Source: the five-second rule, doc/subscription/guide/product/message.

An answer within the budget goes back at once. Otherwise the connection is held until the platform cuts it, since only
then does it deliver the push again; the last delivery is answered in any case, or the user would see an error."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import anyio.to_thread
import structlog
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from api.channels.wechat.inbound.inbox import Inbox
from api.channels.wechat.inbound.pulse import Pulse
from api.channels.wechat.inbound.service import Arrival, Arrivals, Settled
from api.errors import Unavailable
from api.metrics import WECHAT_REPLIES

log = structlog.get_logger(__name__)

POLL_S = 0.15
MARGIN_S = 0.15
"""Behind the budget, for what is just being decided."""
ROUNDS = 10
"""Of the event loop: connecting, reading, a task and the answer take so many, seen or unseen."""

REMEMBERED = 10_000


@dataclass
class Taken:
    """One delivery: when it came in, on the monotonic clock; since when the push is under way, by the platform's whole
    seconds; what became of it on record, once that is known; whether the database refuses it; whether it is over."""

    began: float
    age_s: float
    arrival: Arrival | None = None
    refused: bool = False
    over: bool = False


@dataclass
class Waiting:
    """One for each process. The turns that run here are waited for by an event, those of other processes by looking.
    `turns`: how many are carried out at once."""

    arrivals: Arrivals
    inbox: Inbox
    budget_s: float
    hold_s: float
    deliveries: int
    turns: int
    pulse: Pulse = field(default_factory=Pulse)
    _over: dict[str, None] = field(default_factory=dict)
    """Pushes that were answered from memory, the latest of them."""
    _running: dict[str, asyncio.Future[bool]] = field(default_factory=dict)
    _tasks: set[asyncio.Task[Any]] = field(default_factory=set)
    _turn_threads: anyio.CapacityLimiter | None = None

    def start(self, arrival: Arrival) -> None:
        """Carry the turn out in the background: it outlives the connection that brought it."""
        if arrival.begun is not None:
            self._running[arrival.key] = asyncio.get_running_loop().create_future()
            self._keep(asyncio.create_task(self._carry_out(arrival)))

    async def in_time(
        self, work: asyncio.Task[Settled | None], taken: Taken, late: Settled, lost: Settled
    ) -> Settled:
        """What came of the work, or when it does not end in time: nothing while the platform will come again, else
        `late`, or `lost` when it cannot be put on record. Only the loop's clock counts here, nothing that may be waited
        for."""
        self.pulse.start()
        self._keep(work)
        end = taken.began + self.budget_s + MARGIN_S
        # The last delivery has no other behind it: what it has waited unseen, and its answer will, is taken off.
        await self._until(work, max(taken.began + self.budget_s / 3, end - ROUNDS * self.pulse.lag_s))
        if not work.done() and self.comes_again(taken):
            await self._until(work, end)
        settled = work.result() if work.done() else None
        if self._is_over(taken):
            # Another delivery of it was told so a moment ago; the platform shows the first answer only.
            self._keep(asyncio.create_task(self._take_back(work, taken)))
            return late
        if settled is not None:
            return settled
        if not work.done():
            WECHAT_REPLIES.labels("overloaded").inc()
            if not self.comes_again(taken):
                self._end(taken)
                self._keep(asyncio.create_task(self._take_back(work, taken)))
                return lost if taken.refused else late
        # Until the platform has cut the connection.
        await asyncio.sleep(max(0.0, taken.began + self.hold_s - time.monotonic()))
        return Settled(None)

    def _end(self, taken: Taken) -> None:
        """Nothing that is decided from now on goes back with this push."""
        taken.over = True
        if taken.arrival is not None:
            self._over[taken.arrival.key] = None
        while len(self._over) > REMEMBERED:
            del self._over[next(iter(self._over))]

    def _is_over(self, taken: Taken) -> bool:
        return taken.arrival is not None and taken.arrival.key in self._over

    async def stored(self, store: Callable[[Session], Arrival], taken: Taken) -> Arrival | None:
        """Put a push on record; while the database has no room for one more writer, again within the budget. None when
        that does not help."""
        while True:
            try:
                taken.arrival, taken.refused = await self.inbox.write(store), False
                return taken.arrival
            except (Unavailable, SQLAlchemyError) as error:
                taken.refused = True
                if taken.over or time.monotonic() - taken.began >= self.budget_s:
                    log.error("wechat.push_not_stored", error=type(error).__name__)
                    return None
                await asyncio.sleep(POLL_S)

    def comes_again(self, taken: Taken) -> bool:
        """Whether the platform will deliver the push once more if nobody answers it: by what is on record, else by its
        age."""
        if taken.arrival is not None:
            return taken.arrival.attempt < self.deliveries
        return taken.age_s - 1 < (self.deliveries - 1) * self.budget_s

    async def answer(self, arrival: Arrival, began: float) -> Settled | None:
        """What this delivery is answered with; None when the next one shall be."""
        found, last = arrival.found, arrival.attempt >= self.deliveries
        while not isinstance(found, Settled):
            left = began + self.budget_s - time.monotonic()
            if found or (left <= 0 and last):
                return await self._settled(arrival, last, began + self.budget_s + MARGIN_S)
            if left <= 0:
                return None
            found = await self._news(arrival, left)
        return found

    @property
    def busy(self) -> bool:
        """Whether something is being carried out here, connected or not."""
        return bool(self._running or self._tasks)

    async def _carry_out(self, arrival: Arrival) -> None:
        # More of them than the bot can work on would only take the processor from the pushes that come in.
        self._turn_threads = self._turn_threads or anyio.CapacityLimiter(self.turns)
        carried_out = False
        try:
            await anyio.to_thread.run_sync(self.arrivals.carry_out, arrival, limiter=self._turn_threads)
            carried_out = True
        except Exception:
            # The message is on record as received: the worker's sweep takes it up.
            log.exception("wechat.turn_failed")
        finally:
            self._running.pop(arrival.key).set_result(carried_out)

    async def _news(self, arrival: Arrival, left: float) -> Settled | bool:
        """What is found once something may have changed, at the latest when the time is up."""
        running = self._running.get(arrival.key)
        if running is not None:
            await self._until(running, time.monotonic() + left)
            return running.done() and running.result()
        await asyncio.sleep(min(POLL_S, left))
        return await anyio.to_thread.run_sync(self.arrivals.look, arrival)

    async def _settled(self, arrival: Arrival, last: bool, until: float) -> Settled | None:
        """Later than that nothing is taken out any more: nobody would read it."""

        def settle(session: Session) -> Settled | None:
            wanted = arrival.key not in self._over
            return self.arrivals.settle(session, arrival, last, lambda: wanted and time.monotonic() < until)

        return await self.inbox.write(settle)

    async def _take_back(self, work: asyncio.Task[Settled | None], taken: Taken) -> None:
        """Whatever was decided behind the end of the last delivery has not reached the user."""
        await asyncio.wait({work})
        settled = None if work.cancelled() or work.exception() else work.result()
        if settled is not None and settled.taken and taken.arrival is not None:
            arrival = taken.arrival
            await self.inbox.write(lambda session: self.arrivals.take_back(session, arrival, settled))

    async def _until(self, work: asyncio.Future[Any], end: float) -> None:
        await asyncio.wait({work}, timeout=max(0.0, end - time.monotonic()))

    def _keep(self, task: asyncio.Task[Any]) -> None:
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
