import time
from datetime import UTC, datetime, timedelta


class FakeClock:
    """Stands still until it is advanced."""

    def __init__(self, at: datetime = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)) -> None:
        self._at = at

    def now(self) -> datetime:
        return self._at

    def advance(self, **duration: float) -> None:
        self._at += timedelta(**duration)


class WorkdayClock:
    """Runs as time does, but begins on a Monday afternoon in China, when staff are there."""

    def __init__(self, begin: datetime = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)) -> None:
        self._begin = begin - timedelta(seconds=time.monotonic())

    def now(self) -> datetime:
        return self._begin + timedelta(seconds=time.monotonic())

    def advance(self, **duration: float) -> None:
        self._begin += timedelta(**duration)
