"""What the ticket's page offers and refuses: the stop of processing, the second person, minors' data."""

from collections.abc import Callable
from typing import Any

from api.bootstrap import Desk
from api.tickets.domain import RequestType
from tests.api.console.conftest import Browser
from tests.support.requests import new_ticket

SignIn = Callable[[str], Browser]


def file(desk: Desk, conversation_id: str, **changes: Any) -> str:
    """The page of a new ticket."""
    with desk.database.transaction() as session:
        wanted = new_ticket(conversation_id, **changes)
        ticket = desk.staff_side.tickets.filing.file(session, "key-of-rules", wanted).ticket
        return f"/staff/tickets/{ticket.number}"


def test_processing_is_stopped_once(signed_in: SignIn, desk: Desk, conversation_id: str) -> None:
    path = file(desk, conversation_id, type=RequestType.CONSENT_WITHDRAWAL)
    browser = signed_in("agent")
    assert "最晚 2026-11-24" in browser.get(path)
    html = browser.post(f"{path}/stop")
    assert "已停止</dd>" in html
    assert f"{path}/stop" not in html


def test_withdrawing_for_a_user_takes_two_people(signed_in: SignIn, number: str) -> None:
    first, second, path = signed_in("agent"), signed_in("agent2"), f"/staff/tickets/{number}"
    first.get(path)
    html = first.post(f"{path}/move", target="withdrawn", text="用户今天来电要求撤回")
    assert "待复核</b>" in html
    assert "需要另一位工作人员复核" in html
    second.get(path)
    assert "已撤回" in second.post(f"{path}/decide", approve="true", text="同意")


def test_data_of_a_minor_is_for_supervisors(signed_in: SignIn, desk: Desk, conversation_id: str) -> None:
    path = file(desk, conversation_id, requester={"relationship": "child"})
    agent, supervisor = signed_in("agent"), signed_in("supervisor")
    assert "未成年人的信息由主管查看" in agent.get(path)
    agent.post(f"{path}/show", 403)
    supervisor.get(path)
    assert "13800138000" in supervisor.post(f"{path}/show")


def test_check_of_the_identity_is_asked_how(signed_in: SignIn, number: str) -> None:
    browser, path = signed_in("agent"), f"/staff/tickets/{number}"
    assert "身份已由人工核对" in browser.get(path)
    browser.post(f"{path}/move", 422, target="submitted")
    html = browser.post(f"{path}/move", target="submitted", text="电话回拨核对")
    assert "人工已核对证明" in html
