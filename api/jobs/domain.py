from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

LEASE = timedelta(seconds=60)
MAX_ATTEMPTS = 12
LONGEST_BACKOFF = timedelta(hours=1)


@dataclass(frozen=True)
class Job:
    id: int
    kind: str
    payload: Mapping[str, Any]
    attempts: int
    """How often it was begun before."""


class RetryLater(Exception):
    """Raised by a handler whose time has not come: tried again after `delay`, without end and without an alarm."""

    def __init__(self, delay: timedelta) -> None:
        self.delay = delay
        super().__init__(f"again in {delay}")


Handler = Callable[[Job], None]


def backoff(attempts: int) -> timedelta:
    """2 s, 4 s, 8 s … one hour, for jobs that failed."""
    return min(timedelta(seconds=2 ** min(attempts + 1, 30)), LONGEST_BACKOFF)
