"""What takes long shows how far it is, and says when it failed."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Route, expect

from api.tickets.domain import RequestType
from tests.browser.staffed.conftest import Console
from tests.support.requests import new_ticket
from tests.support.staffed_desk import StaffedDesk

PDF = {"name": "result.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 invented content of somebody's data"}
SignIn = Callable[..., Console]


@pytest.fixture
def number(staffed: StaffedDesk) -> str:
    """An access request."""
    with staffed.desk.database.transaction() as session:
        talk = staffed.desk.conversations.open(session, "web")[0]
        request = new_ticket(talk.id, type=RequestType.ACCESS, details={"request_scope": "全部"})
        filed = staffed.desk.staff_side.tickets.filing.file(session, "key", request)
        filed.ticket.status = "in_progress"
        return filed.ticket.number


@pytest.fixture
def held() -> list[Route]:
    """Requests that the network has not let through yet."""
    return []


def test_upload_tells_how_far_and_ends_on_the_page(sign_in: SignIn, number: str, held: list[Route]) -> None:
    staff = sign_in("chen")
    staff.page.route("**/staff/files/*", lambda route: held.append(route))
    staff.go(f"/staff/tickets/{number}")
    staff.page.set_input_files("#file", [PDF])
    staff.button("上传并通知用户").click()
    expect(staff.button("上传并通知用户")).to_be_disabled()
    held[0].continue_()
    expect(staff.page.get_by_text("result.pdf")).to_be_visible()
    expect(staff.page.locator("#busy")).to_be_hidden()


def test_upload_that_is_refused_says_why(sign_in: SignIn, number: str) -> None:
    staff = sign_in("chen")
    staff.go(f"/staff/tickets/{number}")
    staff.page.set_input_files("#file", [{**PDF, "buffer": b"no pdf"}])
    staff.button("上传并通知用户").click()
    expect(staff.page.locator("#toast")).to_be_visible()
    expect(staff.button("上传并通知用户")).to_be_enabled()


def test_export_shows_that_it_is_at_work(sign_in: SignIn, number: str, held: list[Route]) -> None:
    staff = sign_in("chen")
    staff.page.route("**/staff/export.csv", lambda route: held.append(route))
    staff.go("/staff?status=all")
    staff.button("导出 CSV").click()
    expect(staff.page.locator("#busy")).to_be_visible()
    with staff.page.expect_download() as download:
        held[0].continue_()
    assert download.value.suggested_filename == "tickets.csv"
    assert number in download.value.path().read_text(encoding="utf-8-sig")
    expect(staff.page.locator("#busy")).to_be_hidden()


def test_reply_after_a_lost_answer_is_said_once(sign_in: SignIn, staffed: StaffedDesk) -> None:
    with staffed.desk.database.transaction() as session:
        talk = staffed.desk.conversations.open(session, "web")[0]
        staffed.desk.conversations.ask_for_person(session, talk, "asked", "user")
    staff = sign_in("li")
    staff.claim_first()

    def lose_the_answer(route: Route) -> None:
        route.fetch()
        route.abort()

    staff.page.route("**/reply", lose_the_answer, times=1)
    staff.reply("您好，我来看一下。")
    expect(staff.page.locator("#toast")).to_be_visible()
    expect(staff.page.locator("#reply")).to_have_value("您好，我来看一下。")
    staff.page.press("#reply", "Enter")
    expect(staff.page.locator("#reply")).to_have_value("")
    staff.reply("请稍等。")
    expect(staff.said.last).to_contain_text("请稍等。")
    assert staff.page.get_by_text("您好，我来看一下。").count() == 1
