"""The desk behind the stand-in of the platform, over real HTTP; the bot is scripted and the times are short."""

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass

import pytest

from api.app import create_app
from api.bootstrap import Desk, build_desk, job_handlers
from api.channels.wechat.accounts import AccountType
from api.channels.wechat.inbound.pulse import Pulse
from api.channels.wechat.models import WeChatOutbound
from api.channels.wechat.parts import WeChatSide
from api.channels.wechat.settings import WeChatSettings
from api.clock import SystemClock
from api.conversations.domain import Body
from api.jobs import Worker
from api.policy import PolicyDesk
from api.settings import Settings
from tests.support.bot import ScriptedBot
from tests.support.parts import QUICK_HASHER
from tests.support.server import serving
from tests.support.wechat_platform.account import AccountKind, PlatformAccount
from tests.support.wechat_platform.delivery import Manners
from tests.support.wechat_platform.platform import WeChatPlatform
from tests.support.wechat_platform.sealing import Sealed
from tests.support.wechat_platform.server import serve
from tests.support.wechat_platform.users import WeChatUser


@dataclass(frozen=True)
class Pace:
    """In seconds: our budget, the platform's patience, and how long a connection is kept."""

    budget: float
    patience: float
    hold: float


USUAL = Pace(4.5, 5.0, 5.6)
QUICK = Pace(0.4, 2.0, 3.7)
"""For bots that are too slow: the answer is late sooner, with room for a busy machine. So far apart that a push's age,
which the platform tells in whole seconds, makes the last delivery the last and no other."""


class Still(Pulse):
    """How busy the machine is must not change what a test sees."""

    def start(self) -> None:
        """Never beats."""


def wechat_settings(
    account: PlatformAccount, address: str, pace: Pace = USUAL, deliveries: int = 3
) -> WeChatSettings:
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
        wechat_reply_budget_s=pace.budget,
        wechat_hold_s=pace.hold,
        wechat_deliveries=deliveries,
    )


@dataclass
class Chat:
    """A user of the account, and what stands behind it."""

    platform: WeChatPlatform
    desk: Desk
    bot: ScriptedBot
    worker: Worker

    @property
    def wechat(self) -> WeChatSide:
        """The channel's services."""
        assert self.desk.wechat is not None
        return self.desk.wechat

    def user(self) -> WeChatUser:
        """Somebody new."""
        return self.platform.user()

    def push(self, user: WeChatUser, text: str = "你好", number: int = 1) -> Sealed:
        """A message that a test delivers by hand."""
        fields = self.platform.addressed(user, {"MsgType": "text", "Content": text, "MsgId": number})
        return self.platform.sealing.seal(fields, user.openid)

    def posted(self, push: Sealed) -> str | None:
        """The words that one delivery is answered with; None for none."""
        reply = self.platform.sealing.open(self.platform.post(push).content)
        return None if reply is None else reply.findtext("Content", "")

    def work(self, until: Callable[[], bool]) -> None:
        """Let the worker run until this holds; a test that waits in vain fails by what it asserts."""
        deadline = time.monotonic() + 30
        while not until() and time.monotonic() < deadline:
            if not self.worker.run_due():
                time.sleep(0.02)

    def drain(self) -> None:
        """Wait until no turn runs any more."""
        deadline = time.monotonic() + 30
        while self.wechat.channel.waiting.busy and time.monotonic() < deadline:
            time.sleep(0.02)

    def conversation_of_last_turn(self) -> str:
        """Its id."""
        return self.bot.heard[-1].conversation_id

    def states(self) -> list[tuple[str, str | None, int | None]]:
        """State, way and error code of all that was said, oldest first."""
        with self.desk.database.reading() as session:
            rows = session.query(WeChatOutbound).order_by(WeChatOutbound.message_id).all()
            return [(row.state, row.via, row.error) for row in rows]

    def say_as_staff(self, text: str, staff: str = "staff:1") -> None:
        """A reply of the member of staff who has the conversation of the last turn."""
        with self.desk.database.transaction() as session:
            talk = self.desk.conversations.get(session, self.conversation_of_last_turn())
            self.desk.conversations.say(session, talk, author="staff", body=Body(text=text), staff=staff)

    def take_over(self, staff: str = "staff:1", name: str = "小李") -> None:
        """A member of staff takes the conversation of the last turn."""
        with self.desk.database.transaction() as session:
            talk = self.desk.conversations.get(session, self.conversation_of_last_turn())
            self.desk.conversations.take_over(session, talk, staff, name)


def served(chat: Chat) -> WeChatUser:
    """Somebody whom a member of staff serves, and who knows it."""
    user = chat.user()
    user.say("人工")
    chat.take_over()
    chat.work(until=lambda: "接入" in user.texts())
    return user


OpenChat = Callable[..., Chat]


@pytest.fixture(autouse=True)
def _quick_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """The real cost of argon2 would be paid by every desk that is built."""
    monkeypatch.setattr("api.staff.passwords.Argon2Hasher", lambda: QUICK_HASHER)


@pytest.fixture
def open_chat(settings: Settings, bot: ScriptedBot, policy: PolicyDesk) -> Iterator[OpenChat]:
    with ExitStack() as stack:

        def open_it(
            kind: AccountKind = AccountKind.VERIFIED_SERVICE, pace: Pace = USUAL, deliveries: int = 3
        ) -> Chat:
            account = PlatformAccount(kind=kind)
            platform = WeChatPlatform(account, Manners(patience_s=pace.patience, deliveries=deliveries))
            address = stack.enter_context(serve(platform))
            wechat = wechat_settings(account, address, pace, deliveries)
            desk = build_desk(settings, clock=SystemClock(), bot=bot, policy=policy, wechat=wechat)
            stack.callback(desk.database.dispose)
            if desk.wechat is not None:
                desk.wechat.channel.waiting.patience.pulse = Still()
            platform.callback = stack.enter_context(serving(create_app(desk))) + "/channels/wechat"
            return Chat(platform, desk, bot, Worker(desk.database, desk.clock, job_handlers(desk)))

        yield open_it
