"""Slow answers, retries, deliveries that overlap: the dialogue runs once, and the user gets the answer."""

import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import structlog

from api.app import create_app
from api.bootstrap import build_desk
from api.channels.wechat.inbound.service import Arrival
from api.errors import Unavailable
from tests.api.channels.wechat.conftest import QUICK, Chat, OpenChat, Still, wechat_settings
from tests.api.channels.wechat.slowness import Late, Slow, decided_slowly, decided_too_late, held_up
from tests.support.server import serving
from tests.support.wechat_platform.account import AccountKind
from tests.support.wechat_platform.delivery import Manners, Outcome

POOR, RICH = AccountKind.UNVERIFIED_SUBSCRIPTION, AccountKind.VERIFIED_SERVICE


def _unstorable(chat: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise Unavailable

    monkeypatch.setattr(chat.wechat.channel.arrivals, "arrive", broken)


def _contents(*outcomes: Outcome) -> set[str | None]:
    replies = [delivery.reply for outcome in outcomes for delivery in outcome.deliveries]
    return {reply.findtext("Content") for reply in replies if reply is not None}


@pytest.mark.parametrize("kind", [POOR, RICH])
def test_retry_gets_the_finished_answer(open_chat: OpenChat, kind: AccountKind) -> None:
    chat = open_chat(kind, QUICK)
    began = time.monotonic()
    Slow(chat, until=lambda: time.monotonic() > began + QUICK.patience + 0.1)
    user = chat.user()
    bubbles = user.say("你好")
    assert ["慢慢答：你好" in bubble.text for bubble in bubbles] == [True]
    assert len(user.outcomes[0].deliveries) > 1
    assert len(chat.bot.heard) == 1


@pytest.mark.parametrize("deliveries", [3, 4])
def test_too_slow_for_every_delivery_is_told_and_kept(open_chat: OpenChat, deliveries: int) -> None:
    chat = open_chat(POOR, QUICK, deliveries)
    slow, user = Slow(chat), chat.user()
    [told] = user.say("你好")
    assert "回复“继续”" in told.text
    assert len(user.outcomes[0].deliveries) == deliveries
    # Told from memory, the opening words are still to come.
    [_, still] = [bubble for _ in range(2) for bubble in user.say("继续")]
    assert "还没有新消息" in still.text
    slow.go.set()
    chat.drain()
    [answer] = user.say("继续")
    assert "慢慢答：你好" in answer.text
    assert len(chat.bot.heard) == 1


def test_kept_answer_comes_with_whatever_is_said_next(open_chat: OpenChat) -> None:
    chat = open_chat(POOR, QUICK)
    slow, user = Slow(chat), chat.user()
    user.say("你好")
    slow.go.set()
    chat.drain()
    [bubble] = user.say("再问一句")
    assert bubble.text.index("慢慢答：你好") < bubble.text.index("回声：再问一句")


@pytest.mark.parametrize("deliveries", [3, 4])
def test_too_slow_for_every_delivery_is_sent_where_it_may(open_chat: OpenChat, deliveries: int) -> None:
    chat = open_chat(RICH, QUICK, deliveries)
    slow, user = Slow(chat), chat.user()
    assert user.say("你好") == []
    assert len(user.outcomes[0].deliveries) == deliveries
    chat.worker.run_due()
    assert user.screen == [], "the opening words do not stand alone"
    slow.go.set()
    chat.drain()
    chat.work(until=lambda: bool(user.screen))
    assert [("慢慢答：你好" in bubble.text, bubble.how) for bubble in user.screen] == [(True, "service")]
    assert chat.platform.counts["error shown"] == 0


def test_answer_decided_too_late_for_the_last_delivery_is_kept(
    open_chat: OpenChat, monkeypatch: pytest.MonkeyPatch
) -> None:
    chat = open_chat(POOR, QUICK)
    user = chat.user()
    assert "还在查" in decided_too_late(chat, user, "你好", monkeypatch)
    [answer] = user.say("继续")
    assert "回声：你好" in answer.text


def test_deliveries_behind_one_that_was_answered_from_memory_get_the_same(open_chat: OpenChat) -> None:
    chat = open_chat(POOR, QUICK)
    patience = chat.wechat.channel.waiting.patience
    patience.deliveries = 1
    slow, user = Slow(chat), chat.user()
    patience.pulse = Late()
    push = chat.push(user)
    first = chat.posted(push)
    slow.go.set()
    chat.drain()
    patience.pulse = Still()
    second = chat.posted(push)
    assert ["还在查" in (told or "") for told in (first, second)] == [True] * 2
    [answer] = user.say("继续")
    assert "慢慢答：你好" in answer.text


def test_overlapping_deliveries_run_it_once(open_chat: OpenChat) -> None:
    chat = open_chat(POOR)
    began = time.monotonic()
    Slow(chat, until=lambda: time.monotonic() > began + 0.3)
    user = chat.user()
    user.say("你好", copies=4)
    assert len(_contents(user.outcomes[0])) == 1
    assert len(user.outcomes[0].deliveries) == 4
    assert len(chat.bot.heard) == 1


def test_deliveries_to_two_processes_run_it_once(open_chat: OpenChat) -> None:
    chat = open_chat(POOR)
    desk, platform = chat.desk, chat.platform
    wechat = wechat_settings(platform.account, "http://127.0.0.1:9")
    other = build_desk(desk.settings, clock=desk.clock, bot=chat.bot, policy=desk.policy, wechat=wechat)
    began = time.monotonic()
    Slow(chat, until=lambda: time.monotonic() > began + 0.3)
    user = chat.user()
    fields = platform.addressed(user, {"MsgType": "text", "Content": "你好", "MsgId": 7})
    with serving(create_app(other)) as second, ThreadPoolExecutor(2) as pool:
        urls = [platform.callback, f"{second}/channels/wechat"]
        deliver = platform._courier.deliver
        outcomes = list(pool.map(lambda url: deliver(url, fields, user.openid, platform.manners), urls))
    other.database.dispose()
    [text] = _contents(*outcomes)
    assert "慢慢答：你好" in (text or "")
    assert len(chat.bot.heard) == 1


def test_same_delivery_once_more_gets_the_same_answer(open_chat: OpenChat) -> None:
    chat = open_chat(POOR)
    push = chat.push(chat.user())
    first, second = chat.posted(push), chat.posted(push)
    assert first is not None
    assert second == first
    assert len(chat.bot.heard) == 1


def test_push_that_cannot_be_stored_is_no_error_of_the_platform(
    open_chat: OpenChat, monkeypatch: pytest.MonkeyPatch
) -> None:
    chat = open_chat(POOR, QUICK)
    _unstorable(chat, monkeypatch)
    with structlog.testing.capture_logs() as logs:
        [bubble] = chat.user().say("你好")
    assert {entry["event"] for entry in logs if entry["log_level"] == "error"} == {"wechat.push_not_stored"}
    assert "请过几分钟再发一次" in bubble.text


def test_push_that_could_not_be_stored_at_once_is_stored_with_a_retry(
    open_chat: OpenChat, monkeypatch: pytest.MonkeyPatch
) -> None:
    chat = open_chat(POOR, QUICK)
    arrivals = chat.wechat.channel.arrivals
    store, failures = arrivals.arrive, [Unavailable()] * 2

    def sometimes(*push: Any) -> Arrival:
        if failures:
            raise failures.pop()
        return store(*push)

    monkeypatch.setattr(arrivals, "arrive", sometimes)
    [bubble] = chat.user().say("你好")
    assert "回声：你好" in bubble.text


def test_push_that_is_not_on_disk_is_never_said_to_be(open_chat: OpenChat, monkeypatch: pytest.MonkeyPatch) -> None:
    chat = open_chat(POOR, QUICK)
    disk, user = held_up(chat, monkeypatch), chat.user()
    user.say("你好", copies=2)
    disk.set()
    chat.drain()
    told = {content for content in _contents(*user.outcomes) if content}
    assert ["没有保存" in one for one in told] == [True]
    assert chat.bot.heard == [], "who is told to say it again is not taken at their word twice"


def test_push_that_an_earlier_delivery_brought_to_disk_is_late_not_lost(
    open_chat: OpenChat, monkeypatch: pytest.MonkeyPatch
) -> None:
    chat = open_chat(POOR, QUICK)
    patience = chat.wechat.channel.waiting.patience
    slow, user = Slow(chat), chat.user()
    push = chat.push(user)
    assert chat.posted(push) is None
    patience.deliveries = 1
    disk = held_up(chat, monkeypatch)
    last = chat.posted(push)
    disk.set()
    slow.go.set()
    chat.drain()
    assert "还在查" in (last or "")


def test_last_delivery_is_known_by_its_age_when_others_were_never_seen(open_chat: OpenChat) -> None:
    chat = open_chat(POOR, QUICK)
    # Deliveries 2.1 s apart: the third is 4.2 s old, and one of up to five has not waited unseen.
    chat.wechat.channel.waiting.patience.hold_s = 3.8
    slow, user = Slow(chat), chat.user()
    fields = chat.platform.addressed(user, {"MsgType": "text", "Content": "你好", "MsgId": 11})
    fields["CreateTime"] = int(time.time()) - 4
    told = chat.posted(chat.platform.sealing.seal(fields, user.openid))
    slow.go.set()
    chat.drain()
    assert "还在查" in (told or "")


def test_answer_that_no_delivery_came_for_is_kept(open_chat: OpenChat, monkeypatch: pytest.MonkeyPatch) -> None:
    chat = open_chat(POOR, QUICK)
    done = decided_slowly(chat, monkeypatch)
    user = chat.user()
    assert chat.platform.post(chat.push(user)).content == b"success"
    done.set()
    chat.drain()
    [answer] = user.say("继续")
    assert "回声：你好" in answer.text


@pytest.mark.parametrize(("kind", "told"), [(RICH, []), (POOR, ["还在查，请稍等几秒，回复“继续”看答复。"])])
def test_push_behind_a_long_queue_is_delivered_once(open_chat: OpenChat, kind: AccountKind, told: list[str]) -> None:
    chat = open_chat(kind, QUICK)
    turns = chat.wechat.channel.waiting.turns
    turns.at_once, turns.turn_s = 1, 60.0
    slow, first, second = Slow(chat), chat.user(), chat.user()
    with ThreadPoolExecutor(1) as pool:
        ahead = pool.submit(first.say, "第一")
        while not turns.busy:
            time.sleep(0.02)
        assert [bubble.text for bubble in second.say("第二")] == told
        slow.go.set()
        ahead.result()
    assert len(second.outcomes[0].deliveries) == 1
    chat.drain()
    if kind == POOR:
        second.say("继续")
    chat.work(until=lambda: "回声：第二" in second.texts())
    assert "回声：第二" in second.texts()


def test_event_that_nobody_waits_for_is_never_answered(open_chat: OpenChat, monkeypatch: pytest.MonkeyPatch) -> None:
    chat = open_chat(POOR, QUICK)
    _unstorable(chat, monkeypatch)
    assert chat.user().event("LOCATION", Latitude="23.1", Longitude="113.2") == []


def test_last_delivery_in_a_crowd_does_not_wait_for_its_end(
    open_chat: OpenChat, monkeypatch: pytest.MonkeyPatch
) -> None:
    chat = open_chat(POOR)
    patience = chat.wechat.channel.waiting.patience
    patience.deliveries = 1
    monkeypatch.setattr("api.channels.wechat.inbound.patience.CROWD", -1)
    slow, user = Slow(chat), chat.user()
    fields = chat.platform.addressed(user, {"MsgType": "text", "Content": "你好", "MsgId": 14})
    # So long that the delivery would be cut if it waited for all of it.
    patience.budget_s = 12.0
    [told] = [chat.platform._courier.deliver(chat.platform.callback, fields, user.openid, Manners(deliveries=1))]
    slow.go.set()
    chat.drain()
    assert told.answer is not None
    assert told.answer.reply is not None
    assert "还在查" in (told.answer.reply.findtext("Content") or "")
