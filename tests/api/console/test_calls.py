"""Staff calls as JSON."""

from collections.abc import Callable

from tests.api.console.conftest import Browser

SignIn = Callable[[str], Browser]


def test_signed_out_calls_are_401(open_browser: Callable[[], Browser]) -> None:
    answer = open_browser().http.get("/api/v1/staff/tickets")
    assert answer.status_code == 401
    assert answer.headers["content-type"] == "application/problem+json"


def test_list_open_move(signed_in: SignIn, number: str) -> None:
    http = signed_in("agent").http
    assert [each["number"] for each in http.get("/api/v1/staff/tickets").json()] == [number]
    whole = http.get(f"/api/v1/staff/tickets/{number}").json()
    assert whole["requester"]["phone"] == "138****8000"
    assert whole["next_steps"][0] == "in_progress"
    headers = {"X-CSRF-Token": http.get("/api/v1/staff/me").json()["csrf_token"]}
    moved = http.post(f"/api/v1/staff/tickets/{number}/transition", json={"target": "in_progress"}, headers=headers)
    assert moved.json()["status"] == "in_progress"


def test_change_without_token_is_refused(signed_in: SignIn, number: str) -> None:
    http = signed_in("agent").http
    answer = http.post(f"/api/v1/staff/tickets/{number}/transition", json={"target": "in_progress"})
    assert answer.status_code == 403


def test_auditor_has_no_steps(signed_in: SignIn, number: str) -> None:
    whole = signed_in("auditor").http.get(f"/api/v1/staff/tickets/{number}").json()
    assert whole["next_steps"] == []


def test_search_by_phone(signed_in: SignIn, number: str) -> None:
    http = signed_in("agent").http
    headers = {"X-CSRF-Token": http.get("/api/v1/staff/me").json()["csrf_token"]}
    found = http.post("/api/v1/staff/tickets/search", json={"q": "13800138000"}, headers=headers).json()
    assert [each["number"] for each in found] == [number]
