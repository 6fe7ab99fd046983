"""How late the event loop is. A delivery's five seconds begin when the platform connects; under a rush it waits for the
loop before it is seen at all, and its answer waits once more."""

import asyncio
import time
from collections import deque
from dataclasses import dataclass, field

EVERY_S = 0.1
REMEMBERED = 60
"""Beats: some six seconds, from one delivery of a push to the next."""


@dataclass
class Pulse:
    """Beats as long as the loop runs, from the first delivery on."""

    _lags: deque[float] = field(default_factory=lambda: deque(maxlen=REMEMBERED))
    _beating: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Does nothing when it beats already."""
        if self._beating is None or self._beating.done():
            self._beating = asyncio.create_task(self._beat())

    @property
    def lag_s(self) -> float:
        """The longest of late."""
        return max(self._lags, default=0.0)

    async def _beat(self) -> None:
        while True:
            due = time.monotonic() + EVERY_S
            await asyncio.sleep(EVERY_S)
            self._lags.append(max(0.0, time.monotonic() - due))
