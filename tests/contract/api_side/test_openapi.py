"""OpenAPI names every call of the HTTP contract, and what it takes and gives."""

import re
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.bootstrap import build_desk
from api.policy import PolicyDesk
from api.settings import Settings
from tests.support.bot import ScriptedBot
from tests.support.clock import FakeClock

CALLS = [
    ("post", "/api/v1/conversations", "201"),
    ("post", "/api/v1/conversations/{}/messages", "200"),
    ("get", "/api/v1/conversations/{}/messages", "200"),
    ("get", "/api/v1/conversations/{}/events", "200"),
    ("post", "/api/v1/conversations/{}/feedback", "201"),
    ("post", "/api/v1/conversations/{}/handoff", "200"),
    ("post", "/api/v1/tickets", "201"),
    ("get", "/api/v1/tickets", "200"),
    ("get", "/api/v1/tickets/{}", "200"),
    ("post", "/api/v1/verifications", "201"),
    ("post", "/api/v1/verifications/{}/check", "200"),
    ("get", "/healthz", "200"),
    ("get", "/readyz", "200"),
    ("get", "/metrics", "200"),
]
MESSAGE = {"id", "author", "kind", "text", "citations", "quick_replies", "expects", "request", "ticket", "created_at"}


@pytest.fixture(scope="module")
def openapi(shared_var: Path, policy: PolicyDesk) -> dict[str, Any]:
    settings = Settings(_env_file=None, var_dir=shared_var)
    desk = build_desk(settings, clock=FakeClock(), bot=ScriptedBot(), policy=policy)
    document: dict[str, Any] = create_app(desk).openapi()
    desk.database.dispose()
    return document


def _operation(openapi: dict[str, Any], method: str, path: str) -> dict[str, Any]:
    """The operation at a path, whatever its parameters are called."""
    shapes = {_shape(name): methods for name, methods in openapi["paths"].items()}
    assert method in shapes.get(path, {}), f"{method.upper()} {path} is missing"
    operation: dict[str, Any] = shapes[path][method]
    return operation


def _shape(path: str) -> str:
    return "/".join("{}" if part.startswith("{") else part for part in path.split("/"))


def _schema(openapi: dict[str, Any], name: str) -> dict[str, Any]:
    schema: dict[str, Any] = openapi["components"]["schemas"][name]
    return schema


@pytest.mark.parametrize(("method", "path", "status"), CALLS)
def test_call_is_named(openapi: dict[str, Any], method: str, path: str, status: str) -> None:
    assert status in _operation(openapi, method, path)["responses"]


def test_message_has_the_fields_of_the_contract(openapi: dict[str, Any]) -> None:
    schema = _schema(openapi, "MessageOut")
    assert set(schema["properties"]) == set(schema["required"]) == MESSAGE


@pytest.mark.parametrize(
    ("call", "fields"),
    [
        ("/api/v1/conversations/{}/messages", {"client_id", "text", "payload"}),
        ("/api/v1/conversations/{}/feedback", {"message_id", "useful", "reason"}),
        ("/api/v1/conversations/{}/handoff", {"reason"}),
        ("/api/v1/tickets", {"type", "conversation_id", "requester", "details", "consent", "verification_id"}),
        ("/api/v1/verifications", {"conversation_id", "purpose", "target", "replaces"}),
        ("/api/v1/verifications/{}/check", {"code"}),
    ],
)
def test_call_takes_the_fields_of_the_contract(openapi: dict[str, Any], call: str, fields: set[str]) -> None:
    body = _operation(openapi, "post", call)["requestBody"]["content"]["application/json"]["schema"]
    assert set(_schema(openapi, body["$ref"].rpartition("/")[2])["properties"]) == fields


def test_idempotency_key_and_after_are_named(openapi: dict[str, Any]) -> None:
    filing = _operation(openapi, "post", "/api/v1/tickets")["parameters"]
    reading = _operation(openapi, "get", "/api/v1/conversations/{}/messages")["parameters"]
    assert ("header", "idempotency-key") in {(one["in"], one["name"].lower()) for one in filing}
    assert ("query", "after") in {(one["in"], one["name"]) for one in reading}


@pytest.mark.parametrize("path", ["/api/v1/conversations/{}/messages", "/api/v1/tickets", "/api/v1/verifications"])
def test_errors_are_shown_as_problems(openapi: dict[str, Any], path: str) -> None:
    operation = _operation(openapi, "post", path)
    for status in ("401", "404", "409", "413", "422", "429", "503"):
        assert list(operation["responses"][status]["content"]) == ["application/problem+json"]


def test_api_browser_asks_no_other_host(client: TestClient) -> None:
    page = client.get("/docs")
    addresses = re.findall(r'(?:src|href)="([^"]+)"', page.text)
    assert addresses
    assert [address for address in addresses if not address.startswith("/docs/assets/")] == []
    assert {client.get(address).status_code for address in addresses} == {200}
    assert "default-src 'self'" in page.headers["content-security-policy"]


def test_pages_are_there(client: TestClient, clause_ids: list[str]) -> None:
    pages = {
        path: client.get(path) for path in ("/", "/docs", "/openapi.json", "/widget.js", "/policy/2022-04-22", "/staff")
    }
    assert {path: page.status_code for path, page in pages.items() if page.status_code != 200} == {}
    policy = pages["/policy/2022-04-22"].text
    assert [clause for clause in clause_ids if f'id="{clause}"' not in policy] == []
