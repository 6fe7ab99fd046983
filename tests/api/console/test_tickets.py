"""The list and the page of a ticket, from sign-in to closing."""

from collections.abc import Callable

import pytest

from api.bootstrap import Desk
from api.conversations.domain import Body
from tests.api.console.conftest import Browser
from tests.support.clock import FakeClock
from tests.support.requests import new_ticket

SignIn = Callable[[str], Browser]


def test_list_shows_number_and_days_left(signed_in: SignIn, number: str) -> None:
    html = signed_in("agent").get("/staff")
    assert number in html
    assert "剩" in html


def test_way_from_list_to_completion(signed_in: SignIn, number: str) -> None:
    browser = signed_in("agent")
    path = f"/staff/tickets/{number}"
    browser.get(path)
    browser.post(f"{path}/take")
    browser.post(f"{path}/move", target="in_progress")
    html = browser.post(f"{path}/move", target="completed", outcome="done", text="已停止拨打。")
    assert "已办结" in html
    assert "已停止拨打。" in html
    assert number not in browser.get("/staff")
    assert number in browser.get("/staff?status=completed")


@pytest.mark.parametrize("query", ["13800138000", "+86 138-0013-8000"])
def test_search_by_phone_through_the_hash(signed_in: SignIn, number: str, query: str) -> None:
    assert number in signed_in("auditor").post("/staff/search", q=query)


def test_search_goes_on_to_its_next_page(
    signed_in: SignIn, number: str, conversation_id: str, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.console.ticket_list.PAGE", 1)
    with desk.database.transaction() as session:
        other = desk.conversations.open(session, "web")[0].id
        second = desk.staff_side.tickets.filing.file(session, "key-2", new_ticket(other)).ticket.number
    browser = signed_in("agent")
    first_page = browser.post("/staff/search", q="13800138000")
    assert "?offset=" not in first_page
    assert 'action="/staff/search"' in first_page.split("翻页")[1]
    assert 'name="offset" value="1">下一页' in first_page
    second_page = browser.post("/staff/search", q="13800138000", offset="1")
    assert {number in first_page, second in first_page} == {number in second_page, second in second_page} == {True, False}


def test_search_by_number_as_dictated(signed_in: SignIn, number: str) -> None:
    browser = signed_in("agent")
    assert f"/staff/tickets/{number}" in browser.post("/staff/search", q=number.lower().replace("-", " "))
    assert "没有找到" in browser.post("/staff/search", q="13900139000")


def test_personal_data_is_masked_until_shown(signed_in: SignIn, number: str, desk: Desk) -> None:
    browser = signed_in("agent")
    html = browser.get(f"/staff/tickets/{number}")
    assert "张*" in html
    assert "13800138000" not in html
    shown = browser.post(f"/staff/tickets/{number}/show")
    assert "张三" in shown
    assert "13800138000" in shown
    with desk.database.reading() as session:
        ticket = desk.staff_side.tickets.find(session, number)
        actions = [event.action for event in desk.audit.history(session, f"ticket:{ticket.id}")]
    assert actions[-1] == "ticket:personal_data:show"


def test_auditor_reads_and_changes_nothing(signed_in: SignIn, number: str) -> None:
    browser = signed_in("auditor")
    html = browser.get(f"/staff/tickets/{number}")
    assert "开始处理" not in html
    browser.post(f"/staff/tickets/{number}/move", 403, target="in_progress")
    browser.post(f"/staff/tickets/{number}/show", 403)
    browser.post("/staff/export.csv", 403)


def test_refusal_takes_two_people(signed_in: SignIn, number: str) -> None:
    first, second = signed_in("agent"), signed_in("agent2")
    path = f"/staff/tickets/{number}"
    first.get(path)
    html = first.post(f"{path}/refuse", ground="5", reason="一天内提交一百次相同请求", remedy="可写信投诉")
    assert "需要另一位工作人员复核" in html
    first.post(f"{path}/decide", 403, approve="true")
    html = second.get(path)
    assert "批准拒绝" in html
    assert "未予办理" in second.post(f"{path}/decide", approve="true", text="同意")


def test_forbidden_step_is_explained_on_a_page(signed_in: SignIn, number: str) -> None:
    html = signed_in("agent").post(f"/staff/tickets/{number}/move", 409, target="completed", outcome="done", text="x")
    assert "状态不允许" in html
    assert f'href="/staff/tickets/{number}"' in html


def test_unknown_ticket_is_a_page(signed_in: SignIn) -> None:
    assert "没有找到" in signed_in("agent").get("/staff/tickets/PD-2026-AAAA-AAAA-AAAA", 404)


def test_pages_escape_what_users_wrote(signed_in: SignIn, desk: Desk, conversation_id: str) -> None:
    with desk.database.transaction() as session:
        talk = desk.conversations.get(session, conversation_id)
        desk.conversations.say(session, talk, author="user", body=Body(text="<script>alert(1)</script>"))
    html = signed_in("agent").get(f"/staff/conversations/{conversation_id}")
    assert "<script>alert" not in html
    assert "&lt;script&gt;" in html


def test_csv_export_has_a_mark_and_no_person(signed_in: SignIn, number: str) -> None:
    browser = signed_in("supervisor")
    answer = browser.http.post("/staff/export.csv", data={"csrf": browser.csrf})
    assert answer.content.startswith(b"\xef\xbb\xbf")
    assert number in answer.text
    assert "13800138000" not in answer.text


def test_supervisor_extends_once(signed_in: SignIn, number: str, desk: Desk) -> None:
    browser = signed_in("supervisor")
    with desk.database.reading() as session:
        due = desk.staff_side.tickets.find(session, number).due_on
    until = due.isoformat()
    browser.post(f"/staff/tickets/{number}/extend", 422, until=until, text="原因")
    later = due.fromordinal(due.toordinal() + 20).isoformat()
    assert "已延长" in browser.post(f"/staff/tickets/{number}/extend", until=later, text="核对备份")


@pytest.mark.parametrize(
    ("query", "found"),
    [("due=overdue", False), ("due=soon", False), ("assignee=none", True), ("assignee=me", False), ("due=nonsense", True)],
)
def test_list_is_narrowed(signed_in: SignIn, number: str, query: str, found: bool) -> None:
    assert (number in signed_in("agent").get(f"/staff?{query}")) is found


def test_overdue_is_found_by_its_filter(signed_in: SignIn, number: str, clock: FakeClock) -> None:
    clock.advance(days=40)
    assert number in signed_in("agent").get("/staff?due=overdue")


def test_several_are_given_to_one(signed_in: SignIn, number: str, people: dict[str, int], desk: Desk) -> None:
    browser = signed_in("agent")
    assert number in browser.post("/staff/assign", number=number, assignee=f"staff:{people['agent2']}")
    with desk.database.reading() as session:
        assert desk.staff_side.tickets.find(session, number).assignee == f"staff:{people['agent2']}"
    filtered = "status=all&type=complaint&offset=0"
    sent = {"csrf": browser.csrf, "number": number, "assignee": f"staff:{people['agent']}", "back": filtered}
    answer = browser.http.post("/staff/assign", data=sent, follow_redirects=False)
    assert answer.headers["location"] == f"/staff?{filtered}"
    assert f'name="back" value="{filtered}"'.replace("&", "&amp;") in browser.get(f"/staff?{filtered}")
    assert f'value="{number}"' in browser.post("/staff/assign", **sent | {"q": number})
    browser.post("/staff/assign", 404, number=number, assignee=f"staff:{people['auditor']}")
    auditor = signed_in("auditor")
    assert "交办" not in auditor.get("/staff")
    auditor.post("/staff/assign", 403, number=number, assignee=f"staff:{people['agent']}")
