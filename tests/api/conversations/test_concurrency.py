"""Two requests at once, two processes, a process that dies in mid-turn."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from api.bootstrap import Desk, build_desk, job_handlers
from api.conversations.domain import BotMessage, Utterance
from api.conversations.intake import Said
from api.conversations.jobs import SWEEP
from api.jobs import Worker
from api.settings import Settings
from tests.support.bot import ScriptedBot
from tests.support.clock import FakeClock
from tests.support.visitor import Visitor


class Killed(BaseException):
    """Ends a turn the way SIGKILL does: nothing after it runs."""


def _slowly(utterance: Utterance) -> list[BotMessage]:
    threading.Event().wait(0.2)
    return [BotMessage(text=f"慢：{utterance.text}")]


def test_same_message_twice_at_once_acts_once(visitor: Visitor, bot: ScriptedBot) -> None:
    bot.script.append(_slowly)
    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(lambda _: visitor.say("一次", client_id="x"), range(2))
    assert first == second
    assert len(bot.heard) == 1


def test_messages_of_one_conversation_go_one_after_another(visitor: Visitor, bot: ScriptedBot) -> None:
    active, most = 0, 0
    lock = threading.Lock()

    def counting(utterance: Utterance) -> list[BotMessage]:
        nonlocal active, most
        with lock:
            active += 1
            most = max(most, active)
        threading.Event().wait(0.03)
        with lock:
            active -= 1
        return [BotMessage(text=f"慢：{utterance.text}")]

    bot.script += [counting] * 5
    with ThreadPoolExecutor(5) as pool:
        replies = list(pool.map(lambda number: visitor.say(str(number))[0]["text"], range(5)))
    assert replies == [f"慢：{number}" for number in range(5)]
    assert most == 1
    asked = [message["text"] for message in visitor.history() if message["author"] == "user"]
    assert [heard.text for heard in bot.heard] == asked


def test_second_process_waits_for_the_first(
    visitor: Visitor, bot: ScriptedBot, settings: Settings, clock: FakeClock, desk: Desk
) -> None:
    other = build_desk(settings, clock=clock, bot=bot, policy=desk.policy)
    bot.script.append(_slowly)
    with ThreadPoolExecutor(2) as pool:
        answers = pool.map(
            lambda turns: turns.take(visitor.id, visitor.token, Said("x", text="一次")), (desk.turns, other.turns)
        )
        first, second = ([message.id for message in answer.messages] for answer in answers)
    other.database.dispose()
    assert first == second
    assert len(bot.heard) == 1


@pytest.mark.parametrize("answered", [True, False])
def test_turn_of_a_dead_process_is_finished_by_the_worker(
    visitor: Visitor, bot: ScriptedBot, settings: Settings, clock: FakeClock, desk: Desk,
    monkeypatch: pytest.MonkeyPatch, answered: bool,
) -> None:  # fmt: skip
    def dies(utterance: Utterance) -> list[BotMessage]:
        if answered:
            bot._said[utterance.message_id, utterance.attempt] = [BotMessage(text="办好了")]
        raise Killed

    bot.script.append(dies)
    monkeypatch.setattr(desk.turns, "_release", lambda *_: None)
    with pytest.raises(Killed):
        desk.turns.take(visitor.id, visitor.token, Said("x", text="确认"))
    survivor = build_desk(settings, clock=clock, bot=bot, policy=desk.policy)
    worker = Worker(survivor.database, clock, job_handlers(survivor))
    worker.keep_running([SWEEP])
    worker.run_due()
    assert len(visitor.history()) == 2
    clock.advance(seconds=30)
    for _ in range(2):
        worker.run_due()
    survivor.database.dispose()
    assert [message["text"] for message in visitor.history()[2:]] == ["办好了" if answered else "回声：确认"]
    assert len(bot.heard) == (1 if answered else 2)


@pytest.mark.parametrize("another_took_it", [True, False])
def test_turn_that_waits_until_its_lock_runs_out_is_taken_once(
    visitor: Visitor, bot: ScriptedBot, clock: FakeClock, desk: Desk, another_took_it: bool
) -> None:
    with desk.database.transaction() as session:
        begun = desk.turns.begin(session, desk.conversations.get(session, visitor.id), Said("x", text="一次"))
    clock.advance(seconds=30)
    if another_took_it:
        assert desk.turns.resume(visitor.id)
    answer = desk.turns.finish(begun)
    assert [message.body["text"] for message in answer.messages] == ["回声：一次"]
    assert len(bot.heard) == 1


def test_client_that_resends_after_a_crash_gets_the_answer(
    visitor: Visitor, bot: ScriptedBot, clock: FakeClock, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def dies(_utterance: Utterance) -> list[BotMessage]:
        raise Killed

    bot.script.append(dies)
    with monkeypatch.context() as patch:
        patch.setattr(desk.turns, "_release", lambda *_: None)
        with pytest.raises(Killed):
            desk.turns.take(visitor.id, visitor.token, Said("x", text="确认"))
    clock.advance(seconds=30)
    assert visitor.say("确认", client_id="x")[0]["text"] == "回声：确认"
    assert len([message for message in visitor.history() if message["author"] == "user"]) == 1
