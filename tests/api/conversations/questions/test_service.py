"""Which messages count as questions that went wrong."""

import pytest

from api.bootstrap import Desk
from api.conversations.domain import BotMessage, Clause, Expects, QuickReply
from api.conversations.questions.domain import NEWEST, Days, Kind, Review, Sign
from tests.support.bot import ScriptedBot
from tests.support.clock import FakeClock
from tests.support.visitor import Visitor

DECLINE = BotMessage(text="政策没有写明。", kind="decline", next=("rights_list",))
CLARIFY = BotMessage(text="您想问哪一个？", kind="clarify", candidates=("delete_backup", "rights_list"))
ANSWER = BotMessage(text="不一定马上。", kind="answer", answer="delete_backup", clauses=(Clause("5.3"),))
ASKS_NAME = BotMessage(text="请问怎么称呼您？", kind="form", expects=Expects("name", "text"))


def _review(desk: Desk, kind: Kind = Kind.ALL, days: Days = Days.MONTH) -> Review:
    with desk.database.reading() as session:
        return desk.staff_side.questions.review(session, kind, days)


def _asked(review: Review) -> dict[str, set[Sign]]:
    return {question.text: set(question.signs) for group in review.groups for question in group.questions}


def _judge(visitor: Visitor, reply: dict[str, object], useful: bool, reason: str | None = None) -> None:
    body = {"message_id": reply["id"], "useful": useful, "reason": reason}
    assert visitor.client.post(f"{visitor.path}/feedback", json=body, headers=visitor.headers).status_code == 201


def test_declined_and_clarified(visitor: Visitor, bot: ScriptedBot, desk: Desk) -> None:
    bot.script += [[DECLINE], [CLARIFY], [ANSWER]]
    for text in ("用的什么算法", "备份", "备份里的会删吗"):
        visitor.say(text)
    review = _review(desk)
    assert _asked(review) == {"用的什么算法": {Sign.DECLINED}, "备份": {Sign.CLARIFIED}}
    assert {group.newest.text: group.answers for group in review.groups} == {
        "用的什么算法": [],
        "备份": ["delete_backup", "rights_list"],
    }
    assert (review.unanswered, review.disliked, review.liked) == (2, 0, 0)


def test_request_for_a_person_right_after(visitor: Visitor, bot: ScriptedBot, desk: Desk) -> None:
    bot.script += [[ANSWER]]
    visitor.say("备份里的会删吗")
    visitor.tap("do:handoff")
    visitor.tap("do:bot")
    (group,) = _review(desk).groups
    assert (group.newest.text, group.newest.signs, group.nearest) == ("备份里的会删吗", {Sign.HANDED}, "delete_backup")


def test_request_for_a_person_later_says_nothing(visitor: Visitor, bot: ScriptedBot, desk: Desk) -> None:
    bot.script += [[ANSWER], [BotMessage(text="不客气。", kind="smalltalk")]]
    visitor.say("备份里的会删吗")
    visitor.say("谢谢")
    visitor.tap("do:handoff")
    assert _review(desk).groups == ()


def test_disliked_with_reason_and_liked(visitor: Visitor, bot: ScriptedBot, desk: Desk) -> None:
    bot.script += [[ANSWER], [ANSWER], [ANSWER]]
    (bad,), (good,), (other,) = (visitor.say(text) for text in ("备份里的会删吗", "备份里的会不会删", "你们收身份证吗"))
    _judge(visitor, bad, False, "没说多久")
    _judge(visitor, good, True)
    _judge(visitor, other, True)
    review = _review(desk)
    (group,) = review.groups
    assert (group.newest.reasons, group.liked) == (("没说多久",), 1)
    assert (review.unanswered, review.disliked, review.liked) == (0, 1, 2)


def test_feedback_taken_back_is_gone(visitor: Visitor, bot: ScriptedBot, desk: Desk) -> None:
    bot.script += [[ANSWER]]
    (reply,) = visitor.say("备份里的会删吗")
    _judge(visitor, reply, False)
    _judge(visitor, reply, True)
    assert _review(desk).groups == ()


def test_values_of_a_request_are_no_questions(visitor: Visitor, bot: ScriptedBot, desk: Desk) -> None:
    bot.script += [[ASKS_NAME], [DECLINE, ASKS_NAME], [ANSWER, ASKS_NAME]]
    (opened,) = visitor.say("要多久才删")
    _judge(visitor, opened, False, "我没有要申请")
    visitor.say("欧阳测试")
    answer, _ = visitor.say("备份里的会删吗")
    _judge(visitor, answer, False)
    assert set(_asked(_review(desk))) == {"要多久才删", "备份里的会删吗"}


def test_buttons_count_when_they_ask(visitor: Visitor, bot: ScriptedBot, desk: Desk) -> None:
    offer = BotMessage(text="选", choices=(QuickReply("选第四种", "choose:deletion_reason=4"),))
    bot.script += [[offer], [DECLINE], [ANSWER]]
    visitor.say("删")
    visitor.tap("choose:deletion_reason=4")
    (reply,) = visitor.tap("ask:collected_types")
    _judge(visitor, reply, False)
    ((question,),) = (group.questions for group in _review(desk).groups)
    assert not question.typed


@pytest.mark.parametrize(
    ("kind", "texts"),
    [
        (Kind.ALL, {"用的什么算法", "备份", "会删吗"}),
        (Kind.UNANSWERED, {"用的什么算法", "备份"}),
        (Kind.DECLINED, {"用的什么算法"}),
        (Kind.CLARIFIED, {"备份"}),
        (Kind.HANDED, set()),
        (Kind.DISLIKED, {"会删吗"}),
    ],
)
def test_kinds(visitor: Visitor, bot: ScriptedBot, desk: Desk, kind: Kind, texts: set[str]) -> None:
    bot.script += [[DECLINE], [CLARIFY], [ANSWER]]
    *_, (reply,) = (visitor.say(text) for text in ("用的什么算法", "备份", "会删吗"))
    _judge(visitor, reply, False)
    assert set(_asked(_review(desk, kind))) == texts


def test_days(visitor: Visitor, bot: ScriptedBot, desk: Desk, clock: FakeClock) -> None:
    bot.script += [[DECLINE]]
    visitor.say("用的什么算法")
    clock.advance(days=8)
    assert _review(desk, days=Days.WEEK).groups == ()
    assert len(_review(desk, days=Days.MONTH).groups) == 1


def test_largest_group_first(visitor: Visitor, bot: ScriptedBot, desk: Desk) -> None:
    bot.script += [[DECLINE]] * 3
    for text in ("用的是什么算法", "有多少员工", "用的是什么算法呢"):
        visitor.say(text)
    assert [len(group.questions) for group in _review(desk).groups] == [2, 1]


def test_only_the_newest_are_looked_at(
    visitor: Visitor, bot: ScriptedBot, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert NEWEST == 2000
    monkeypatch.setattr("api.conversations.questions.service.NEWEST", 1)
    monkeypatch.setattr("api.conversations.questions.findings.LIMIT", 2)
    bot.script += [[DECLINE]] * 3
    for text in ("甲乙丙丁", "子丑寅卯", "天地玄黄"):
        visitor.say(text)
    review = _review(desk)
    assert (review.cut, list(_asked(review))) == (True, ["天地玄黄"])
