"""The reply's form: nothing is lost, nothing goes out by mistake, and what failed is said."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Route, expect

from tests.browser.panel import Panel
from tests.browser.staffed.conftest import Console
from tests.support.staffed_desk import StaffedDesk

SignIn = Callable[..., Console]


@pytest.fixture
def li(visitor: Panel, sign_in: SignIn) -> Console:
    """Serves the visitor."""
    visitor.ask_for_person()
    console = sign_in("li")
    console.claim_first()
    return console


def cite(console: Console) -> None:
    """Attaches a clause to the reply."""
    console.page.get_by_text("引用条款").click()
    console.page.fill("#clause-q", "备份系统中删除")
    console.button("附上这一条").first.click()


def test_reply_after_the_session_ended_is_kept_and_told(visitor: Panel, li: Console) -> None:
    li.page.context.clear_cookies()
    li.reply("这句话不能丢")
    expect(li.page.locator("#toast")).to_contain_text("登录已失效")
    expect(li.page.locator("#reply")).to_have_value("这句话不能丢")
    with li.page.expect_response("**part=messages"):
        visitor.say("您还在吗")
    expect(li.page.locator("#password")).to_have_count(0)
    expect(li.said.last).to_contain_text("已经接入")


def test_table_is_not_the_sign_in_page(sign_in: SignIn) -> None:
    chen = sign_in("chen")
    saved: list[object] = []
    chen.page.on("download", lambda download: saved.append(download))
    chen.go("/staff?status=all")
    chen.page.context.clear_cookies()
    chen.button("导出 CSV").click()
    expect(chen.page.locator("#toast")).to_be_visible()
    assert saved == []


def test_enter_in_the_search_sends_nothing(visitor: Panel, li: Console) -> None:
    li.page.fill("#reply", "写到一半")
    li.page.get_by_text("引用条款").click()
    li.page.fill("#clause-q", "备份")
    li.page.press("#clause-q", "Enter")
    expect(li.button("附上这一条").first).to_be_visible()
    expect(li.page.locator("#reply")).to_have_value("写到一半")
    expect(visitor.find(".staff")).to_have_count(0)


def test_words_written_while_a_reply_is_on_its_way_stay(visitor: Panel, li: Console) -> None:
    held: list[Route] = []
    li.page.route("**/reply", lambda route: held.append(route))
    cite(li)
    with li.page.expect_request("**/reply"):
        li.reply("您好。")
    li.page.locator("#reply").press_sequentially("还有一句")
    held[0].continue_()
    expect(li.page.locator("#reply")).to_have_value("还有一句")
    expect(li.page.locator(".cites button")).to_have_count(0)
    expect(visitor.find(".staff").last).to_contain_text("您好。")
    li.page.unroute("**/reply")
    li.page.press("#reply", "Enter")
    expect(visitor.find(".staff")).to_have_count(2)
    expect(visitor.find(".staff").last).to_contain_text("还有一句")
    expect(li.page.locator("#reply")).to_have_value("")


def test_attached_clause_survives_a_fresh_form(visitor: Panel, li: Console, staffed: StaffedDesk) -> None:
    cite(li)
    li.page.fill("#reply", "见这一条")
    li.page.reload()
    expect(li.page.locator(".cites button")).to_contain_text("5.3")
    with li.page.expect_response("**part=composer"):
        li.page.evaluate("document.querySelector('[hx-get*=composer]').dispatchEvent(new Event('sse:state'))")
    expect(li.page.locator(".cites button")).to_contain_text("5.3")
    li.page.press("#reply", "Enter")
    expect(visitor.find(".staff").last.locator("summary")).to_contain_text("5.3")
