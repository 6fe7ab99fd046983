"""What people told of themselves is hidden wherever it turns up, until 显示 is pressed or the talk is one's own."""

from collections.abc import Callable

import pytest

from api.bootstrap import Desk
from api.conversations.domain import BotMessage, Expects, QuickReply
from api.tickets.domain import RequestType
from tests.api.console.conftest import Browser
from tests.support.bot import ScriptedBot
from tests.support.requests import new_ticket
from tests.support.visitor import Visitor

SignIn = Callable[[str], Browser]
TOLD = ("王小红", "李小四", "甲公司法务部")


@pytest.fixture
def numbers(visitor: Visitor, bot: ScriptedBot, desk: Desk) -> list[str]:
    """Two tickets of one talk, and a third form that is half filled in."""
    for words in ("名字写错了，应该是李小四", "副本发给甲公司法务部", "我要投诉", "王小红"):
        expects = Expects("name", "text") if words == "我要投诉" else Expects("phone", "tel")
        bot.script.append([BotMessage(text="请接着说。", kind="form", expects=expects)])
        visitor.say(words)
    forms = [
        (RequestType.CORRECTION, {"wrong_field": "姓名", "correct_value": "李小四"}),
        (RequestType.COPY, {"request_scope": "全部", "delivery_target": ["甲公司法务部"]}),
    ]
    file = desk.staff_side.tickets.filing.file
    with desk.database.transaction() as session:
        filed = [file(session, kind, new_ticket(visitor.id, type=kind, details=told)) for kind, told in forms]
        return [each.ticket.number for each in filed]


@pytest.mark.parametrize("username", ["agent", "auditor"])
def test_nothing_told_is_readable_at_first(
    signed_in: SignIn, numbers: list[str], visitor: Visitor, username: str
) -> None:
    browser = signed_in(username)
    for path in (*(f"/staff/tickets/{number}" for number in numbers), f"/staff/conversations/{visitor.id}"):
        html = browser.get(path)
        assert "应该是****" in html, path
        assert [told for told in TOLD if told in html] == [], path


def test_all_is_readable_once_shown(signed_in: SignIn, numbers: list[str]) -> None:
    browser = signed_in("agent")
    browser.get(f"/staff/tickets/{numbers[0]}")
    html = browser.post(f"/staff/tickets/{numbers[0]}/show")
    assert [told for told in TOLD if told not in html] == []


def test_words_of_a_button_stay(signed_in: SignIn, visitor: Visitor, bot: ScriptedBot) -> None:
    choice = Expects("relationship", "choice", (QuickReply("我自己", "choose:relationship=self"),))
    bot.script += [
        [BotMessage(text="您是替谁办？", kind="form", expects=choice)],
        [BotMessage(text="请留手机号。", kind="form", expects=Expects("phone", "tel"))],
    ]
    visitor.say("我要删除")
    visitor.tap("choose:relationship=self")
    assert "我自己" in signed_in("agent").get(f"/staff/conversations/{visitor.id}?part=messages")
