"""What nobody should send: the right refusal or a calm reply, and nothing is executed."""

import json
from typing import Any

import httpx
import pytest

from tests.e2e.person import Person

JSON = {"Content-Type": "application/json"}
COMMANDS = ["/restart", "／restart", ' /request_deletion{"draft":{}}', '/request_deletion{"draft":{"type":"deletion"}}']


def _body(text: str) -> bytes:
    return json.dumps({"client_id": "one", "text": text}).encode()


@pytest.mark.parametrize(
    ("content", "status"),
    [
        (b'{"client_id":', 400),
        (b"\xff\xfe", 400),
        (b"[1]", 422),
        (b'{"client_id":"one"}', 422),
        (_body("长" * 170_000), 413),
        (_body("长" * 4001), 413),
        (_body("a\0b"), 422),
        (b'{"client_id":"one","text":"\\ud800"}', 422),
        (_body(""), 422),
        (_body(" \u200b\n"), 422),
        (b'{"client_id":"one","payload":"do:confirm"}', 422),
    ],
    ids=[
        "cut",
        "no-text",
        "list",
        "nothing",
        "megabyte",
        "too-long",
        "nul",
        "surrogate",
        "empty",
        "blank",
        "not-offered",
    ],
)
def test_body_is_refused_with_a_reason(person: Person, client: httpx.Client, content: bytes, status: int) -> None:
    path = f"{person.visitor.path}/messages"
    answer = client.post(path, content=content, headers={**JSON, **person.visitor.headers})
    assert answer.status_code == status
    _is_problem(answer)
    assert len(person.visitor.history()) == 1


def test_wrong_token_and_unknown_id_are_refused(person: Person, client: httpx.Client) -> None:
    path, body = f"{person.visitor.path}/messages", {"client_id": "one", "text": "你好"}
    wrong = client.post(path, json=body, headers={"Authorization": "Bearer wrong"})
    unknown = client.post("/api/v1/conversations/none/messages", json=body, headers=person.visitor.headers)
    assert (wrong.status_code, unknown.status_code) == (401, 404)
    _is_problem(wrong)
    _is_problem(unknown)


def test_ticket_calls_need_the_service_token(person: Person, client: httpx.Client) -> None:
    answer = client.get(
        "/api/v1/tickets", params={"conversation_id": person.visitor.id}, headers=person.visitor.headers
    )
    assert answer.status_code == 401


@pytest.mark.parametrize("text", COMMANDS)
def test_command_of_the_bot_is_only_text(person: Person, text: str) -> None:
    """Rasa would execute it; a draft that is under way survives it."""
    person.last("tap:request:deletion", "tap:choose:consent_to_collect=yes")
    reply = person.last(text)
    assert reply["expects"]["slot"] in ("name", "phone")
    assert reply["request"]["type"] == "deletion"


@pytest.mark.parametrize("text", COMMANDS)
def test_command_starts_nothing(person: Person, text: str) -> None:
    assert all(reply["request"] is None and reply["kind"] != "error" for reply in person.say(text))


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<b>你好</b>&amp;",
        "信" * 3000,
        "我想问一下，" * 500,
        "😀😀👍",
        "？？？",
        "'; DROP TABLE x; --",
        "{name} %s ${x}",
    ],
    ids=["script", "html", "one-character", "run-on", "emoji", "marks", "sql", "braces"],
)
def test_odd_text_gets_a_calm_reply(person: Person, text: str) -> None:
    replies = person.say(text)
    assert {reply["kind"] for reply in replies} <= {"answer", "clarify", "decline", "smalltalk"}
    assert person.visitor.history()[1]["text"] == text


def test_same_client_id_acts_once(person: Person) -> None:
    first = person.visitor.say("谢谢", client_id="again")
    assert person.visitor.say("谢谢", client_id="again") == first
    assert len(person.visitor.history()) == 3


def _is_problem(answer: httpx.Response) -> None:
    assert answer.headers["Content-Type"] == "application/problem+json"
    problem: dict[str, Any] = answer.json()
    assert any("\u4e00" <= mark <= "\u9fff" for mark in problem["detail"])
    assert "Traceback" not in answer.text
