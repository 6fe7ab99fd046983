from api.bootstrap import Desk
from api.conversations.domain import Body, BotMessage, Utterance
from tests.support.bot import ScriptedBot
from tests.support.visitor import Visitor


def _claim(desk: Desk, visitor: Visitor) -> None:
    with desk.database.transaction() as session:
        conversation = desk.conversations.get(session, visitor.id)
        desk.conversations.take_over(session, conversation, staff="staff:1")


def test_bot_is_silent_while_a_person_is_awaited(visitor: Visitor, bot: ScriptedBot) -> None:
    visitor.tap("do:handoff")
    (first,) = visitor.say("有人吗")
    assert first["kind"] == "notice"
    assert visitor.say("在吗") == []
    assert bot.heard == []


def test_asking_twice_queues_once(visitor: Visitor, desk: Desk) -> None:
    visitor.tap("do:handoff")
    (again,) = visitor.tap("do:handoff")
    assert again["kind"] == "handoff"
    with desk.database.reading() as session:
        assert len(desk.audit.history(session, f"conversation:{visitor.id}")) == 1


def test_bot_hands_over(visitor: Visitor, bot: ScriptedBot) -> None:
    bot.script.append([BotMessage(text="为您转接。", kind="handoff", handoff="投诉")])
    (reply,) = visitor.say("我要投诉你们")
    assert visitor.state() == "waiting"
    assert [choice["payload"] for choice in reply["quick_replies"]] == ["do:bot"]


def test_user_may_return_to_the_bot(visitor: Visitor) -> None:
    visitor.tap("do:handoff")
    visitor.tap("do:bot")
    assert visitor.state() == "bot"
    assert visitor.say("你好")[0]["text"] == "回声：你好"


def test_staff_answer_in_the_same_conversation(visitor: Visitor, desk: Desk, bot: ScriptedBot) -> None:
    visitor.tap("do:handoff")
    _claim(desk, visitor)
    assert visitor.say("您好") == []
    with desk.database.transaction() as session:
        conversation = desk.conversations.get(session, visitor.id)
        desk.conversations.say(session, conversation, author="staff", body=Body(text="我来帮您"), staff="staff:1")
    last = visitor.history()[-1]
    assert (last["author"], last["text"], visitor.state()) == ("staff", "我来帮您", "staff")
    assert bot.heard == []


def test_buttons_do_not_leave_a_member_of_staff(visitor: Visitor, desk: Desk) -> None:
    visitor.tap("do:handoff")
    _claim(desk, visitor)
    assert visitor.tap("do:bot") == []
    assert visitor.state() == "staff"


def test_late_reply_is_dropped_once_staff_answer(visitor: Visitor, desk: Desk, bot: ScriptedBot) -> None:
    def taken_over_meanwhile(_utterance: Utterance) -> list[BotMessage]:
        _claim(desk, visitor)
        return [BotMessage(text="太晚了")]

    bot.script.append(taken_over_meanwhile)
    assert visitor.say("你好") == []
    assert "太晚了" not in [message["text"] for message in visitor.history()]


def test_closed_conversation_takes_no_message(visitor: Visitor, desk: Desk) -> None:
    with desk.database.transaction() as session:
        desk.conversations.close(session, desk.conversations.get(session, visitor.id), actor="staff:1")
    answer = visitor.post(text="还在吗")
    assert (answer.status_code, visitor.state()) == (409, "closed")


def test_every_change_of_state_is_in_the_audit_chain(visitor: Visitor, desk: Desk) -> None:
    visitor.tap("do:handoff")
    _claim(desk, visitor)
    with desk.database.reading() as session:
        events = desk.audit.history(session, f"conversation:{visitor.id}")
        assert [(event.actor, event.from_state, event.to_state) for event in events] == [
            ("user", "bot", "waiting"),
            ("staff:1", "waiting", "staff"),
        ]
        assert desk.audit.verify(session) == 2
