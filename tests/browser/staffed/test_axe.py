"""axe-core finds nothing on any page of the console and of the public side, in both colour schemes."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

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


@pytest.mark.parametrize("scheme", SCHEMES)
def test_console(sign_in: Callable[..., Console], busy: str, scheme: str) -> None:
    staff = sign_in("admin", color_scheme=scheme, reduced_motion="reduce")
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
