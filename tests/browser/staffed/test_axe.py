"""axe-core finds nothing on any page of the console and of the public side, in both colour schemes."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from api.tickets.domain import RequestType
from tests.browser.accessibility import violations
from tests.browser.panel import Panel
from tests.browser.staffed.conftest import Console
from tests.support.requests import new_ticket
from tests.support.staffed_desk import StaffedDesk

SCHEMES = ["light", "dark"]
PAGES = [
    "/staff",
    "/staff?status=all&due=overdue",
    "/staff/queue",
    "/staff/questions",
    "/staff/overview",
    "/staff/account",
    "/staff/accounts",
    "/staff/tickets/PD-0000",
]


@pytest.fixture
def busy(visitor: Panel, staffed: StaffedDesk) -> str:
    """A desk with one talk in the queue and its ticket; the ticket's number."""
    for words in ("删了备份里还有吗？", "同意", "天气", "转人工"):
        visitor.say(words)
    expect(visitor.banner).to_contain_text("正在等待人工客服")
    with staffed.desk.database.transaction() as session:
        (waiting,) = staffed.desk.live_chat.queue(session)
        filed = staffed.desk.staff_side.tickets.filing.file(session, "key", new_ticket(waiting.conversation.id))
        return filed.ticket.number


@pytest.fixture
def link(sign_in: Callable[..., Console], staffed: StaffedDesk) -> str:
    """The path to a file that waits for its user."""
    desk = staffed.desk
    with desk.database.transaction() as session:
        talk = desk.conversations.open(session, "web")[0].id
        request = new_ticket(talk, type=RequestType.ACCESS, details={"request_scope": "全部"})
        ticket = desk.staff_side.tickets.filing.file(session, "key", request).ticket
        ticket.status, number = "in_progress", ticket.number
    staff = sign_in("chen")
    staff.go(f"/staff/tickets/{number}")
    staff.page.set_input_files("#file", files=[{"name": "a.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 x"}])
    staff.button("上传并通知用户").click()
    expect(staff.page.get_by_text("a.pdf")).to_be_visible()
    with desk.database.reading() as session:
        told = desk.conversations.history(session, talk)[-1].body["text"]
    path = re.search(r"/files/\S+", told)
    assert path is not None
    return path[0]


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", [1280, 390])
def test_console(sign_in: Callable[..., Console], busy: str, scheme: str, width: int) -> None:
    size = {"viewport": {"width": width, "height": 844}, "has_touch": width < 1280, "is_mobile": width < 1280}
    staff = sign_in("admin", color_scheme=scheme, reduced_motion="reduce", **size)
    for path in [*PAGES, f"/staff/tickets/{busy}"]:
        staff.go(path)
        assert violations(staff.page) == [], path
    staff.claim_first()
    staff.reply("您好")
    expect(staff.said.last).to_contain_text("您好")
    staff.page.locator(".note summary").click()
    staff.page.get_by_text("引用条款").click()
    staff.page.fill("#clause-q", "删除")
    expect(staff.button("附上这一条").first).to_be_visible()
    assert violations(staff.page) == []
    staff.page.locator(".pass summary").click()
    staff.page.get_by_text("常用回复").click()
    assert violations(staff.page) == []


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", [1280, 320])
def test_file_link(new_page: Callable[..., Page], url: str, link: str, scheme: str, width: int) -> None:
    page = new_page(color_scheme=scheme, viewport={"width": width, "height": 720})
    page.goto(url + link)
    assert violations(page) == []
    page.get_by_role("button", name="发送验证码").click()
    page.fill("#code", "000000")
    assert violations(page) == []
    page.press("#code", "Enter")
    expect(page.get_by_role("alert")).to_be_visible()
    assert violations(page) == []
    page.goto(url + "/files/unknown")
    assert violations(page) == []


@pytest.mark.parametrize("scheme", SCHEMES)
def test_sign_in(new_page: Callable[..., Page], url: str, scheme: str) -> None:
    page = new_page(color_scheme=scheme)
    page.goto(url + "/staff/login")
    assert violations(page) == []
    page.fill("#username", "li")
    page.fill("#password", "wrong")
    page.press("#password", "Enter")
    expect(page.get_by_role("alert")).to_be_visible()
    assert violations(page) == []


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", [1280, 320])
def test_public_side(new_page: Callable[..., Page], url: str, scheme: str, width: int) -> None:
    page = new_page(color_scheme=scheme, reduced_motion="reduce", viewport={"width": width, "height": 720})
    panel = Panel(page)
    page.goto(url + "/policy")
    assert violations(page) == []
    page.goto(url + "/")
    if width < 1024:
        panel.open()
    panel.expect_replies(1)
    for count, words in enumerate(("删了备份里还有吗？", "我要删除", "同意", "天气", "转人工"), start=2):
        panel.say(words)
        panel.expect_replies(count)
        assert violations(page) == [], words
    panel.button("更多").click()
    assert violations(page) == []
    panel.button("结束并删除会话").click()
    assert violations(page) == []
