"""A restarted desk and a lost network in mid-talk: both sides go on, nothing is lost and nothing said twice."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from api.app import create_app
from tests.browser.panel import Panel
from tests.browser.staffed.conftest import Console
from tests.support.server import serving
from tests.support.staffed_desk import StaffedDesk

SignIn = Callable[..., Console]
RECONNECTS_MS = 30_000


class Restartable:
    """The desk's process: it may be stopped, and started anew over the same folder and port."""

    def __init__(self, staffed: StaffedDesk) -> None:
        self._staffed = staffed
        self._running = ExitStack()
        self.url = self._running.enter_context(serving(create_app(staffed.desk)))

    def stop(self) -> None:
        self._running.close()
        self._staffed.desk.database.dispose()

    def start(self) -> None:
        self._staffed.desk = self._staffed.build()
        port = urlsplit(self.url).port or 0
        self._running.enter_context(serving(create_app(self._staffed.desk), port))


@pytest.fixture
def process(staffed: StaffedDesk) -> Iterator[Restartable]:
    running = Restartable(staffed)
    yield running
    running.stop()


@pytest.fixture
def url(process: Restartable) -> str:
    return process.url


@pytest.fixture
def li(visitor: Panel, sign_in: SignIn) -> Console:
    """Has spoken to the visitor."""
    visitor.ask_for_person()
    console = sign_in("li")
    console.claim_first()
    console.reply("您好，我是小李。")
    expect(visitor.find(".staff").last).to_contain_text("我是小李")
    return console


def expect_once(visitor: Panel, li: Console, *, user: list[str], staff: list[str]) -> None:
    """Both sides show exactly this, in this order."""
    expect(visitor.said.locator(".text")).to_have_text(["转人工", *user], timeout=RECONNECTS_MS)
    expect(visitor.find(".log > .staff .text")).to_have_text(["您好，我是小李。", *staff], timeout=RECONNECTS_MS)
    expect(li.page.locator(".said.user .words")).to_have_text(["转人工", *user], timeout=RECONNECTS_MS)
    expect(li.page.locator(".said.staff .words")).to_have_text(["您好，我是小李。", *staff], timeout=RECONNECTS_MS)
    expect(visitor.find(".meta")).to_have_count(0)


def test_desk_is_restarted_in_mid_talk(visitor: Panel, li: Console, process: Restartable) -> None:
    process.stop()
    visitor.say("您还在吗")
    expect(visitor.button("未发送，点此重试")).to_be_visible()
    li.reply("我在查。")
    expect(li.page.locator("#toast")).to_contain_text("网络不通")
    expect(li.page.locator("#reply")).to_have_value("我在查。")
    process.start()
    li.page.press("#reply", "Enter")
    expect_once(visitor, li, user=["您还在吗"], staff=["我在查。"])
    visitor.say("好的")
    expect(li.said.last).to_contain_text("好的")
    li.reply("查到了。")
    expect_once(visitor, li, user=["您还在吗", "好的"], staff=["我在查。", "查到了。"])


def test_network_is_lost_on_either_side(visitor: Panel, li: Console) -> None:
    visitor.page.context.set_offline(True)
    visitor.say("我在电梯里")
    expect(visitor.button("未发送，点此重试")).to_be_visible()
    li.reply("请讲。")
    expect(li.said.last).to_contain_text("请讲。")
    visitor.page.context.set_offline(False)
    expect_once(visitor, li, user=["我在电梯里"], staff=["请讲。"])
    li.page.context.set_offline(True)
    li.reply("我也断网了。")
    expect(li.page.locator("#toast")).to_contain_text("网络不通")
    visitor.say("喂")
    visitor.expect_said("转人工", "我在电梯里", "喂")
    li.page.context.set_offline(False)
    li.page.press("#reply", "Enter")
    expect_once(visitor, li, user=["我在电梯里", "喂"], staff=["请讲。", "我也断网了。"])
