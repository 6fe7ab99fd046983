"""From the upload on the console to the user's download with a fresh code."""

import json
from collections.abc import Callable
from urllib.parse import unquote

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import text

from api.bootstrap import Desk, job_handlers
from api.identity.directory import AccountMatch
from api.jobs import Worker
from api.tickets.domain import RequestType
from tests.api.console.conftest import Browser
from tests.support.clock import FakeClock
from tests.support.requests import PHONE, new_ticket
from tests.support.texts import found

SignIn = Callable[[str], Browser]
PDF = b"%PDF-1.7 invented content of somebody's data"


@pytest.fixture
def access(desk: Desk, conversation_id: str) -> str:
    """The number of an access request of 张三 (invented)."""
    with desk.database.transaction() as session:
        request = new_ticket(conversation_id, type=RequestType.ACCESS, details={"request_scope": "全部"})
        return desk.staff_side.tickets.filing.file(session, "key-1", request).ticket.number


def upload(browser: Browser, number: str, name: str = "结果.pdf", content: bytes = PDF, status: int = 200) -> str:
    browser.get(f"/staff/tickets/{number}")
    answer = browser.http.post(f"/staff/files/{number}", data={"csrf": browser.csrf}, files={"file": (name, content)})
    assert answer.status_code == status, answer.text
    return answer.text


def link(desk: Desk, conversation_id: str) -> str:
    """As the user reads it in the conversation."""
    with desk.database.reading() as session:
        last = desk.conversations.history(session, conversation_id)[-1].body["text"]
    return found(r"http://[^/]+(/files/\S+)", last)


def letters(desk: Desk, template: str) -> list[dict[str, str]]:
    """What went to the phone by this template."""
    Worker(desk.database, desk.clock, job_handlers(desk)).run_due()
    lines = (desk.settings.var_dir / "outbox.jsonl").read_text(encoding="utf-8").splitlines()
    sent = [json.loads(line) for line in lines]
    return [one["params"] for one in sent if (one["to"], one["template"]) == (PHONE, template)]


def codes(desk: Desk) -> list[str]:
    return [params["code"] for params in letters(desk, "code")]


def ask_code(client: TestClient, path: str) -> str:
    """The id of the verification, as the page carries it."""
    answer = client.post(f"{path}/code")
    assert answer.status_code == 200, answer.text
    return found(r'name="verification" value="([^"]+)"', answer.text)


def trail(desk: Desk, number: str) -> list[str]:
    with desk.database.reading() as session:
        ticket = desk.staff_side.tickets.find(session, number)
        return [event.action for event in desk.audit.history(session, f"ticket:{ticket.id}")]


def test_way_from_upload_to_download(
    signed_in: SignIn, access: str, desk: Desk, client: TestClient, conversation_id: str
) -> None:
    html = upload(signed_in("agent"), access)
    assert "结果.pdf" in html
    path = link(desk, conversation_id)
    assert PHONE not in path
    assert access not in path
    page = client.get(path)
    assert (page.status_code, PHONE in page.text, "张三" in page.text) == (200, False, False)
    verification = ask_code(client, path)
    answer = client.post(path, data={"verification": verification, "code": codes(desk)[-1]})
    assert (answer.status_code, answer.content) == (200, PDF)
    assert unquote(answer.headers["content-disposition"]).endswith("结果.pdf")
    assert (answer.headers["cache-control"], answer.headers["x-content-type-options"]) == ("no-store", "nosniff")
    assert trail(desk, access) == [
        "ticket:create", "ticket:file:attach", "ticket:account:match", "ticket:file:download",
    ]  # fmt: skip
    assert "已领取 1 次" in signed_in("auditor").get(f"/staff/tickets/{access}")


def forget(desk: Desk, conversation_id: str) -> None:
    with desk.database.transaction() as session:
        desk.conversations.delete(session, desk.conversations.get(session, conversation_id), actor="user")


def test_conversation_that_is_gone_stops_no_result(
    signed_in: SignIn, access: str, desk: Desk, client: TestClient, conversation_id: str
) -> None:
    forget(desk, conversation_id)
    upload(signed_in("agent"), access)
    (sent,) = letters(desk, "ticket_file")
    assert (sent["number"], sent["days"]) == (access, "7")
    path = "/files/" + sent["link"].rpartition("/files/")[2]
    form = {"verification": ask_code(client, path), "code": codes(desk)[-1]}
    assert client.post(path, data=form).content == PDF


def test_link_outlives_its_conversation(
    signed_in: SignIn, access: str, desk: Desk, client: TestClient, conversation_id: str
) -> None:
    upload(signed_in("agent"), access)
    path = link(desk, conversation_id)
    assert letters(desk, "ticket_file") == []
    forget(desk, conversation_id)
    form = {"verification": ask_code(client, path), "code": codes(desk)[-1]}
    assert client.post(path, data=form).content == PDF


def test_contact_of_no_account_gets_no_result(signed_in: SignIn, access: str, desk: Desk) -> None:
    with desk.database.transaction() as session:
        tickets = desk.staff_side.tickets.tickets
        tickets.matched(session, tickets.locked(session, access), AccountMatch.NOT_FOUND)
    assert "核对身份" in upload(signed_in("agent"), access, status=409)


def test_each_download_takes_a_code_of_its_own(
    signed_in: SignIn, access: str, desk: Desk, client: TestClient, clock: FakeClock, conversation_id: str
) -> None:
    upload(signed_in("agent"), access)
    path = link(desk, conversation_id)
    form = {"verification": ask_code(client, path), "code": codes(desk)[-1]}
    assert client.post(path, data=form).status_code == 200
    again = client.post(path, data=form)
    assert (again.status_code, "失效" in again.text) == (422, True)
    clock.advance(seconds=61)
    form = {"verification": ask_code(client, path), "code": codes(desk)[-1]}
    assert client.post(path, data=form).content == PDF


def test_wrong_codes_are_counted_and_lock(
    signed_in: SignIn, access: str, desk: Desk, client: TestClient, conversation_id: str
) -> None:
    upload(signed_in("agent"), access)
    path = link(desk, conversation_id)
    verification, right = ask_code(client, path), codes(desk)[-1]
    wrong = "000000" if right != "000000" else "000001"
    statuses = [client.post(path, data={"verification": verification, "code": wrong}).status_code for _ in range(5)]
    assert statuses == [422, 422, 422, 422, 429]
    assert client.post(path, data={"verification": verification, "code": right}).status_code == 429
    assert client.post(f"{path}/code").status_code == 429


def test_code_for_something_else_opens_nothing(
    signed_in: SignIn, access: str, desk: Desk, client: TestClient, conversation_id: str
) -> None:
    upload(signed_in("agent"), access)
    path = link(desk, conversation_id)
    service = {"Authorization": f"Bearer {desk.settings.service_token.get_secret_value()}"}
    body = {"conversation_id": conversation_id, "purpose": "access", "target": {"phone": PHONE}}
    started = client.post("/api/v1/verifications", json=body, headers=service).json()["id"]
    answer = client.post(path, data={"verification": started, "code": codes(desk)[-1]})
    assert (answer.status_code, PDF in answer.content) == (422, False)
    assert client.post(path, data={"verification": "unknown", "code": "123456"}).status_code == 422
    assert client.post(path).status_code == 422


def test_link_is_over_after_a_week_and_the_content_goes(
    signed_in: SignIn, access: str, desk: Desk, client: TestClient, clock: FakeClock, conversation_id: str
) -> None:
    upload(signed_in("agent"), access)
    path = link(desk, conversation_id)
    clock.advance(days=6, hours=23)
    assert client.get(path).status_code == 200
    clock.advance(hours=1, seconds=1)
    unknown = client.get("/files/unknown")
    assert client.get(path).status_code == client.post(f"{path}/code").status_code == unknown.status_code == 404
    assert dict(desk.retention.sweep())["result_files"] == 1
    with desk.database.reading() as session:
        row = session.execute(text("SELECT name, content, size FROM ticket_files")).one()
    assert tuple(row) == (None, None, len(PDF))
    browser = signed_in("auditor")
    assert "到期已删除" in browser.get(f"/staff/tickets/{access}")


@pytest.mark.parametrize(
    ("name", "content", "status"),
    [("a.exe", b"MZ", 422), ("a.pdf", b"no pdf", 422), ("a.pdf", b"", 422), ("a.pdf", PDF + b"x" * 10_485_760, 413)],
)
def test_wrong_files_are_refused_in_words(
    signed_in: SignIn, access: str, name: str, content: bytes, status: int
) -> None:
    html = upload(signed_in("agent"), access, name, content, status)
    assert "文件" in html


def test_other_requests_have_no_result(signed_in: SignIn, number: str) -> None:
    browser = signed_in("agent")
    assert "结果文件" not in browser.get(f"/staff/tickets/{number}")
    upload(browser, number, status=409)


def test_unproved_copy_gets_nothing(signed_in: SignIn, desk: Desk, conversation_id: str) -> None:
    with desk.database.transaction() as session:
        request = new_ticket(conversation_id, type=RequestType.COPY)
        number = desk.staff_side.tickets.filing.file(session, "key-2", request).ticket.number
    browser = signed_in("agent")
    assert "核验通过后可以上传" in browser.get(f"/staff/tickets/{number}")
    upload(browser, number, status=409)


def test_auditor_and_strangers_attach_nothing(signed_in: SignIn, access: str, client: TestClient) -> None:
    browser = signed_in("auditor")
    upload(browser, access, status=403)
    answer = client.post(f"/staff/files/{access}", files={"file": ("a.pdf", PDF)}, follow_redirects=False)
    assert answer.status_code == 303


def test_content_is_not_readable_in_the_database(signed_in: SignIn, access: str, desk: Desk) -> None:
    upload(signed_in("agent"), access)
    with desk.database.reading() as session:
        stored = session.execute(text("SELECT name, content FROM ticket_files")).one()
    assert all(b"PDF" not in value and "结果".encode() not in value for value in stored)
