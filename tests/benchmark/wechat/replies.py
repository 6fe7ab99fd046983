"""Whole passive replies: from a push to the words on the user's screen, through the running desk."""

import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from tests.benchmark.figures import Timings
from tests.benchmark.progress import say
from tests.benchmark.questions import questions
from tests.e2e.running_desk import PARTS, RunningDesk
from tests.support.wechat_platform.account import AccountKind, PlatformAccount
from tests.support.wechat_platform.platform import WeChatPlatform
from tests.support.wechat_platform.server import serve
from tests.support.wechat_platform.settings import CALLBACK, settings_of
from tests.support.wechat_platform.users import WeChatUser


@dataclass(frozen=True)
class ReplyFigures:
    """`timings` of the deliveries that brought a reply; `late`: pushes that had to be delivered again."""

    timings: Timings
    late: int
    errors: int


def reply_figures(users: int, turns: int) -> ReplyFigures:
    """All users at once, on the poorest account, where passive replies are all there is."""
    platform = WeChatPlatform(PlatformAccount(kind=AccountKind.UNVERIFIED_SUBSCRIPTION))
    with tempfile.TemporaryDirectory(prefix="desk-wechat-") as folder, serve(platform) as address:
        desk = RunningDesk.prepare(Path(folder))
        desk.environment |= settings_of(platform.account, address)
        platform.callback = desk.address + CALLBACK
        try:
            say("desk: starting")
            desk.start(*PARTS)
            desk.wait_until_ready()
            return _measured(platform, users, turns)
        finally:
            desk.stop()


def _measured(platform: WeChatPlatform, users: int, turns: int) -> ReplyFigures:
    asked = questions()
    warm = platform.user()
    for text in asked[:10]:
        warm.say(text)
    platform.counts.clear()
    say(f"desk: {users} users, {turns} questions each")
    people = [platform.user() for _ in range(users)]
    with ThreadPoolExecutor(users) as pool:
        for number, user in enumerate(people):
            pool.submit(_talk, user, [asked[(number + turn) % len(asked)] for turn in range(turns)])
    outcomes = [outcome for user in people for outcome in user.outcomes]
    seconds = [one.seconds for outcome in outcomes if (one := outcome.answer) is not None and one.reply is not None]
    late = sum(len(outcome.deliveries) > 1 for outcome in outcomes)
    return ReplyFigures(Timings(tuple(seconds), users * turns - len(seconds)), late, platform.counts["error shown"])


def _talk(user: WeChatUser, texts: list[str]) -> None:
    for text in texts:
        user.say(text)
