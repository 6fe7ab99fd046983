from datetime import UTC, datetime, timedelta


class FakeClock:
    """Stands still until it is advanced."""

    def __init__(self, at: datetime = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)) -> None:
        self._at = at

    def now(self) -> datetime:
        return self._at

    def advance(self, **duration: float) -> None:
        self._at += timedelta(**duration)
