"""The access token: one for all processes, renewed early by one of them while the others use the old one.

Source: developers.weixin.qq.com, doc/service/api/base/api_getstableaccesstoken (stable_token): up to 7200 s, a new one
five minutes before the end, both valid meanwhile; forced at most 20 times a day and every 30 s."""

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Protocol

import structlog

from api.channels.wechat.outbound import repository
from api.channels.wechat.outbound.ports import WeChatUnreachable
from api.clock import Clock
from api.db import Database

log = structlog.get_logger(__name__)

EARLY = timedelta(minutes=5)
LEASE = timedelta(seconds=15)
FORCE_EVERY = timedelta(seconds=30)
FORCED_A_DAY = 20
DAY = timedelta(days=1)
PATIENCE_S = 8.0
PAUSE_S = 0.1


@dataclass(frozen=True)
class Fetched:
    """What the platform gave."""

    token: str
    seconds: int


Fetch = Callable[[bool], Fetched]
"""Asks the platform; True forces a new token. Raises WeChatRefused or WeChatUnreachable."""


class TokenSource(Protocol):
    """Where calls get their token from. Raises WeChatRefused or WeChatUnreachable."""

    def current(self) -> str:
        """The token to use."""
        ...

    def after_refusal(self, refused: str) -> str:
        """The token to use now that the platform refused this one."""
        ...


@dataclass(frozen=True)
class FreshToken:
    """Asks each time: for commands, which share nothing. The platform gives the same stable token to all who ask."""

    fetch: Fetch

    def current(self) -> str:
        """As the platform has it."""
        return self.fetch(False).token

    def after_refusal(self, refused: str) -> str:
        """A new one, forced if need be."""
        return next((token for token in [self.current()] if token != refused), "") or self.fetch(True).token


@dataclass(frozen=True)
class Tokens:
    """Hands out the shared token."""

    database: Database
    clock: Clock
    app_id: str
    fetch: Fetch
    patience_s: float = PATIENCE_S
    owner: str = field(default_factory=lambda: secrets.token_hex(8))

    def current(self) -> str:
        """The token. Raises what `fetch` raises, or WeChatUnreachable when another process does not get it either."""
        return self._get(refused=None)

    def after_refusal(self, refused: str) -> str:
        """Another token than the one that the platform just refused: what another process has fetched meanwhile, else a
        new one."""
        return self._get(refused)

    def _get(self, refused: str | None) -> str:
        deadline = time.monotonic() + self.patience_s
        while True:
            usable, mine = self._look(refused)
            if usable is not None and not mine:
                return usable
            if mine:
                return self._renew(refused)
            if time.monotonic() >= deadline:
                raise WeChatUnreachable("token")
            time.sleep(PAUSE_S)

    def _look(self, refused: str | None) -> tuple[str | None, bool]:
        """A token that may be used, and whether it is on this process to fetch a new one."""
        now = self.clock.now()
        with self.database.reading() as session:
            row = repository.stored_token(session, self.app_id)
            good = row is not None and row.token is not None and row.token != refused
            if good and row is not None and row.expires_at is not None and now < row.expires_at - EARLY:
                return row.token, False
        with self.database.transaction() as session:
            row = repository.token(session, self.app_id)
            alive = row.expires_at is not None and now < row.expires_at and row.token != refused
            fresh = alive and row.expires_at is not None and now < row.expires_at - EARLY
            free = row.renewing_until is None or row.renewing_until < now
            if free and not fresh:
                row.renewing_until, row.renewing_by = now + LEASE, self.owner
                return None, True
            return (row.token if alive else None), False

    def _renew(self, refused: str | None) -> str:
        try:
            fetched = self.fetch(False)
            if fetched.token == refused and self._may_force():
                fetched = self.fetch(True)
        except BaseException:
            self._give_up()
            raise
        with self.database.transaction() as session:
            row = repository.token(session, self.app_id)
            row.token = fetched.token
            row.expires_at = self.clock.now() + timedelta(seconds=fetched.seconds)
            row.renewing_until = row.renewing_by = None
        return fetched.token

    def _may_force(self) -> bool:
        """Whether the last forcing is long enough ago, and not the last of a day; this one is noted."""
        now = self.clock.now()
        with self.database.transaction() as session:
            row = repository.token(session, self.app_id)
            if row.forced_at is not None and now - row.forced_at < FORCE_EVERY:
                return False
            if row.forced_since is None or now - row.forced_since >= DAY:
                row.forced_since, row.forced_count = now, 0
            if row.forced_count >= FORCED_A_DAY:
                # Somebody else fetches tokens the old way, or the appsecret was changed: waiting mends neither.
                log.error("wechat.token_forced_too_often", since=row.forced_since.isoformat())
                return False
            row.forced_at, row.forced_count = now, row.forced_count + 1
            return True

    def _give_up(self) -> None:
        with self.database.transaction() as session:
            row = repository.token(session, self.app_id)
            if row.renewing_by == self.owner:
                row.renewing_until = row.renewing_by = None
