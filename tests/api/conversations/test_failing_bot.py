"""The bot does not answer: the message is kept, the user is told, the worker goes on with it."""

from api.bootstrap import Desk
from api.conversations.domain import BotMessage
from api.conversations.ports import BotUnavailable
from api.jobs import Worker
from tests.support.bot import ScriptedBot
from tests.support.clock import FakeClock
from tests.support.visitor import Visitor

APOLOGY = [BotMessage(text="办理系统没有响应。", kind="error", retry=True)]


def test_user_is_told_at_once_that_the_message_is_kept(visitor: Visitor, bot: ScriptedBot) -> None:
    bot.running = False
    (notice,) = visitor.say("我要删除")
    assert (notice["author"], notice["kind"]) == ("system", "error")
    assert "保存" in notice["text"]
    assert [reply["payload"] for reply in notice["quick_replies"]] == ["do:handoff"]
    assert visitor.history()[1]["text"] == "我要删除"


def test_worker_answers_when_the_bot_is_back(
    visitor: Visitor, bot: ScriptedBot, worker: Worker, clock: FakeClock
) -> None:
    bot.running = False
    visitor.say("我要删除", client_id="x")
    clock.advance(seconds=1)
    assert worker.run_due() == 1
    bot.running = True
    clock.advance(seconds=2)
    worker.run_due()
    assert visitor.history()[-1]["text"] == "回声：我要删除"
    assert [message["kind"] for message in visitor.say("我要删除", client_id="x")] == ["error", "text"]
    assert len(bot.heard) == 1


def test_delay_grows_to_a_quarter_minute(visitor: Visitor, bot: ScriptedBot, worker: Worker, clock: FakeClock) -> None:
    bot.running = False
    visitor.say("在吗")
    waits: list[int] = []
    waited = 0
    while len(waits) < 6:
        clock.advance(seconds=1)
        waited += 1
        if worker.run_due():
            waits.append(waited)
            waited = 0
    assert waits == [1, 1, 2, 4, 8, 15]


def test_order_is_kept_while_messages_wait(visitor: Visitor, bot: ScriptedBot) -> None:
    bot.running = False
    visitor.say("一")
    (second,) = visitor.say("二")
    assert "先后顺序" in second["text"]
    bot.running = True
    (third,) = visitor.say("三")
    assert third["text"] == "回声：三"
    assert [heard.text for heard in bot.heard] == ["一", "二", "三"]


def test_nothing_is_left_to_do_after_an_answer(
    visitor: Visitor, bot: ScriptedBot, worker: Worker, clock: FakeClock
) -> None:
    visitor.say("你好")
    clock.advance(hours=1)
    assert worker.run_due() == 0


def test_unknown_outcome_is_recalled_not_repeated(
    visitor: Visitor, bot: ScriptedBot, worker: Worker, clock: FakeClock, desk: Desk
) -> None:
    def answers_but_is_not_heard(utterance: object) -> list[BotMessage]:
        message = bot.heard[-1]
        bot._said[message.message_id, message.attempt] = [BotMessage(text="办好了")]
        raise BotUnavailable("timeout", processed=None)

    bot.script.append(answers_but_is_not_heard)
    visitor.say("确认")
    clock.advance(seconds=1)
    worker.run_due()
    assert visitor.history()[-1]["text"] == "办好了"
    assert len(bot.heard) == 1


def test_lost_turn_is_given_again(visitor: Visitor, bot: ScriptedBot, worker: Worker, clock: FakeClock) -> None:
    bot.script.append(BotUnavailable("timeout", processed=None))
    visitor.say("确认")
    clock.advance(seconds=1)
    worker.run_due()
    assert visitor.history()[-1]["text"] == "回声：确认"
    assert [heard.attempt for heard in bot.heard] == [1, 1]


def test_turn_that_came_to_nothing_is_a_new_attempt(
    visitor: Visitor, bot: ScriptedBot, worker: Worker, clock: FakeClock
) -> None:
    bot.script += [APOLOGY, APOLOGY]
    (apology,) = visitor.say("确认")
    assert (apology["author"], apology["text"]) == ("bot", "办理系统没有响应。")
    assert [reply["payload"] for reply in apology["quick_replies"]] == ["do:handoff"]
    for seconds in (1, 2, 4):
        clock.advance(seconds=seconds)
        worker.run_due()
    assert [heard.attempt for heard in bot.heard] == [1, 2, 3]
    assert [message["kind"] for message in visitor.history()[1:]] == ["text", "error", "text"]


def test_silence_is_a_failure(visitor: Visitor, bot: ScriptedBot) -> None:
    bot.script.append(BotUnavailable("empty", processed=True))
    assert visitor.say("你好")[0]["kind"] == "error"


def test_person_can_be_reached_without_the_bot(
    visitor: Visitor, bot: ScriptedBot, worker: Worker, clock: FakeClock
) -> None:
    bot.running = False
    visitor.say("我要删除")
    (reply,) = visitor.tap("do:handoff")
    assert (reply["kind"], visitor.state()) == ("handoff", "waiting")
    bot.running = True
    clock.advance(minutes=1)
    worker.run_due()
    assert bot.heard == []


def test_return_to_the_bot_takes_up_what_it_owes(
    visitor: Visitor, bot: ScriptedBot, worker: Worker, clock: FakeClock
) -> None:
    bot.running = False
    visitor.say("我要删除")
    visitor.tap("do:handoff")
    clock.advance(minutes=1)
    worker.run_due()
    bot.running = True
    visitor.tap("do:bot")
    clock.advance(seconds=1)
    worker.run_due()
    assert visitor.history()[-1]["text"] == "回声：我要删除"
