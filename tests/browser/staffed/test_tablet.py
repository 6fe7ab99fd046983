"""A tablet held upright, touched with fingers."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.panel import Panel
from tests.browser.staffed.conftest import Console
from tests.support.requests import new_ticket
from tests.support.staffed_desk import StaffedDesk

TABLET = {"viewport": {"width": 768, "height": 1024}, "has_touch": True, "is_mobile": True}
FINGER = 44
SMALL = """(least) => {
  const touched = "button, .button, summary, select, textarea, .nav a, .brand, .who a, .queue-who, .tickets a.number, "
    + ".title-row a, input:not([type=hidden], [type=checkbox], .hidden), label:has([type=checkbox])";
  return [...document.querySelectorAll(touched)]
    .map((each) => [each.outerHTML.slice(0, 90), each.getBoundingClientRect()])
    .filter(([, box]) => box.width && box.height < least)
    .map(([html, box]) => `${Math.round(box.height)} ${html}`);
}"""


def problems(page: Page) -> list[str]:
    """What is too small to be touched, and whether the page is too wide."""
    wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    return [*page.evaluate(SMALL, FINGER), *(["too wide"] if wide else [])]


@pytest.fixture
def number(visitor: Panel, staffed: StaffedDesk) -> str:
    """A talk in the queue, and its ticket."""
    visitor.say("删了备份里还有吗？")
    visitor.expect_replies(2)
    visitor.ask_for_person()
    with staffed.desk.database.transaction() as session:
        (waiting,) = staffed.desk.live_chat.queue(session)
        return staffed.desk.staff_side.tickets.filing.file(session, "key", new_ticket(waiting.conversation.id)).ticket.number


def test_pages_fit_fingers(sign_in: Callable[..., Console], number: str) -> None:
    staff = sign_in("admin", **TABLET)
    pages = ("", "/queue", "/questions", "/overview", "/account", "/accounts", f"/tickets/{number}")
    assert {path: found for path in pages if (found := go(staff, path))} == {}


def go(staff: Console, path: str) -> list[str]:
    staff.go(f"/staff{path}")
    return problems(staff.page)


def test_talk_on_a_tablet(sign_in: Callable[..., Console], number: str, visitor: Panel) -> None:
    li = sign_in("li", **TABLET)
    li.claim_first()
    assert problems(li.page) == []
    li.page.get_by_text("引用条款").tap()
    li.page.fill("#clause-q", "备份系统中删除")
    expect(li.button("附上这一条").first).to_be_visible()
    assert problems(li.page) == []
    li.button("附上这一条").first.tap()
    assert problems(li.page) == []
    li.page.fill("#reply", "见这一条。")
    li.button("发送").tap()
    expect(visitor.find(".staff").last).to_contain_text("见这一条。")
    li.page.get_by_text("转给同事").tap()
    li.page.get_by_text("写内部备注").tap()
    assert problems(li.page) == []
