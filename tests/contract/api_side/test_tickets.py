"""The api answers the calls of the action server as `tickets.json` writes them down."""

import json
import re
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.settings import Settings
from tests.contract.documents import document, faults, filled
from tests.support.visitor import Visitor

EXAMPLES = document("tickets.json")
_SHAPES = {
    "number": r"PD-\d{4}(-[0-9A-Z]{4}){3}",
    "verification": r"\S{16,}",
    "expires_at": r"\d{4}-\d{2}-\d{2}T.+(Z|[+-]\d{2}:\d{2})",
    "resend_after": r"\d{4}-\d{2}-\d{2}T.+(Z|[+-]\d{2}:\d{2})",
    "filed_at": r"\d{4}-\d{2}-\d{2}T.+(Z|[+-]\d{2}:\d{2})",
    "added_at": r"\d{4}-\d{2}-\d{2}T.+(Z|[+-]\d{2}:\d{2})",
    "withdrawn_at": r"\d{4}-\d{2}-\d{2}T.+(Z|[+-]\d{2}:\d{2})",
}


def test_calls_are_answered_as_written_down(client: TestClient, visitor: Visitor, settings: Settings) -> None:
    known = {**EXAMPLES["known"], "conversation": visitor.id}
    for example in EXAMPLES["examples"]:
        answer = _call(client, settings, filled(example["request"], known))
        wanted = example["response"]
        assert answer.status_code == wanted["status"], (example["name"], answer.text)
        if "retry_after" in wanted:
            assert int(answer.headers["Retry-After"]) == pytest.approx(wanted["retry_after"], abs=1)
        if wanted.get("problem"):
            assert faults("problem.schema.json", answer.json()) == []
            assert answer.json()["type"].endswith(wanted.get("kind", ""))
        else:
            assert answer.json() == _bound(wanted["body"], answer.json(), known), example["name"]


def test_samples_have_the_shape_of_real_values() -> None:
    for name, shape in _SHAPES.items():
        assert re.fullmatch(shape, EXAMPLES["samples"][name]), name


def _call(client: TestClient, settings: Settings, request: dict[str, Any]) -> Any:
    headers = {"Authorization": f"Bearer {settings.service_token.get_secret_value()}"}
    if "key" in request:
        headers["Idempotency-Key"] = request["key"]
    body = json.dumps(request["body"]).encode() if "body" in request else None
    return client.request(
        request["method"], request["path"], content=body, headers={**headers, "Content-Type": "application/json"}
    )


def _bound(wanted: Any, given: Any, known: dict[str, Any]) -> Any:
    """What was written down, with each `{name}` as it was before; a new one takes the value that is given."""
    if isinstance(wanted, dict) and isinstance(given, dict):
        return {key: _bound(one, given.get(key), known) for key, one in wanted.items()}
    if isinstance(wanted, list) and isinstance(given, list):
        return [_bound(one, other, known) for one, other in zip(wanted, given, strict=False)]
    match = re.fullmatch(r"\{(\w+)\}", wanted) if isinstance(wanted, str) else None
    if match is None:
        return wanted
    if match[1] not in known:
        assert re.fullmatch(_SHAPES[match[1]], str(given)), (match[1], given)
        known[match[1]] = given
    return known[match[1]]
