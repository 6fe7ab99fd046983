"""Fixed-window limits by address or id; in memory by default, Redis when there are several processes."""

import time

from fastapi import Request
from limits import parse
from limits.storage import storage_from_string
from limits.strategies import FixedWindowRateLimiter

from api.errors import TooManyRequests


class RateLimits:
    def __init__(self, storage: str, limits: dict[str, str]) -> None:
        self._limiter = FixedWindowRateLimiter(storage_from_string(storage))
        self._limits = {name: parse(limit) for name, limit in limits.items()}

    def hit(self, name: str, key: str) -> None:
        """Count one; raises TooManyRequests above the limit."""
        limit = self._limits[name]
        if not self._limiter.hit(limit, name, key):
            window = self._limiter.get_window_stats(limit, name, key)
            raise TooManyRequests(max(1, round(window.reset_time - time.time())))


def address_of(request: Request) -> str:
    """Where a request comes from, as limits count it."""
    return request.client.host if request.client else "unknown"
