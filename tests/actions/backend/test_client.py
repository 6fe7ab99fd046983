"""The actions' half of the contract actions → api (docs/architecture.md); the api's half is in tests/api."""

import asyncio
import json
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from actions.backend import Backend, BackendRejected, BackendUnavailable, TicketDraft, TooMany
from actions.backend.client import open_backend
from actions.settings import Settings

DRAFT = TicketDraft(
    type="deletion",
    conversation_id="c1",
    requester={"name": "王小明", "phone": "13800138000", "email": None, "account": None, "relationship": None},
    details={"deletion_reason": "4", "request_scope": "全部"},
    consent={"notice_version": "2026-11-22", "agreed_at": "2026-11-22T10:00:00+00:00"},
    verification_id="v1",
)
FILED = {"number": "PD-1", "type": "deletion", "status": "submitted", "due_on": "2026-12-22", "created": True}
CALLS: list[Callable[[Backend], Any]] = [
    lambda backend: backend.file_ticket(DRAFT, "key-1"),
    lambda backend: backend.tickets_of("c1"),
    lambda backend: backend.send_code("c1", "deletion", {"phone": "13800138000"}),
    lambda backend: backend.check_code("v1", "123456"),
]


class FakeApi:
    """Answers every call alike and remembers the requests."""

    def __init__(self, status: int = 200, body: Any = None, **headers: str) -> None:
        self._answer = httpx.Response(status, json=body, headers={"Retry-After": "30", **headers})
        self.requests: list[httpx.Request] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        return self._answer

    def body(self) -> Any:
        """What the last request brought."""
        return json.loads(self.requests[-1].content)


def _do(answer: Callable[[httpx.Request], httpx.Response], call: Callable[[Backend], Any]) -> Any:
    async def go() -> Any:
        async with httpx.AsyncClient(base_url="http://api", transport=httpx.MockTransport(answer)) as http:
            return await call(Backend(http))

    return asyncio.run(go())


def test_ticket_is_filed_under_its_key() -> None:
    api = FakeApi(201, FILED)
    ticket = _do(api, CALLS[0])
    (request,) = api.requests
    assert (request.method, request.url.path, request.headers["Idempotency-Key"]) == (
        "POST",
        "/api/v1/tickets",
        "key-1",
    )
    assert set(api.body()) == {"type", "conversation_id", "requester", "details", "consent", "verification_id"}
    assert api.body()["consent"]["notice_version"] == "2026-11-22"
    assert (ticket.number, ticket.merged) == ("PD-1", False)
    assert ticket.card() == {"number": "PD-1", "type": "deletion", "status": "submitted", "due_on": "2026-12-22"}


def test_request_added_to_an_open_one_says_so() -> None:
    assert _do(FakeApi(200, {**FILED, "created": False, "merged": True}), CALLS[0]).merged


def test_tickets_of_a_conversation() -> None:
    api = FakeApi(200, {"tickets": [{**FILED, "outcome": None}]})
    assert [ticket.number for ticket in _do(api, CALLS[1])] == ["PD-1"]
    assert api.requests[0].url.params["conversation_id"] == "c1"


def test_code_is_sent_and_checked() -> None:
    api = FakeApi(
        201,
        {
            "id": "v1",
            "expires_at": "2026-11-22T10:05:00+00:00",
            "resend_after": "2026-11-22T10:01:00+00:00",
            "sent": True,
        },
    )
    assert _do(api, CALLS[2]).id == "v1"
    assert api.body() == {"conversation_id": "c1", "purpose": "deletion", "target": {"phone": "13800138000"}}
    api = FakeApi(200, {"result": "wrong", "tries_left": 4})
    checked = _do(api, CALLS[3])
    assert (checked.result, checked.tries_left) == ("wrong", 4)
    assert (api.requests[0].url.path, api.body()) == ("/api/v1/verifications/v1/check", {"code": "123456"})


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("status", [500, 502, 503])
def test_failure_of_the_api_is_to_be_repeated(call: Callable[[Backend], Any], status: int) -> None:
    with pytest.raises(BackendUnavailable):
        _do(FakeApi(status, {"detail": "……"}), call)


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("failure", [httpx.ConnectError("x"), httpx.ReadTimeout("x"), httpx.RemoteProtocolError("x")])
def test_silence_is_to_be_repeated(call: Callable[[Backend], Any], failure: Exception) -> None:
    def silent(request: httpx.Request) -> httpx.Response:
        raise failure

    with pytest.raises(BackendUnavailable):
        _do(silent, call)


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("status", [400, 401, 404, 409, 422])
def test_refusal_brings_its_reason(call: Callable[[Backend], Any], status: int) -> None:
    with pytest.raises(BackendRejected) as refusal:
        _do(FakeApi(status, {"detail": "没有找到"}), call)
    assert (refusal.value.status, refusal.value.detail) == (status, "没有找到")


def test_limit_says_how_long_to_wait() -> None:
    with pytest.raises(TooMany) as limit:
        _do(FakeApi(429, {"detail": "太频繁"}), CALLS[2])
    assert limit.value.retry_after == 30


def test_refusal_without_json_is_a_refusal() -> None:
    with pytest.raises(BackendRejected, match="404"):
        _do(lambda request: httpx.Response(404, text="<html>"), CALLS[0])


def test_client_carries_the_service_token() -> None:
    async def headers() -> Any:
        backend = open_backend(Settings("http://127.0.0.1:9", "invented-token", 1.0))
        async with backend._http as http:
            return http.headers

    assert asyncio.run(headers())["Authorization"] == "Bearer invented-token"


def test_settings_need_the_token(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SERVICE_TOKEN", raising=False)
    with pytest.raises(KeyError):
        Settings.from_environment()
    monkeypatch.setenv("SERVICE_TOKEN", "invented-token")
    monkeypatch.setenv("API_URL", "http://127.0.0.1:1/")
    assert Settings.from_environment().api_url == "http://127.0.0.1:1"
