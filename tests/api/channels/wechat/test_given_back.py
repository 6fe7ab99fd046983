"""Answers that did not reach the user: what they were made of is said again, and what they offered was not offered."""

from typing import Any

import pytest
import structlog

from api.channels.wechat.protocol import ReplyInvalid
from api.channels.wechat.protocol import render as real_render
from api.conversations.domain import BotMessage, QuickReply
from tests.api.channels.wechat.conftest import QUICK, Chat, OpenChat
from tests.api.channels.wechat.slowness import decided_too_late, held_up
from tests.support.wechat_platform.account import AccountKind
from tests.support.wechat_platform.users import WeChatUser

POOR, RICH = AccountKind.UNVERIFIED_SUBSCRIPTION, AccountKind.VERIFIED_SERVICE
KEEP_OR_NOT = (QuickReply("留着", "do:confirm"), QuickReply("算了", "do:cancel"))


def _told_last(chat: Chat, user: WeChatUser, monkeypatch: pytest.MonkeyPatch) -> str | None:
    """What the last delivery is told while the disk is held up, when the platform read no earlier one's answer."""
    user.allowance.message(chat.platform.now())
    push = chat.push(user)
    # The platform has cut this connection before it read the answer.
    assert "回声：你好" in (chat.posted(push) or "")
    chat.wechat.channel.waiting.patience.deliveries = 1
    disk = held_up(chat, monkeypatch)
    told = chat.posted(push)
    disk.set()
    chat.drain()
    return told


def test_options_that_were_never_shown_cannot_be_chosen(open_chat: OpenChat, monkeypatch: pytest.MonkeyPatch) -> None:
    chat = open_chat(POOR, QUICK)
    chat.bot.script.append([BotMessage(text="要留着吗？", kind="form", choices=KEEP_OR_NOT)])
    user = chat.user()
    assert "还在查" in decided_too_late(chat, user, "删除", monkeypatch)
    [shown] = user.say("1")
    assert chat.bot.heard[-1].payload is None
    assert "要留着吗？" in shown.text


def test_options_that_were_shown_since_are_kept(open_chat: OpenChat) -> None:
    chat = open_chat(POOR)
    chat.bot.script.append([BotMessage(text="要留着吗？", kind="form", choices=KEEP_OR_NOT)])
    user = chat.user()
    user.say("你好")
    with chat.desk.database.transaction() as session:
        person = chat.wechat.channel.arrivals._happenings.people.known(session, user.openid)
        assert person is not None
        chat.wechat.outbox.put_back(session, person, [], person.offer - 1)
    user.say("1")
    assert chat.bot.heard[-1].payload == "do:confirm"


def test_answer_of_an_earlier_delivery_is_kept_when_the_last_is_told_to_wait(
    open_chat: OpenChat, monkeypatch: pytest.MonkeyPatch
) -> None:
    chat = open_chat(POOR, QUICK)
    user = chat.user()
    assert "还在查" in (_told_last(chat, user, monkeypatch) or "")
    [answer] = user.say("继续")
    assert "回声：你好" in answer.text
    assert len(chat.bot.heard) == 1


def test_answer_of_an_earlier_delivery_is_sent_when_the_last_gets_none(
    open_chat: OpenChat, monkeypatch: pytest.MonkeyPatch
) -> None:
    chat = open_chat(RICH, QUICK)
    user = chat.user()
    assert _told_last(chat, user, monkeypatch) is None
    chat.work(until=lambda: "回声：你好" in user.texts())
    assert "回声：你好" in user.texts()


def test_push_that_failed_once_is_taken_with_the_next_delivery(
    open_chat: OpenChat, monkeypatch: pytest.MonkeyPatch
) -> None:
    chat = open_chat(POOR, QUICK)
    limits = chat.wechat.channel.arrivals._happenings.dialogue.limits
    hit, failures = limits.hit, [ConnectionError("redis")]

    def sometimes(*what: str) -> None:
        if failures:
            raise failures.pop()
        hit(*what)

    monkeypatch.setattr(limits, "hit", sometimes)
    [bubble] = chat.user().say("你好")
    assert "回声：你好" in bubble.text


@pytest.mark.parametrize(
    ("part", "words", "event"),
    [("arrive", "没有保存", "wechat.push_not_stored"), ("settle", "还在查", "wechat.push_failed")],
)
def test_what_nobody_foresaw_is_no_error_of_the_platform(
    open_chat: OpenChat, monkeypatch: pytest.MonkeyPatch, part: str, words: str, event: str
) -> None:
    chat = open_chat(POOR, QUICK)

    def broken(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(chat.wechat.channel.arrivals, part, broken)
    with structlog.testing.capture_logs() as logs:
        [bubble] = chat.user().say("你好")
    assert words in bubble.text
    assert {entry["event"] for entry in logs if entry["log_level"] == "error"} == {event}
    assert chat.platform.counts["error shown"] == 0


def test_answer_that_cannot_be_written_is_kept(open_chat: OpenChat, monkeypatch: pytest.MonkeyPatch) -> None:
    chat = open_chat(POOR, QUICK)
    broken = [True]

    def render(reply: Any, *push: Any) -> str:
        if broken and "回声" in reply.content:
            raise ReplyInvalid
        return real_render(reply, *push)

    monkeypatch.setattr("api.channels.wechat.channel.render", render)
    user = chat.user()
    [told] = user.say("你好")
    assert "还在查" in told.text
    chat.drain()
    broken.clear()
    [answer] = user.say("继续")
    assert "回声：你好" in answer.text
