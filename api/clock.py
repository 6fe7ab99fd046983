"""The only place that reads the time; everything else is handed a Clock."""

from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    def now(self) -> datetime:
        """The present moment, with its offset."""
        ...


class SystemClock:
    def now(self) -> datetime:
        return datetime.now(UTC)
