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
from sqlalchemy.orm import Session

from api.channels.wechat.inbound.inbox import Inbox
from api.channels.wechat.inbound.pulse import Pulse
from api.channels.wechat.inbound.service import Arrival, Arrivals, Settled
from api.channels.wechat.inbound.taken import Schedule, Taken
from api.channels.wechat.inbound.turn_queue import TurnQueue
from api.errors import Unavailable
from api.metrics import WECHAT_REPLIES

log = structlog.get_logger(__name__)

POLL_S = 0.15
LOOK_UP_S = 1.0
"""How often a delivery that waits for a turn sees how long the queue has become."""
CLEARLY = 1.5
"""A queue is too long when it takes so many times what there is."""
CROWD = 16
"""So many deliveries or turns that wait are a rush."""
MARGIN_S = 0.15
"""Behind the budget, for what is just being decided."""
ROUNDS = 10
"""Of the event loop: connecting, reading, a task and the answer take so many, seen or unseen."""

REMEMBERED = 10_000

T = TypeVar("T")


class TooLate(Exception):
    """The user has been told already that the push did not arrive."""


@dataclass
class Waiting:
    """One for each process. The turns that run here are waited for by an event, those of other processes by looking.
    `late`: what is said to whoever cannot be written to later; None where that can be done. `lost`: for what cannot be
    put on record, which the user must know."""

    arrivals: Arrivals
    inbox: Inbox
    turns: TurnQueue
    budget_s: float
    hold_s: float
    deliveries: int
    late: str | None
    lost: str
    pulse: Pulse = field(default_factory=Pulse)
    _over: dict[str, Settled] = field(default_factory=dict)
    """Pushes that were answered from memory and with what, the latest of them."""
    _on_record: dict[str, None] = field(default_factory=dict)
    """Pushes that are known here to be on disk, the latest of them."""
    _lost: dict[str, None] = field(default_factory=dict)
    """Those of them that were said not to have arrived: no other delivery brings them to disk."""
    _tasks: set[asyncio.Task[Any]] = field(default_factory=set)

    @property
    def schedule(self) -> Schedule:
        """The platform cuts a connection somewhere between our budget and the end of our hold."""
        return Schedule(self.deliveries, (self.budget_s + self.hold_s) / 2)

    def start(self, arrival: Arrival) -> None:
        """Carry the turn out in the background."""
        self.turns.start(arrival, lambda: arrival.key in self._over)

    async def in_time(self, work: asyncio.Task[Settled | None], taken: Taken) -> Settled:
        """What came of the work, or when it does not end in time: nothing while the platform will come again, else
        that it is late, or lost when it is not on record. Only the loop's clock counts here, nothing that may be waited
        for."""
        self.pulse.start()
        self._keep(work)
        if taken.key in self._on_record:
            taken.on_record.set()
        await self._patiently(work, taken)
        settled = work.result() if work.done() else None
        if self._is_over(taken):
            # Another delivery of it was told so a moment ago; the platform shows the first answer only.
            self._keep(asyncio.create_task(self._give_back(work, taken)))
            return self._over[taken.key]
        if settled is not None:
            return settled
        if not work.done():
            WECHAT_REPLIES.labels("overloaded").inc()
            self._keep(asyncio.create_task(self._give_back(work, taken)))
            if not self.schedule.comes_again(taken):
                return self._end(taken, self.is_late(taken) if taken.on_record.is_set() else self.is_lost(taken))
        # Until the platform has cut the connection.
        await asyncio.sleep(max(0.0, taken.began + self.hold_s - time.monotonic()))
        return Settled(None)

    def is_lost(self, taken: Taken) -> Settled:
        """The push cannot be put on record; nobody is told of one that nobody waits for."""
        return Settled(self.lost if taken.speaks else None)

    def is_late(self, taken: Taken) -> Settled:
        """The answer comes by itself, or with the user's next message."""
        return Settled(self.late if taken.speaks else None)

    async def stored(self, store: Callable[[Session], Arrival], taken: Taken) -> Arrival | None:
        """Put a push on record; while the database has no room for one more writer, again within the budget. None when
        that does not help."""

        def unless_over(session: Session) -> Arrival:
            if self._is_lost(taken):
                raise TooLate
            return store(session)

        while True:
            try:
                taken.came_to_disk(arrival := await self.inbox.write(unless_over))
                _remember(self._on_record, taken.key, None)
                return arrival
            except TooLate:
                return None
            except (Unavailable, SQLAlchemyError) as error:
                taken.refused = True
                if self._is_over(taken) or time.monotonic() - taken.began >= self.budget_s:
                    log.error("wechat.push_not_stored", error=type(error).__name__)
                    return None
                await asyncio.sleep(POLL_S)

    async def answer(self, arrival: Arrival, taken: Taken) -> Settled | None:
        """What this delivery is answered with; None when the next one shall be."""
        found, last = arrival.found, not self.schedule.comes_again(taken)
        while not isinstance(found, Settled):
            left = taken.began + self.budget_s - time.monotonic()
            if found or (left <= 0 and last):
                return await self._settled(arrival, last, taken.began + self.budget_s + MARGIN_S)
            if left <= 0:
                return None
            if self._in_vain(taken):
                WECHAT_REPLIES.labels("late").inc()
                return self._end(taken, self.is_late(taken))
            found = await self._news(arrival, min(left, LOOK_UP_S))
        return found

    @property
    def busy(self) -> bool:
        """Whether something is being carried out here, connected or not."""
        return self.turns.busy or bool(self._tasks)

    async def _patiently(self, work: asyncio.Task[Settled | None], taken: Taken) -> None:
        """Until the work is done, or nothing more may be waited for."""
        soon, end = taken.began + self.budget_s / 3, taken.began + self.budget_s + MARGIN_S
        # The last delivery has no other behind it: what it has waited unseen, and its answer will, is taken off.
        last = end - self.schedule.unseen_s(taken)
        early = max(min(soon, last), last - ROUNDS * self.pulse.lag_s)
        if self._crowded:
            # All of them end in the same moment, in which the loop is later than it ever was: one second was seen.
            early, last = min(soon, early), last - self.budget_s / 4
        await self._until(early, work)
        if work.done():
            return
        if self.schedule.comes_again(taken):
            await self._until(end, work)
        elif not taken.on_record.is_set():
            on_record = asyncio.ensure_future(taken.on_record.wait())
            await self._until(max(soon, last), work, on_record)
            on_record.cancel()

    @property
    def _crowded(self) -> bool:
        """Whether the desk cannot know that it will manage."""
        return self.inbox.backlog > CROWD or self.turns.waiting > CROWD

    def _in_vain(self, taken: Taken) -> bool:
        """Whether the turn's queue is clearly longer than this is worth waiting for. Deliveries that come again in vain
        make a rush larger; who can be written to later need not wait for more than one of them."""
        schedule = self.schedule
        left = schedule.apart_s if self.late is None else schedule.left_s(taken, time.monotonic())
        return self.turns.wait_s(taken.key) > CLEARLY * max(0.0, left)

    def _end(self, taken: Taken, settled: Settled) -> Settled:
        """Nothing that is decided from now on goes back with this push."""
        _remember(self._over, taken.key, settled)
        if not taken.on_record.is_set():
            _remember(self._lost, taken.key, None)
        return settled

    def _is_lost(self, taken: Taken) -> bool:
        return taken.key in self._lost

    def _is_over(self, taken: Taken) -> bool:
        return taken.key in self._over

    async def _news(self, arrival: Arrival, left: float) -> Settled | bool:
        """What is found once something may have changed, at the latest when the time is up."""
        running = self.turns.of(arrival.key)
        if running is not None:
            await self._until(time.monotonic() + left, running)
            return running.done() and running.result()
        await asyncio.sleep(min(POLL_S, left))
        return await anyio.to_thread.run_sync(self.arrivals.look, arrival)

    async def _settled(self, arrival: Arrival, last: bool, until: float) -> Settled | None:
        """Later than that nothing is taken out any more: nobody would read it."""

        def settle(session: Session) -> Settled | None:
            wanted = arrival.key not in self._over
            return self.arrivals.settle(session, arrival, last, lambda: wanted and time.monotonic() < until)

        return await self.inbox.write(settle)

    async def _give_back(self, work: asyncio.Task[Settled | None], taken: Taken) -> None:
        """What was decided too late for this delivery reaches the user with the next one. Behind the last, and where no
        other comes, it is still to be said."""
        await asyncio.wait({work})
        settled = None if work.cancelled() or work.exception() else work.result()
        if settled is None or not settled.taken or taken.arrival is None:
            return
        if not self._is_over(taken):
            await asyncio.sleep(max(0.0, taken.began + self.hold_s + self.budget_s - time.monotonic()))
        arrival, over = taken.arrival, self._is_over(taken)
        await self.inbox.write(lambda session: self.arrivals.take_back(session, arrival, settled, always=over))

    async def _until(self, end: float, *work: asyncio.Future[Any]) -> None:
        await asyncio.wait(work, timeout=max(0.0, end - time.monotonic()), return_when=asyncio.FIRST_COMPLETED)

    def _keep(self, task: asyncio.Task[Any]) -> None:
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


def _remember(keys: dict[str, T], key: str, value: T) -> None:
    keys[key] = value
    while len(keys) > REMEMBERED:
        del keys[next(iter(keys))]
