"""The desk behind the stand-in of the platform, over real HTTP; the bot is scripted and the times are short."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass

import pytest

from api.app import create_app
from api.bootstrap import Desk, build_desk, job_handlers
from api.channels.wechat.accounts import AccountType
from api.channels.wechat.settings import WeChatSettings
from api.clock import SystemClock
from api.jobs import Worker
from api.policy import PolicyDesk
from api.settings import Settings
from tests.support.bot import ScriptedBot
from tests.support.server import serving
from tests.support.wechat_platform.account import AccountKind, PlatformAccount
from tests.support.wechat_platform.delivery import Manners
from tests.support.wechat_platform.platform import WeChatPlatform
from tests.support.wechat_platform.server import serve
from tests.support.wechat_platform.users import WeChatUser

BUDGET_S = 0.4
PATIENCE_S = 0.45


def wechat_settings(account: PlatformAccount, address: str, budget_s: float = BUDGET_S) -> WeChatSettings:
    """As an operator would set them for this account."""
    return WeChatSettings(
        _env_file=None,
        wechat_account=AccountType(account.kind.value),
        wechat_app_id=account.app_id,
        wechat_app_secret=account.secret,
        wechat_token=account.token,
        wechat_mode=account.mode,
        wechat_aes_key=account.aes_key,
        wechat_template_id=account.templates[0],
        wechat_api_url=address,
        wechat_reply_budget_s=budget_s,
    )


@dataclass
class Chat:
    """A user of the account, and what stands behind it."""

    platform: WeChatPlatform
    desk: Desk
    bot: ScriptedBot
    worker: Worker

    def user(self) -> WeChatUser:
        """Somebody new."""
        return self.platform.user()

    def work(self) -> None:
        """Everything that is due, and what follows from it."""
        while self.worker.run_due():
            continue


OpenChat = Callable[..., Chat]


@pytest.fixture
def open_chat(settings: Settings, bot: ScriptedBot, policy: PolicyDesk) -> Iterator[OpenChat]:
    with ExitStack() as stack:

        def open_it(kind: AccountKind = AccountKind.VERIFIED_SERVICE, budget_s: float = BUDGET_S) -> Chat:
            account = PlatformAccount(kind=kind)
            platform = WeChatPlatform(account, Manners(patience_s=budget_s + PATIENCE_S - BUDGET_S))
            address = stack.enter_context(serve(platform))
            wechat = wechat_settings(account, address, budget_s)
            desk = build_desk(settings, clock=SystemClock(), bot=bot, policy=policy, wechat=wechat)
            stack.callback(desk.database.dispose)
            platform.callback = stack.enter_context(serving(create_app(desk))) + "/channels/wechat"
            return Chat(platform, desk, bot, Worker(desk.database, desk.clock, job_handlers(desk)))

        yield open_it
