"""The same promises, kept by Rasa's client and by the scripted bot of the tests."""

import json
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from api.bot_client import RasaBot
from api.conversations.domain import BotMessage, Utterance
from api.conversations.ports import Bot, BotUnavailable
from tests.support.bot import ScriptedBot

UTTERANCE = Utterance("c1", 12, 1, "备份呢", "web", payload="ask:delete_backup", topic="delete_cases", asked="name")


class FakeRasa:
    """Answers like `rasa run --enable-api` and keeps a tracker."""

    def __init__(self) -> None:
        self.events: list[dict[str, Any]] = []
        self.requests: list[httpx.Request] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        if request.url.path.endswith("/tracker/events"):
            self.events = json.loads(request.content)
            return httpx.Response(200, json={})
        if request.url.path.endswith("/tracker"):
            return httpx.Response(200, json={"events": self.events})
        if request.method == "GET":
            return httpx.Response(200, text="Hello from Rasa: 3.6.21")
        body = json.loads(request.content)
        reply = {"text": f"回声：{body['message']}"}
        self.events += [
            {"event": "user", "text": body["message"], "metadata": body["metadata"]},
            {"event": "action", "name": "utter_x"},
            {"event": "bot", "text": reply["text"], "data": {"custom": None, "buttons": None}},
            {"event": "bot", "text": None, "data": {"custom": {"kind": "smalltalk"}}},
        ]
        return httpx.Response(200, json=[reply, {"custom": {"kind": "smalltalk"}}])


def _rasa(handler: Callable[[httpx.Request], httpx.Response]) -> RasaBot:
    return RasaBot("http://bot", "token", 1, transport=httpx.MockTransport(handler))


def _scripted() -> ScriptedBot:
    return ScriptedBot([[BotMessage("回声：备份呢", kind="smalltalk")]])


@pytest.mark.parametrize("make", [lambda: _rasa(FakeRasa()), _scripted], ids=["rasa", "scripted"])
class TestAnyBot:
    def test_answers(self, make: Callable[[], Bot]) -> None:
        assert make().answer(UTTERANCE) == [BotMessage("回声：备份呢", kind="smalltalk")]

    def test_recalls_what_it_said(self, make: Callable[[], Bot]) -> None:
        bot = make()
        said = bot.answer(UTTERANCE)
        assert bot.recall(UTTERANCE) == said

    def test_knows_what_it_never_heard(self, make: Callable[[], Bot]) -> None:
        bot = make()
        bot.answer(UTTERANCE)
        assert bot.recall(Utterance("c1", 13, 1, "x", "web")) is None
        assert bot.recall(Utterance("c1", 12, 2, "x", "web")) is None

    def test_forgets_what_it_knows_and_what_not(self, make: Callable[[], Bot]) -> None:
        bot = make()
        bot.answer(UTTERANCE)
        for conversation_id in ("c1", "c2"):
            bot.forget(conversation_id)

    def test_answers_a_ping(self, make: Callable[[], Bot]) -> None:
        make().ping()


def test_rasa_is_told_to_forget_by_no_events() -> None:
    rasa = FakeRasa()
    _rasa(rasa).forget("c1")
    (request,) = rasa.requests
    assert (request.method, request.url.path) == ("PUT", "/conversations/c1/tracker/events")
    assert (json.loads(request.content), request.url.params["token"]) == ([], "token")


def test_metadata_goes_with_the_message() -> None:
    rasa = FakeRasa()
    _rasa(rasa).answer(UTTERANCE)
    assert json.loads(rasa.requests[0].content) == {
        "sender": "c1",
        "message": "备份呢",
        "metadata": {
            "message_id": 12,
            "attempt": 1,
            "channel": "web",
            "payload": "ask:delete_backup",
            "topic": "delete_cases",
            "asked": "name",
        },
    }


def test_recall_ends_at_the_next_message() -> None:
    rasa = FakeRasa()
    bot = _rasa(rasa)
    bot.answer(UTTERANCE)
    bot.answer(Utterance("c1", 13, 1, "下一句", "web"))
    assert bot.recall(UTTERANCE) == [BotMessage("回声：备份呢", kind="smalltalk")]
    assert rasa.requests[-1].url.params["token"] == "token"


def test_turn_in_the_tracker_without_a_reply_came_to_nothing() -> None:
    rasa = FakeRasa()
    rasa.events = [{"event": "user", "text": "x", "metadata": {"message_id": 12, "attempt": 1}}]
    with pytest.raises(BotUnavailable) as caught:
        _rasa(rasa).recall(UTTERANCE)
    assert caught.value.processed is True


def _raising(error: type[Exception]) -> Callable[[httpx.Request], httpx.Response]:
    def handler(_request: httpx.Request) -> httpx.Response:
        raise error("x")

    return handler


@pytest.mark.parametrize(
    ("handler", "reason", "processed"),
    [
        (_raising(httpx.ConnectError), "unreachable", False),
        (_raising(httpx.ConnectTimeout), "unreachable", False),
        (_raising(httpx.ReadTimeout), "timeout", None),
        (_raising(httpx.RemoteProtocolError), "broken", None),
        (lambda _: httpx.Response(500, text="Traceback"), "status", None),
        (lambda _: httpx.Response(401), "status", None),
        (lambda _: httpx.Response(200, text="<html>"), "malformed", None),
        (lambda _: httpx.Response(200, json={"no": "list"}), "malformed", None),
        (lambda _: httpx.Response(200, json=[]), "empty", True),
        (lambda _: httpx.Response(200, json=[1, None]), "empty", True),
    ],
)
def test_failures_are_told_apart(
    handler: Callable[[httpx.Request], httpx.Response], reason: str, processed: bool | None
) -> None:
    with pytest.raises(BotUnavailable) as caught:
        _rasa(handler).answer(UTTERANCE)
    assert (caught.value.reason, caught.value.processed) == (reason, processed)
