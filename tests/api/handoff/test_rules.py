"""What follows from waiting, being served, silence and the end."""

import pytest

from api.bootstrap import Desk
from api.conversations.domain import Body, BotMessage, Clause, Expects, RequestStep
from api.handoff.models import Handover
from api.jobs import Worker
from tests.support.bot import ScriptedBot
from tests.support.clock import FakeClock
from tests.support.visitor import Visitor

NIGHT = {"hours": 5}
STARS = [f"rate:{stars}" for stars in range(1, 6)]


def payloads(message: dict[str, list[dict[str, str]]]) -> list[str]:
    return [reply["payload"] for reply in message["quick_replies"]]


def claim(desk: Desk, visitor: Visitor) -> None:
    with desk.database.transaction() as session:
        talk = desk.conversations.get(session, visitor.id)
        desk.conversations.take_over(session, talk, staff="staff:1", name="小李")


def record(desk: Desk, visitor: Visitor) -> Handover:
    with desk.database.reading() as session:
        found = desk.live_chat.record(session, visitor.id)
    assert found is not None
    return found


def test_outside_hours_the_user_is_told_when(visitor: Visitor, clock: FakeClock) -> None:
    clock.advance(**NIGHT)
    (reply,) = visitor.tap("do:handoff")
    assert "11月24日（周二）09:00" in reply["text"]
    assert payloads(reply) == ["request:complaint", "do:bot"]
    assert visitor.state() == "waiting"


def test_outside_hours_a_promise_of_the_bot_is_completed(visitor: Visitor, clock: FakeClock, bot: ScriptedBot) -> None:
    clock.advance(**NIGHT)
    bot.script.append([BotMessage(text="好，我帮您转人工。", kind="handoff", handoff="asked")])
    _, told = visitor.say("叫个人来")
    assert "11月24日" in told["text"]


def test_ticket_instead_of_waiting(visitor: Visitor, clock: FakeClock, desk: Desk) -> None:
    clock.advance(**NIGHT)
    visitor.tap("do:handoff")
    (reply,) = visitor.tap("request:complaint")
    assert (reply["author"], visitor.state()) == ("bot", "bot")
    assert record(desk, visitor).ending == "left"


def test_nobody_comes(visitor: Visitor, clock: FakeClock, worker: Worker) -> None:
    visitor.tap("do:handoff")
    worker.run_due()
    clock.advance(minutes=5)
    worker.run_due()
    told = visitor.history()[-1]
    assert payloads(told) == ["do:handoff", "request:complaint", "do:bot"]
    assert visitor.state() == "waiting"
    clock.advance(minutes=20)
    worker.run_due()
    assert visitor.history()[-1]["id"] == told["id"], "said once"
    visitor.tap("do:handoff")
    clock.advance(minutes=5)
    worker.run_due()
    assert visitor.history()[-1]["text"] == told["text"], "and once more to whoever waits on"


def test_night_does_not_count_as_waiting(visitor: Visitor, clock: FakeClock, worker: Worker) -> None:
    clock.advance(**NIGHT)
    visitor.tap("do:handoff")
    clock.advance(hours=1)
    worker.run_due()
    assert "抱歉" not in visitor.history()[-1]["text"]
    clock.advance(hours=10, minutes=6)
    worker.run_due()
    assert "抱歉" in visitor.history()[-1]["text"]


def test_nobody_comes_before_the_day_ends(visitor: Visitor, clock: FakeClock, worker: Worker) -> None:
    clock.advance(minutes=58)
    visitor.tap("do:handoff")
    clock.advance(minutes=5)
    worker.run_due()
    told = visitor.history()[-1]
    assert "11月24日（周二）09:00" in told["text"]
    assert "都在忙" not in told["text"]
    clock.advance(hours=15)
    worker.run_due()
    assert "都在忙" in visitor.history()[-1]["text"], "the next morning the wait counts anew"


def test_whoever_is_served_is_not_told_that_nobody_came(
    visitor: Visitor, clock: FakeClock, worker: Worker, desk: Desk
) -> None:
    visitor.tap("do:handoff")
    claim(desk, visitor)
    clock.advance(minutes=6)
    worker.run_due()
    assert "小李" in visitor.history()[-1]["text"]


def test_idle_talk_goes_back_to_the_bot(visitor: Visitor, clock: FakeClock, worker: Worker, desk: Desk) -> None:
    visitor.tap("do:handoff")
    claim(desk, visitor)
    clock.advance(minutes=20)
    visitor.say("还在吗")
    clock.advance(minutes=20)
    worker.run_due()
    assert visitor.state() == "staff"
    clock.advance(minutes=11)
    worker.run_due()
    assert visitor.state() == "bot"
    assert payloads(visitor.history()[-1]) == [*STARS, "do:handoff"]
    assert record(desk, visitor).ending == "idle"
    assert visitor.say("你好")[0]["author"] == "bot"


def test_absent_agent_does_not_keep_the_bot_away(
    visitor: Visitor, clock: FakeClock, worker: Worker, desk: Desk
) -> None:
    visitor.tap("do:handoff")
    claim(desk, visitor)
    for _ in range(4):
        clock.advance(minutes=8)
        visitor.say("还在吗")
        worker.run_due()
    clock.advance(minutes=7)
    worker.run_due()
    assert visitor.state() == "bot"
    assert record(desk, visitor).ending == "idle"


def test_colleague_has_the_whole_time(visitor: Visitor, clock: FakeClock, worker: Worker, desk: Desk) -> None:
    visitor.tap("do:handoff")
    claim(desk, visitor)
    clock.advance(minutes=29)
    with desk.database.transaction() as session:
        talk = desk.conversations.get(session, visitor.id)
        desk.conversations.hand_on(session, talk, "staff:1", "staff:2", "小王")
    clock.advance(minutes=29)
    worker.run_due()
    assert visitor.state() == "staff"
    clock.advance(minutes=2)
    worker.run_due()
    assert visitor.state() == "bot"


def test_stars_after_a_closed_talk(visitor: Visitor, desk: Desk) -> None:
    visitor.tap("do:handoff")
    claim(desk, visitor)
    with desk.database.transaction() as session:
        desk.conversations.close(session, desk.conversations.get(session, visitor.id), "staff:1")
    assert payloads(visitor.history()[-1]) == STARS
    (thanks,) = visitor.tap("rate:4")
    assert "谢谢" in thanks["text"]
    assert visitor.state() == "closed"
    assert record(desk, visitor).stars == 4
    visitor.tap("rate:2")
    assert record(desk, visitor).stars == 2, "the last word counts"
    assert visitor.post(text="再问一句").status_code == 409


@pytest.mark.parametrize("payload", ["rate:5", "rate:0", "rate:9"])
def test_no_stars_without_a_person(visitor: Visitor, payload: str) -> None:
    assert visitor.post(payload=payload).status_code == 422


def test_two_unsure_answers_are_a_reason(visitor: Visitor, bot: ScriptedBot, desk: Desk) -> None:
    bot.script += [
        [BotMessage(text="您是想问……", kind="clarify")],
        [BotMessage(text="政策里没有写。", kind="decline", clauses=(Clause("5.8"),))],
    ]
    visitor.say("这个那个")
    visitor.say("那个这个")
    visitor.tap("do:handoff")
    found = record(desk, visitor)
    assert (found.reason, found.signs) == ("asked", "failed_turns")


def test_form_that_got_stuck_is_a_reason(visitor: Visitor, bot: ScriptedBot, desk: Desk) -> None:
    bot.script.append([BotMessage(text="我请人来看。", kind="handoff", handoff="stuck_in_request")])
    visitor.say("这个那个")
    assert record(desk, visitor).reason == "failed_turns"


@pytest.mark.parametrize(
    ("kind", "asks", "said", "signs"),
    [
        ("complaint", "details", "电话太多", "complaint"),
        ("deletion", "relationship", "我儿子 王小明，十岁", "minor"),
        ("deletion", "relationship", "我父亲 王大山", ""),
    ],
)
def test_form_half_filled_in_is_a_sign(
    visitor: Visitor, bot: ScriptedBot, desk: Desk, kind: str, asks: str, said: str, signs: str
) -> None:
    step = RequestStep(kind, 2, 5)
    bot.script += [
        [BotMessage(text="请说一下。", kind="form", expects=Expects(asks, "text"), request=step)],
        [BotMessage(text="请留手机号。", kind="form", expects=Expects("phone", "tel"), request=step)],
    ]
    visitor.say("我要办")
    visitor.say(said)
    visitor.tap("do:handoff")
    assert record(desk, visitor).signs == signs


def test_deleting_takes_everything_said(visitor: Visitor, desk: Desk) -> None:
    visitor.tap("do:handoff")
    claim(desk, visitor)
    with desk.database.transaction() as session:
        talk = desk.conversations.get(session, visitor.id)
        desk.conversations.say(session, talk, author="staff", body=Body(text="您好"), staff="staff:1")
    answer = visitor.client.delete(visitor.path, headers=visitor.headers)
    assert answer.status_code == 204
    assert visitor.client.get(f"{visitor.path}/messages", headers=visitor.headers).status_code == 401
    assert record(desk, visitor).ending == "deleted"
    with desk.database.reading() as session:
        assert desk.conversations.history(session, visitor.id) == []
        assert desk.audit.history(session, f"conversation:{visitor.id}")[-1].action == "conversation:delete"


def test_only_the_token_deletes(visitor: Visitor) -> None:
    other = Visitor.arrive(visitor.client)
    assert visitor.client.delete(visitor.path, headers=other.headers).status_code == 404
    assert visitor.history()
