"""The ticket calls over HTTP, as the action server makes them."""

import json
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.bootstrap import Desk, job_handlers
from api.jobs import Worker
from tests.support.requests import PHONE

Body = dict[str, Any]


@pytest.fixture
def service(desk: Desk, client: TestClient) -> TestClient:
    client.headers["Authorization"] = f"Bearer {desk.settings.service_token.get_secret_value()}"
    return client


@pytest.fixture
def conversation_id(client: TestClient) -> str:
    answer = client.post("/api/v1/conversations", json={"channel": "web"})
    return str(answer.json()["id"])


@pytest.fixture
def body(conversation_id: str) -> Body:
    return {
        "type": "deletion",
        "conversation_id": conversation_id,
        "requester": {"name": "张三", "phone": PHONE, "email": None, "account": None, "relationship": None},
        "details": {"deletion_reason": "4"},
        "consent": {"notice_version": "2026-11-22", "agreed_at": "2026-11-23T17:00:00+08:00"},
        "verification_id": None,
    }


def post(service: TestClient, body: Body, key: str = "key-1") -> Any:
    return service.post("/api/v1/tickets", json=body, headers={"Idempotency-Key": key})


def test_filing_answers_201_then_200(service: TestClient, body: Body) -> None:
    first, again = post(service, body), post(service, body)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() | {"created": False} == again.json()
    assert first.json()["due_on"] == "2026-12-23"


def test_same_key_other_body_is_409(service: TestClient, body: Body) -> None:
    post(service, body)
    answer = post(service, body | {"type": "copy"})
    assert answer.status_code == 409
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"type": "unknown"}, 422),
        ({"conversation_id": "0" * 32}, 404),
        ({"consent": None}, 422),
        ({"consent": {"notice_version": "1", "agreed_at": "yesterday"}}, 422),
        ({"requester": {"id_card": "1"}}, 422),
        ({"details": {str(n): "x" for n in range(60)}}, 422),
    ],
)
def test_wrong_bodies(service: TestClient, body: Body, change: Body, status: int) -> None:
    answer = post(service, body | change)
    assert answer.status_code == status
    assert answer.json()["detail"]


@pytest.mark.parametrize("key", ["", "   ", "x" * 200])
def test_key_is_needed(service: TestClient, body: Body, key: str) -> None:
    assert post(service, body, key).status_code == 422


def test_all_calls_need_the_service_token(client: TestClient, body: Body) -> None:
    number = "PD-2026-AAAA-AAAA-AAAA"
    calls = [
        client.post("/api/v1/tickets", json=body),
        client.get("/api/v1/tickets?conversation_id=x"),
        client.get(f"/api/v1/tickets/{number}"),
        client.post(f"/api/v1/tickets/{number}/supplements", json={}),
        client.post(f"/api/v1/tickets/{number}/withdrawal", json={}),
        client.post("/api/v1/verifications", json={}),
        client.post("/api/v1/verifications/x/check", json={}),
    ]
    assert {answer.status_code for answer in calls} == {401}


def test_list_and_status(service: TestClient, body: Body, conversation_id: str) -> None:
    number = post(service, body).json()["number"]
    listed = service.get("/api/v1/tickets", params={"conversation_id": conversation_id}).json()["tickets"]
    assert [each["number"] for each in listed] == [number]
    fields = {"number", "type", "status", "due_on", "submitted_at", "updated_at", "outcome", "text"}
    assert set(listed[0]) == fields
    claim = {"conversation_id": conversation_id}
    assert service.get(f"/api/v1/tickets/{number.lower()}", params=claim).json() == listed[0]


def test_number_alone_shows_nothing_to_another_conversation(service: TestClient, body: Body) -> None:
    number = post(service, body).json()["number"]
    other = service.post("/api/v1/conversations", json={"channel": "web"}).json()["id"]
    unknown = service.get("/api/v1/tickets/PD-2026-AAAA-AAAA-AAAA", params={"conversation_id": other})
    mine = service.get(f"/api/v1/tickets/{number}", params={"conversation_id": other})
    assert mine.status_code == unknown.status_code == 404
    nobody = service.get(f"/api/v1/tickets/{number}")
    assert mine.json() == unknown.json() == nobody.json()
    assert nobody.status_code == 404
    for call in ("withdrawal", "supplements"):
        claim = {"conversation_id": other} | ({"text": "x"} if call == "supplements" else {})
        assert service.post(f"/api/v1/tickets/{number}/{call}", json=claim).status_code == 404


def test_proof_of_the_phone_opens_from_elsewhere(service: TestClient, body: Body, desk: Desk) -> None:
    number = post(service, body).json()["number"]
    other = service.post("/api/v1/conversations", json={"channel": "web"}).json()["id"]
    proof = prove(service, desk, other)
    claim = {"conversation_id": other, "verification_id": proof}
    assert service.get(f"/api/v1/tickets/{number}", params=claim).json()["number"] == number


def test_supplement_and_withdrawal(service: TestClient, body: Body, conversation_id: str) -> None:
    number = post(service, body).json()["number"]
    claim = {"conversation_id": conversation_id}
    added = service.post(f"/api/v1/tickets/{number}/supplements", json=claim | {"text": "补充一句", "key": "t1"})
    assert added.status_code == 200
    for _ in range(2):
        done = service.post(f"/api/v1/tickets/{number}/withdrawal", json=claim)
        assert done.json()["status"] == "withdrawn"
    late = service.post(f"/api/v1/tickets/{number}/supplements", json=claim | {"text": "再补一句"})
    assert late.status_code == 409


def prove(service: TestClient, desk: Desk, conversation_id: str) -> str:
    target = {"conversation_id": conversation_id, "purpose": "status", "target": {"phone": PHONE}}
    started = service.post("/api/v1/verifications", json=target)
    assert started.status_code == 201
    Worker(desk.database, desk.clock, job_handlers(desk)).run_due()
    lines = (desk.settings.var_dir / "outbox.jsonl").read_text(encoding="utf-8").splitlines()
    codes = [json.loads(line) for line in lines if json.loads(line)["template"] == "code"]
    assert codes[-1]["to"] == PHONE
    checked = service.post(
        f"/api/v1/verifications/{started.json()['id']}/check", json={"code": codes[-1]["params"]["code"]}
    )
    assert checked.json() == {"result": "verified", "tries_left": 4}
    return str(started.json()["id"])


@pytest.mark.parametrize("target", [{}, {"phone": "abc"}, {"phone": PHONE, "email": "a@example.com"}, {"email": "a"}])
def test_wrong_targets(service: TestClient, conversation_id: str, target: Body) -> None:
    answer = service.post(
        "/api/v1/verifications", json={"conversation_id": conversation_id, "purpose": "deletion", "target": target}
    )
    assert answer.status_code == 422


def test_limits_answer_429_with_a_wait(service: TestClient, conversation_id: str) -> None:
    wanted = {"conversation_id": conversation_id, "purpose": "deletion", "target": {"phone": PHONE}}
    assert service.post("/api/v1/verifications", json=wanted).status_code == 201
    again = service.post("/api/v1/verifications", json=wanted)
    assert (again.status_code, again.json()["sent"]) == (201, False)
    answer = service.post("/api/v1/verifications", json=wanted | {"purpose": "copy"})
    assert (answer.status_code, answer.json()["type"]) == (429, "/problems/code-too-soon")
    assert int(answer.headers["Retry-After"]) > 0
