"""One platform for each module, which names its account in `ACCOUNT`; the desk's model stays loaded."""

from collections.abc import Iterator

import pytest

from tests.e2e.running_desk import RunningDesk
from tests.e2e.wechat.follower import Follower
from tests.support.wechat_platform.delivery import Manners
from tests.support.wechat_platform.platform import WeChatPlatform
from tests.support.wechat_platform.server import serve
from tests.support.wechat_platform.settings import CALLBACK, settings_of

# A third of the platform's times, so that what is slow is soon over; the bot may take as long as three deliveries and more.
MANNERS = Manners(patience_s=1.8, deliveries=3)
_QUICK = {"WECHAT_REPLY_BUDGET_S": "1.4", "WECHAT_DELIVERIES": "3", "BOT_TIMEOUT_S": "15"}


@pytest.fixture(scope="module")
def module_platform(request: pytest.FixtureRequest, whole_desk: RunningDesk) -> Iterator[WeChatPlatform]:
    """With the desk's api and worker set up for it."""
    platform = WeChatPlatform(request.module.ACCOUNT, MANNERS, callback=whole_desk.address + CALLBACK)
    with serve(platform) as address:
        changed = settings_of(platform.account, address) | _QUICK
        with whole_desk.set_up_for(changed):
            yield platform


@pytest.fixture
def platform(desk: RunningDesk, module_platform: WeChatPlatform) -> WeChatPlatform:
    """With every part of the desk answering, and nothing counted yet."""
    module_platform.counts.clear()
    return module_platform


@pytest.fixture
def follower(desk: RunningDesk, platform: WeChatPlatform, phone: str) -> Follower:
    """Somebody who follows the account and has not said anything."""
    return Follower(desk, platform.user(), phone)
