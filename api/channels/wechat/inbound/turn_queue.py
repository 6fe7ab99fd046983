"""The turns that this process carries out, few at once: more than the bot can work on would only take the processor
from the pushes that come in. Those that wait are on record."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field

import anyio.to_thread
import structlog

from api.channels.wechat.inbound.service import Arrival, Arrivals

log = structlog.get_logger(__name__)

NEWEST = 0.2
"""Share of the newest turn in what a turn is thought to take."""


@dataclass
class TurnQueue:
    """`at_once`: how many are carried out at the same time, the oldest first."""

    arrivals: Arrivals
    at_once: int
    turn_s: float = 0.0
    """What one takes, by those that were carried out here."""
    _running: dict[str, asyncio.Future[bool]] = field(default_factory=dict)
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)
    _threads: anyio.CapacityLimiter | None = None

    def start(self, arrival: Arrival, answered: Callable[[], bool]) -> None:
        """In the background: the turn outlives the connection that brought it. `answered`: whether nothing goes back
        with the push any more."""
        if arrival.begun is not None:
            self._running[arrival.key] = asyncio.get_running_loop().create_future()
            task = asyncio.create_task(self._carry_out(arrival, answered))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    def of(self, key: str) -> asyncio.Future[bool] | None:
        """Its result is whether the turn was carried out; None for one that is not under way here."""
        return self._running.get(key)

    def wait_s(self, key: str) -> float:
        """How long the turn waits for those before it, as far as that can be told."""
        if len(self._running) <= self.at_once or key not in self._running:
            return 0.0
        return list(self._running).index(key) // self.at_once * self.turn_s

    @property
    def waiting(self) -> int:
        """How many turns have not begun."""
        return max(0, len(self._running) - self.at_once)

    @property
    def busy(self) -> bool:
        """Whether a turn is under way."""
        return bool(self._running or self._tasks)

    async def _carry_out(self, arrival: Arrival, answered: Callable[[], bool]) -> None:
        self._threads = self._threads or anyio.CapacityLimiter(self.at_once)
        carried_out = False

        def turn() -> float:
            began = time.monotonic()
            self.arrivals.carry_out(arrival, answered)
            return time.monotonic() - began

        try:
            took = await anyio.to_thread.run_sync(turn, limiter=self._threads)
            self.turn_s = took if not self.turn_s else (1 - NEWEST) * self.turn_s + NEWEST * took
            carried_out = True
        except Exception:
            # The message is on record as received: the worker's sweep takes it up.
            log.exception("wechat.turn_failed")
        finally:
            self._running.pop(arrival.key).set_result(carried_out)
