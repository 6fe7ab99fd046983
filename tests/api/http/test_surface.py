"""What holds for every address: problems, limits, headers, health, metrics."""

import logging
import sqlite3
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy.exc import OperationalError

from api.app import create_app
from api.bootstrap import Desk, build_desk
from api.http.logs import configure_logging
from api.settings import Settings
from tests.support.bot import ScriptedBot
from tests.support.clock import FakeClock
from tests.support.visitor import Visitor


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/nowhere", 404),
        ("GET", "/static/../settings/model.py", 404),
        ("GET", "/static/%2e%2e/schemas.py", 404),
        ("PUT", "/api/v1/conversations", 405),
        ("DELETE", "/healthz", 405),
    ],
)
def test_unknown_addresses_get_a_problem(client: TestClient, method: str, path: str, status: int) -> None:
    answer = client.request(method, path)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert answer.json()["detail"]


def test_body_above_the_limit_is_refused_while_it_streams(client: TestClient, settings: Settings) -> None:
    sent: list[int] = []

    def body() -> Iterator[bytes]:
        for number in range(100):
            sent.append(number)
            yield b" " * 1024

    answer = client.post("/api/v1/conversations", content=body())
    assert (answer.status_code, answer.json()["type"]) == (413, "/problems/too-large")


def test_body_at_the_limit_is_read(client: TestClient, settings: Settings) -> None:
    body = b'{"channel":"web"}'.ljust(settings.max_body_bytes)
    headers = {"Content-Type": "application/json"}
    assert client.post("/api/v1/conversations", content=body, headers=headers).status_code == 201
    assert client.post("/api/v1/conversations", content=body + b" ", headers=headers).status_code == 413


def test_database_that_does_not_answer_is_a_503(
    client: TestClient, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: Any, **__: Any) -> None:
        raise OperationalError("SELECT 1", {}, sqlite3.OperationalError("disk I/O error"))

    monkeypatch.setattr(desk.conversations, "open", fails)
    answer = client.post("/api/v1/conversations", json={})
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
    assert answer.json()["type"] == "/problems/database-unavailable"


def test_unexpected_error_shows_nothing_of_itself(
    client: TestClient, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: Any, **__: Any) -> None:
        raise RuntimeError("13800000000")

    monkeypatch.setattr(desk.conversations, "open", fails)
    answer = client.post("/api/v1/conversations", json={})
    assert (answer.status_code, answer.json()["type"]) == (500, "/problems/internal")
    assert "13800000000" not in answer.text and "Traceback" not in answer.text


def test_logs_hold_nothing_personal(
    visitor: Visitor, desk: Desk, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    configure_logging("DEBUG")
    visitor.say("我叫测试甲，手机13800000000")
    visitor.client.get(f"{visitor.path}/messages?after=x&phone=13800000000", headers=visitor.headers)

    def fails(*_: Any, **__: Any) -> None:
        raise RuntimeError("手机13800000000")

    monkeypatch.setattr(desk.conversations, "authorised", fails)
    visitor.post(text="手机13800000000")
    logged = capsys.readouterr().out
    logging.getLogger().handlers.clear()
    assert "http.request" in logged and '"error": "RuntimeError"' in logged
    for secret in ("13800000000", "测试甲", visitor.token, visitor.id):
        assert secret not in logged


def test_answers_carry_security_headers(client: TestClient) -> None:
    headers = client.get("/policy/2022-04-22").headers
    assert headers["x-content-type-options"] == "nosniff"
    assert "frame-ancestors" in headers["content-security-policy"]
    assert client.post("/api/v1/conversations", json={}).headers["cache-control"] == "no-store"


def test_only_listed_sites_may_call(settings: Settings, clock: FakeClock, bot: ScriptedBot, desk: Desk) -> None:
    settings.cors_origins = ["https://site.example"]
    with TestClient(create_app(desk)) as client:
        for origin, allowed in (("https://site.example", "https://site.example"), ("https://other.example", None)):
            answer = client.post("/api/v1/conversations", json={}, headers={"Origin": origin})
            assert answer.headers.get("access-control-allow-origin") == allowed


def test_too_many_conversations_are_refused(settings: Settings, clock: FakeClock, bot: ScriptedBot, desk: Desk) -> None:
    settings.rate_limit_conversations = "2/minute"
    limited = build_desk(settings, clock=clock, bot=bot, policy=desk.policy)
    with TestClient(create_app(limited)) as client:
        answers = [client.post("/api/v1/conversations", json={}) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [201, 201, 429]
    assert 1 <= int(answers[-1].headers["retry-after"]) <= 60
    assert answers[-1].json()["detail"]


def test_too_many_messages_are_refused(settings: Settings, clock: FakeClock, bot: ScriptedBot, desk: Desk) -> None:
    settings.rate_limit_messages_per_conversation = "1/minute"
    limited = build_desk(settings, clock=clock, bot=bot, policy=desk.policy)
    with TestClient(create_app(limited)) as client:
        first, second = Visitor.arrive(client), Visitor.arrive(client)
        assert [first.post(text="一").status_code, first.post(text="二").status_code] == [200, 429]
        assert second.post(text="一").status_code == 200


def test_typing_has_a_limit_of_its_own(settings: Settings, clock: FakeClock, bot: ScriptedBot, desk: Desk) -> None:
    settings.rate_limit_messages, settings.rate_limit_typing = "1/minute", "2/minute"
    limited = build_desk(settings, clock=clock, bot=bot, policy=desk.policy)
    with TestClient(create_app(limited)) as client:
        visitor = Visitor.arrive(client)
        told = [client.post(f"{visitor.path}/typing", json={"on": True}, headers=visitor.headers) for _ in range(3)]
        assert [answer.status_code for answer in told] == [204, 204, 429]
        assert visitor.post(text="一").status_code == 200


def test_readiness_names_each_part(client: TestClient, bot: ScriptedBot) -> None:
    bot.running = False
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["parts"] == {
        "database": "ok",
        "bot": "unavailable",
        "actions": "unavailable",
        "data": "ok",
    }
    assert answer.json()["warnings"] == []
    assert client.get("/healthz").json() == {"status": "ok"}


def test_readiness_warns_of_a_missing_calendar(client: TestClient, clock: FakeClock) -> None:
    clock.advance(days=10)
    assert client.get("/readyz").json()["warnings"] == ["calendar of 2027 is missing"]


def test_metrics_count_routes_not_addresses(visitor: Visitor) -> None:
    visitor.say("你好")
    metrics = visitor.client.get("/metrics").text
    assert 'route="/api/v1/conversations/{conversation_id}/messages"' in metrics
    assert 'desk_turn_replies_total{author="bot",kind="text"}' in metrics
    assert visitor.id not in metrics


def test_openapi_describes_the_contract(client: TestClient) -> None:
    paths = client.get("/openapi.json").json()["paths"]
    for path in ("", "/{conversation_id}/messages", "/{conversation_id}/events", "/{conversation_id}/feedback"):
        assert f"/api/v1/conversations{path}" in paths
    assert client.get("/docs").status_code == 200


def test_demonstration_page_and_widget_are_served(client: TestClient) -> None:
    assert client.get("/").headers["content-type"].startswith("text/html")
    assert "javascript" in client.get("/widget.js").headers["content-type"]
