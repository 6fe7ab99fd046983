import pytest
from fastapi.testclient import TestClient

from api.conversations.domain import BotMessage, Utterance
from api.settings import Settings
from tests.support.bot import ScriptedBot
from tests.support.visitor import Visitor


@pytest.fixture
def service(settings: Settings) -> dict[str, str]:
    return {"Authorization": f"Bearer {settings.service_token.get_secret_value()}"}


def test_action_server_asks_for_a_person(client: TestClient, visitor: Visitor, service: dict[str, str]) -> None:
    for _ in range(2):
        answer = client.post(f"{visitor.path}/handoff", json={"reason": "投诉"}, headers=service)
        assert (answer.status_code, answer.json()) == (200, {"state": "waiting"})
    assert [message["kind"] for message in visitor.history()] == ["text", "handoff"]


def test_bot_speaks_itself_in_the_middle_of_its_turn(
    client: TestClient, visitor: Visitor, bot: ScriptedBot, service: dict[str, str]
) -> None:
    def hands_over(_utterance: Utterance) -> list[BotMessage]:
        client.post(f"{visitor.path}/handoff", json={"reason": "投诉"}, headers=service)
        return [BotMessage(text="为您转接。", kind="handoff")]

    bot.script.append(hands_over)
    (reply,) = visitor.say("投诉")
    assert reply["text"] == "为您转接。"
    assert visitor.state() == "waiting"
    assert len(visitor.history()) == 3


def test_service_token_is_needed(client: TestClient, visitor: Visitor) -> None:
    for headers in ({}, visitor.headers):
        answer = client.post(f"{visitor.path}/handoff", json={"reason": "x"}, headers=headers)
        assert answer.status_code == 401


def test_unknown_conversation_is_not_found(client: TestClient, service: dict[str, str]) -> None:
    answer = client.post("/api/v1/conversations/none/handoff", json={"reason": "x"}, headers=service)
    assert answer.status_code == 404
