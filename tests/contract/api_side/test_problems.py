"""Every error is a problem (RFC 9457) with a Chinese detail."""

from collections.abc import Callable
from typing import Any

from fastapi.testclient import TestClient
from httpx import Response

from api.app import create_app
from api.bootstrap import Desk, build_desk
from api.settings import Settings
from tests.contract.documents import faults
from tests.support.visitor import Visitor

JSON = {"Content-Type": "application/json"}


def _wrong_token(visitor: Visitor) -> dict[str, str]:
    return {"Authorization": "Bearer " + "x" * len(visitor.token)}


CASES: dict[str, tuple[int, Callable[[TestClient, Visitor], Response]]] = {
    "no json": (
        400,
        lambda client, who: client.post(f"{who.path}/messages", content=b"{", headers={**who.headers, **JSON}),
    ),
    "no token": (401, lambda client, who: client.post(f"{who.path}/messages", json={"client_id": "1", "text": "你好"})),
    "wrong token": (401, lambda client, who: client.get(f"{who.path}/messages", headers=_wrong_token(who))),
    "no service token": (401, lambda client, who: client.get("/api/v1/tickets", params={"conversation_id": who.id})),
    "unknown address": (404, lambda client, who: client.get("/api/v1/nothing")),
    "unknown conversation": (
        404,
        lambda client, who: client.get("/api/v1/conversations/x/messages", headers=who.headers),
    ),
    "unknown policy": (404, lambda client, who: client.get("/policy/2001-01-01")),
    "wrong method": (405, lambda client, who: client.put("/api/v1/conversations")),
    "too large": (
        413,
        lambda client, who: client.post(f"{who.path}/messages", content=b"x" * 200_000, headers=who.headers),
    ),
    "text too long": (413, lambda client, who: who.post(text="长" * 5_000)),
    "no field": (422, lambda client, who: client.post(f"{who.path}/messages", json={}, headers=who.headers)),
    "both fields": (422, lambda client, who: who.post(text="你好", payload="do:handoff")),
    "payload that was not offered": (422, lambda client, who: who.post(payload="do:everything")),
    "negative after": (422, lambda client, who: client.get(f"{who.path}/messages?after=-1", headers=who.headers)),
}


def test_every_error_is_a_problem(client: TestClient, visitor: Visitor) -> None:
    for name, (status, call) in CASES.items():
        _check(call(client, visitor), status, name)


def test_too_many_requests_tell_how_long_to_wait(settings: Settings, desk: Desk) -> None:
    few = settings.model_copy(update={"rate_limit_messages_per_conversation": "2/minute"})
    with TestClient(create_app(build_desk(few, clock=desk.clock, bot=desk.bot, policy=desk.policy))) as client:
        visitor = Visitor.arrive(client)
        *_, refused = [visitor.post(text="你好") for _ in range(3)]
    _check(refused, 429)
    assert int(refused.headers["Retry-After"]) > 0


def _check(answer: Any, status: int, name: str = "") -> None:
    assert answer.status_code == status, (name, answer.text)
    assert answer.headers["content-type"].startswith("application/problem+json")
    assert faults("problem.schema.json", answer.json()) == []
    assert answer.json()["status"] == status
