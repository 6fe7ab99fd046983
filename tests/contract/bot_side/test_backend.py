"""The actions' client makes the calls of `tickets.json`, and reads their answers."""

import asyncio
import json
from typing import Any, Awaitable, Callable, Dict, List

import httpx
import pytest

from actions.backend import Backend, BackendRejected, BackendUnavailable, TicketDraft, TooMany
from tests.contract.documents import document, filled

_TICKETS = document("tickets.json")
_VALUES = {**_TICKETS["known"], **_TICKETS["samples"]}
EXAMPLES: List[Dict[str, Any]] = [filled(example, _VALUES) for example in _TICKETS["examples"] if example["client"]]
_PROBLEM = {"type": "/problems/x", "title": "x", "status": 0, "detail": _VALUES["detail"]}

Call = Callable[[Backend, Dict[str, Any]], Awaitable[Any]]
CALLS: Dict[str, Call] = {
    "file_ticket": lambda backend, request: backend.file_ticket(TicketDraft(**request["body"]), request["key"]),
    "tickets_of": lambda backend, request: backend.tickets_of(request["path"].partition("=")[2]),
    "supplement": lambda backend, request: backend.supplement(
        request["path"].split("/")[-2], verification_id=None, **request["body"]
    ),
    "withdraw": lambda backend, request: backend.withdraw(
        request["path"].split("/")[-2], request["body"]["conversation_id"], None
    ),
    "send_code": lambda backend, request: backend.send_code(**request["body"]),
    "check_code": lambda backend, request: backend.check_code(request["path"].split("/")[-2], request["body"]["code"]),
}


def _backend(handler: Callable[[httpx.Request], httpx.Response]) -> Backend:
    return Backend(httpx.AsyncClient(base_url="http://api.test", transport=httpx.MockTransport(handler)))


def _answer(example: Dict[str, Any]) -> httpx.Response:
    response = example["response"]
    headers = {"Retry-After": str(response["retry_after"])} if "retry_after" in response else {}
    problem = {**_PROBLEM, "type": f"/problems/{response.get('kind', 'x')}"}
    return httpx.Response(response["status"], json=response.get("body", problem), headers=headers)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["name"])
def test_call_is_made_as_written_down(example: Dict[str, Any]) -> None:
    made: List[httpx.Request] = []

    def api(request: httpx.Request) -> httpx.Response:
        made.append(request)
        return _answer(example)

    outcome = asyncio.run(_outcome(_backend(api), example))
    (request,) = made
    wanted = example["request"]
    assert (request.method, request.url.raw_path.decode()) == (wanted["method"], wanted["path"])
    assert (json.loads(request.content) if request.content else None) == wanted.get("body")
    assert request.headers.get("Idempotency-Key") == wanted.get("key")
    _check(outcome, example["response"])


async def _outcome(backend: Backend, example: Dict[str, Any]) -> Any:
    try:
        return await CALLS[example["client"]](backend, example["request"])
    except BackendRejected as refusal:
        return refusal


def _check(outcome: Any, response: Dict[str, Any]) -> None:
    """What the client made of the answer."""
    if "body" not in response:
        assert isinstance(outcome, TooMany if response["status"] == 429 else BackendRejected)
        assert (outcome.status, outcome.detail) == (response["status"], _VALUES["detail"])
        assert getattr(outcome, "retry_after", None) == response.get("retry_after")
        assert getattr(outcome, "kind", None) == response.get("kind")
        return
    body = response["body"].get("tickets", response["body"])
    pairs = zip(outcome, body, strict=True) if isinstance(body, list) else [(outcome, body)]
    for read, told in pairs:
        assert {name: value for name, value in vars(read).items() if name in told} == {
            name: told[name] for name in vars(read) if name in told
        }
        assert set(vars(read)) & set(told)


@pytest.mark.parametrize("name", CALLS)
@pytest.mark.parametrize("status", [500, 502, 503])
def test_failure_of_the_api_is_told_apart(name: str, status: int) -> None:
    example = next(one for one in EXAMPLES if one["client"] == name)
    backend = _backend(lambda request: httpx.Response(status, json=_PROBLEM))
    with pytest.raises(BackendUnavailable):
        asyncio.run(_outcome(backend, example))


@pytest.mark.parametrize("failure", [httpx.ConnectError, httpx.ReadTimeout, httpx.RemoteProtocolError])
def test_api_that_does_not_answer(failure: Any) -> None:
    def api(request: httpx.Request) -> httpx.Response:
        raise failure("no answer", request=request)

    with pytest.raises(BackendUnavailable):
        asyncio.run(_outcome(_backend(api), EXAMPLES[0]))


def test_refusal_without_words() -> None:
    backend = _backend(lambda request: httpx.Response(413, text="<html>"))
    refusal = asyncio.run(_outcome(backend, EXAMPLES[0]))
    assert (refusal.status, refusal.detail) == (413, "")


def test_every_method_of_the_client_has_an_example() -> None:
    methods = {name for name in vars(Backend) if not name.startswith("_")}
    assert methods == set(CALLS) == {example["client"] for example in EXAMPLES}
