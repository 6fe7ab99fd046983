"""The desk set up for the account that a module names in `ACCOUNT`, with real times where it says `QUICK = False`; its
model stays loaded."""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from tests.e2e.console import Console
from tests.e2e.running_desk import RunningDesk
from tests.e2e.wechat.follower import Follower
from tests.support.wechat_platform.account import PlatformAccount
from tests.support.wechat_platform.delivery import Manners
from tests.support.wechat_platform.platform import WeChatPlatform
from tests.support.wechat_platform.server import serve
from tests.support.wechat_platform.settings import CALLBACK, settings_of

# A third of the platform's times, so that what is slow is soon over; the bot may take longer than three deliveries.
PATIENCE_S = 1.7
_QUICK = {"WECHAT_REPLY_BUDGET_S": "1.5", "WECHAT_DELIVERIES": "3", "BOT_TIMEOUT_S": "15", "DATABASE_TIMEOUT_S": "4"}
_QUICK_MANNERS = Manners(patience_s=PATIENCE_S, deliveries=3)
# The platform's own times, and the desk as it is set up by default.
_REAL = {"BOT_TIMEOUT_S": "10", "DATABASE_TIMEOUT_S": "3"}


class Stage:
    """The platform that is played at present; another account is set up only when one is asked for."""

    def __init__(self, desk: RunningDesk) -> None:
        self._desk = desk
        self._platform: WeChatPlatform | None = None
        self._parts = ExitStack()

    def platform_of(self, account: PlatformAccount, quick: bool) -> WeChatPlatform:
        """With the desk's api and worker set up for it."""
        manners, times = (_QUICK_MANNERS, _QUICK) if quick else (Manners(), _REAL)
        if self._platform is None or (self._platform.account, self._platform.manners) != (account, manners):
            self.clear()
            self._platform = WeChatPlatform(account, manners, callback=self._desk.address + CALLBACK)
            address = self._parts.enter_context(serve(self._platform))
            self._parts.enter_context(self._desk.set_up_for(settings_of(account, address) | times))
        return self._platform

    def clear(self) -> None:
        """The desk as it was."""
        self._parts.close()


@pytest.fixture(scope="package")
def stage(whole_desk: RunningDesk) -> Iterator[Stage]:
    """Cleared behind the last test."""
    stage = Stage(whole_desk)
    yield stage
    stage.clear()


@pytest.fixture
def platform(request: pytest.FixtureRequest, stage: Stage, desk: RunningDesk) -> Iterator[WeChatPlatform]:
    """Nothing counted yet. No test may show a user the platform's own error."""
    platform = stage.platform_of(request.module.ACCOUNT, quick=getattr(request.module, "QUICK", True))
    platform.counts.clear()
    yield platform
    assert platform.counts["error shown"] == 0


@pytest.fixture
def follower(desk: RunningDesk, platform: WeChatPlatform, phone: str) -> Follower:
    """Somebody who follows the account and has not said anything."""
    return Follower(desk, platform.user(), phone)


@pytest.fixture
def console(desk: RunningDesk) -> Console:
    """Staff, signed in."""
    return Console.signed_in(desk)
