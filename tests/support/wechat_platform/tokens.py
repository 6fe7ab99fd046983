"""stable_token (doc/service/api/base/api_getstableaccesstoken)."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.support.wechat_platform.codes import Refused

RENEWED_BEFORE_S = 300
FORCED_PER_DAY = 20
FORCED_APART_S = 30


@dataclass
class Tokens:
    """`now` is in seconds. An overtaken token lives on for its overlap, a forced one ends the other at once."""

    now: Callable[[], float]
    life_s: float = 7200
    _expiry: dict[str, float] = field(default_factory=dict)
    _current: str = ""
    _forced: list[float] = field(default_factory=list)

    def stable(self, force: bool) -> tuple[str, int]:
        """The token and its remaining life. Raises Refused."""
        if force:
            self._count_force()
            self._expiry.pop(self._current, None)
            return self._new()
        left = self._expiry.get(self._current, 0.0) - self.now()
        if left > min(RENEWED_BEFORE_S, self.life_s / 2):
            return self._current, int(left)
        if left > 0:
            self._expiry[self._current] = max(self._expiry[self._current], self.now() + RENEWED_BEFORE_S)
        return self._new()

    def check(self, token: str) -> None:
        """Raises Refused."""
        if not token:
            raise Refused(41001)
        if token not in self._expiry:
            raise Refused(40001)
        if self._expiry[token] <= self.now():
            raise Refused(42001)

    def expire_all(self) -> None:
        """As after their life."""
        self._expiry = dict.fromkeys(self._expiry, self.now())

    def forget_all(self) -> None:
        """As when somebody else has forced a new one."""
        self._expiry.clear()

    def _new(self) -> tuple[str, int]:
        # As long as the platform asks one to be ready for.
        self._current = secrets.token_urlsafe(384)
        self._expiry[self._current] = self.now() + self.life_s
        return self._current, int(self.life_s)

    def _count_force(self) -> None:
        day = [at for at in self._forced if at > self.now() - 86_400]
        if len(day) >= FORCED_PER_DAY:
            raise Refused(45009)
        if day and self.now() - day[-1] < FORCED_APART_S:
            raise Refused(45011)
        self._forced = [*day, self.now()]
