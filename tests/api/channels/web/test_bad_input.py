import json
from typing import Any

import pytest
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from tests.support.visitor import Visitor

LONG = "长" * 4001


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"{", 400),
        (b"\xff\xfe", 400),
        (b"[]", 422),
        (b'"text"', 422),
        (b"null", 422),
        (b"", 422),
        (b"{}", 422),
        (b'{"client_id":"a"}', 422),
        (b'{"client_id":"a","text":"x","payload":"ask:x"}', 422),
        (b'{"client_id":"","text":"x"}', 422),
        (b'{"client_id":"a b","text":"x"}', 422),
        (b'{"client_id":1,"text":"x"}', 422),
        (b'{"client_id":"a","text":5}', 422),
        (b'{"client_id":"a","text":""}', 422),
        (b'{"client_id":"a","text":" \\u3000\\u200b\\n"}', 422),
        (b'{"client_id":"a","text":" /"}', 422),
        (b'{"client_id":"a","text":"a\\u0000b"}', 422),
        (b'{"client_id":"a","text":"\\ud800"}', 422),
        (b'{"client_id":"a","payload":"nonsense"}', 422),
        (json.dumps({"client_id": "a", "text": LONG}).encode(), 413),
        (json.dumps({"client_id": "a", "text": LONG * 9}, ensure_ascii=False).encode(), 413),
        (b"[" * 15000, 400),
    ],
)
def test_bad_bodies_get_a_problem(visitor: Visitor, body: bytes, status: int) -> None:
    headers = {**visitor.headers, "Content-Type": "application/json"}
    answer = visitor.client.post(f"{visitor.path}/messages", content=body, headers=headers)
    assert_problem(answer, status)
    assert len(visitor.history()) == 1


def assert_problem(answer: Any, status: int) -> None:
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert problem["status"] == status
    assert any("\u4e00" <= char <= "\u9fff" for char in problem["detail"])
    assert "Traceback" not in answer.text


def test_long_message_is_taken(visitor: Visitor) -> None:
    assert visitor.say("长" * 3000)


@pytest.mark.parametrize("authorization", [None, "", "Bearer", "Bearer ", "Basic eDp5", "Bearer wrong", "Bearer ü"])
def test_wrong_token_is_refused(visitor: Visitor, authorization: str | None) -> None:
    headers = [] if authorization is None else [(b"Authorization", authorization.encode())]
    for path in ("messages", "events"):
        assert_problem(visitor.client.get(f"{visitor.path}/{path}", headers=headers), 401)
    answer = visitor.client.post(f"{visitor.path}/messages", json={"client_id": "a", "text": "x"}, headers=headers)
    assert_problem(answer, 401)


@pytest.mark.parametrize("unknown", ["0" * 32, "x", "%00", "..", "%2e%2e", "会话", "1' OR '1'='1", "a" * 5000])
def test_unknown_id_is_not_found(visitor: Visitor, unknown: str) -> None:
    answer = visitor.client.get(f"/api/v1/conversations/{unknown}/messages", headers=visitor.headers)
    assert_problem(answer, 404)


def test_wrong_token_does_not_tell_which_ids_exist(client: TestClient, visitor: Visitor) -> None:
    headers = {"Authorization": "Bearer wrong"}
    known = client.get(f"{visitor.path}/messages", headers=headers)
    unknown = client.get(f"/api/v1/conversations/{'0' * 32}/messages", headers=headers)
    assert (known.status_code, known.json()) == (unknown.status_code, unknown.json())


def test_token_opens_only_its_own_conversation(client: TestClient, visitor: Visitor) -> None:
    other = Visitor.arrive(client)
    assert_problem(client.get(f"{visitor.path}/messages", headers=other.headers), 404)


@pytest.mark.parametrize("after", ["-1", "x", "1.5", "9" * 30, "%00"])
def test_bad_after_is_refused(visitor: Visitor, after: str) -> None:
    answer = visitor.client.get(f"{visitor.path}/messages?after={after}", headers=visitor.headers)
    assert_problem(answer, 422)


@pytest.mark.parametrize(
    "body",
    [{"message_id": 10**30, "useful": True}, {"message_id": 1, "useful": "maybe"}, {"message_id": 1}, {"useful": True}],
)
def test_bad_feedback_is_refused(visitor: Visitor, body: dict[str, Any]) -> None:
    answer = visitor.client.post(f"{visitor.path}/feedback", json=body, headers=visitor.headers)
    assert_problem(answer, 422)


def test_unknown_channel_is_refused(client: TestClient) -> None:
    assert_problem(client.post("/api/v1/conversations", json={"channel": "fax"}), 422)


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
BODIES = st.dictionaries(st.sampled_from(["client_id", "text", "payload", "more"]), JSON_VALUES)


@given(body=BODIES)
@hypothesis_settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_body_is_a_server_error(visitor: Visitor, body: dict[str, Any]) -> None:
    content = json.dumps(body).encode()
    headers = {**visitor.headers, "Content-Type": "application/json"}
    answer = visitor.client.post(f"{visitor.path}/messages", content=content, headers=headers)
    assert answer.status_code in (200, 400, 413, 422)
