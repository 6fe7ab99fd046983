"""Answers each delivery within its time, whatever becomes of the work behind it.

An answer within the budget goes back at once. Otherwise the connection is held until the platform cuts it, since only
then does it deliver the push again; the last delivery is answered in any case, or the user would see an error."""

import asyncio
from dataclasses import dataclass, field
from typing import Any

from api.channels.wechat.inbound.excuses import Excuses
from api.channels.wechat.inbound.memory import Memory
from api.channels.wechat.inbound.patience import Patience
from api.channels.wechat.inbound.recording import Recording
from api.channels.wechat.inbound.service import Arrival, Settled
from api.channels.wechat.inbound.taken import Taken
from api.channels.wechat.inbound.turn_queue import TurnQueue
from api.metrics import WECHAT_REPLIES


@dataclass
class Waiting:
    """One for each process."""

    turns: TurnQueue
    recording: Recording
    patience: Patience
    memory: Memory
    excuses: Excuses
    _tasks: set[asyncio.Task[Any]] = field(default_factory=set)

    def start(self, arrival: Arrival) -> None:
        """Carry the turn out in the background."""
        self.turns.start(arrival, lambda: self.memory.is_over(arrival.key))

    async def in_time(self, work: asyncio.Task[Settled | None], taken: Taken) -> Settled:
        """What came of the work, or when it does not end in time: nothing while the platform will come again, else
        that it is late, or lost when it is not on record. Only the loop's clock counts here, nothing that may be waited
        for. Raises what the work raised."""
        self.patience.pulse.start()
        self._keep(work)
        if self.memory.is_on_record(taken.key):
            taken.on_record.set()
        await self.patience.until_done(work, taken)
        told = self.memory.ended_with(taken.key)
        if told is not None:
            # Another delivery of it was told so a moment ago.
            self._keep(asyncio.create_task(self._give_back(work, taken)))
            return told
        settled = work.result() if work.done() else None
        if settled is not None:
            return settled
        if not work.done():
            WECHAT_REPLIES.labels("overloaded").inc()
            self._keep(asyncio.create_task(self._give_back(work, taken)))
            if not self.patience.schedule.comes_again(taken):
                return self._end(taken)
        await self.patience.until_cut(taken)
        return Settled(None)

    async def excused(self, taken: Taken) -> Settled:
        """For a delivery whose answer cannot be given. What it was made of is still to be said."""
        if self.patience.schedule.comes_again(taken):
            await self.patience.until_cut(taken)
            return Settled(None)
        if taken.arrival is not None:
            self._keep(asyncio.create_task(self.recording.take_back(taken.arrival, always=True)))
        return self._end(taken)

    @property
    def busy(self) -> bool:
        """Whether something is being carried out here, connected or not."""
        return self.turns.busy or bool(self._tasks)

    def _end(self, taken: Taken) -> Settled:
        return self.memory.end(taken.key, self.excuses.of(taken), taken.on_record.is_set())

    async def _give_back(self, work: asyncio.Task[Settled | None], taken: Taken) -> None:
        """What was decided too late for this delivery reaches the user with the next one. Behind the last, and where no
        other comes, it is still to be said."""
        await asyncio.wait({work})
        failed = work.cancelled() or work.exception() is not None
        settled = None if failed else work.result()
        if taken.arrival is None or not (failed or (settled is not None and settled.taken)):
            return
        if not self.memory.is_over(taken.key):
            await self.patience.until_given_up(taken)
        await self.recording.take_back(taken.arrival, always=self.memory.is_over(taken.key))

    def _keep(self, task: asyncio.Task[Any]) -> None:
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
