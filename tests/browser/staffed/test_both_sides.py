"""A user in the widget and two agents in the console, each in a browser of their own."""

import re
from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.measures import focused
from tests.browser.panel import Panel
from tests.browser.staffed.conftest import Console
from tests.support.staffed_desk import StaffedDesk

SignIn = Callable[..., Console]
# In the page itself: its security policy lets no test wait for an expression.
COUNT_TONES = """() => {
  const counted = document.documentElement.dataset;
  const make = AudioContext.prototype.createOscillator;
  counted.tones = "0";
  AudioContext.prototype.createOscillator = function () {
    counted.tones = String(Number(counted.tones) + 1);
    return make.call(this);
  };
}"""
SOUNDS = """() => new Promise((done) => {
  if (audio.state === "running") done(audio.state);
  else audio.addEventListener("statechange", () => done(audio.state), { once: true });
})"""


def expect_tones(console: Console, count: int) -> None:
    """So many were sounded since they are counted."""
    expect(console.page.locator("html")).to_have_attribute("data-tones", str(count))


def test_a_whole_handoff(visitor: Panel, sign_in: SignIn) -> None:
    li, wang = sign_in("li"), sign_in("wang")
    li.go("/staff/queue")
    visitor.say("删了备份里还有吗？")
    visitor.expect_replies(2)
    visitor.ask_for_person()
    expect(li.page.locator(".queue li")).to_contain_text("用户要求")
    expect(li.page).to_have_title("(1) 会话 · 隐私服务台")

    li.button("接入").click()
    expect(visitor.find(".system").last).to_contain_text("小李")
    expect(li.page.locator(".talk")).to_contain_text("理解为：备份里的信息也会删吗")
    visitor.say("我着急")
    expect(li.said.last).to_contain_text("我着急")
    li.reply("您好，我来处理。")
    expect(visitor.find(".staff").last).to_contain_text("您好，我来处理。")
    expect(li.page.locator("#reply")).to_have_value("")

    li.page.locator(".pass summary").click()
    li.page.select_option("#colleague", label="小王")
    li.button("转交").click()
    expect(visitor.find(".system").last).to_contain_text("小王")
    wang.go("/staff/queue")
    wang.page.locator(".queue-who").click()
    wang.reply("我接着办。")
    expect(visitor.find(".staff").last).to_contain_text("我接着办。")
    expect(li.page.locator("#reply")).to_have_count(0)

    wang.button("交回机器人").click()
    expect(visitor.find(".who")).to_contain_text("机器人答复")
    visitor.button("5 星，很满意").click()
    expect(visitor.replies.last).to_contain_text("谢谢您的评价")
    visitor.say("备份呢")
    expect(visitor.replies.last).to_contain_text("不一定马上")


def test_somebody_new_rings_where_the_sound_is_on(visitor: Panel, sign_in: SignIn) -> None:
    li = sign_in("li")
    li.go("/staff/queue")
    li.page.evaluate(COUNT_TONES)
    li.page.locator("#sound").click()
    expect_tones(li, 1)
    visitor.ask_for_person()
    expect_tones(li, 2)
    li.page.locator("#sound").click()
    visitor.say("有人吗")
    expect(li.page.locator(".queue li")).to_contain_text("有人吗")
    expect_tones(li, 2)


def test_whoever_is_not_answered_yet_rings_again(visitor: Panel, sign_in: SignIn) -> None:
    visitor.ask_for_person()
    li = sign_in("li")
    li.claim_first()
    expect(li.page).to_have_title(re.compile(r"^\(1\) "))
    li.page.evaluate(COUNT_TONES)
    li.page.locator("#sound").click()
    expect_tones(li, 1)
    visitor.say("在吗")
    expect_tones(li, 2)
    visitor.say("喂")
    expect_tones(li, 3)


def test_sound_works_from_the_first_touch_of_a_page(sign_in: SignIn) -> None:
    li = sign_in("li")
    li.page.locator("#sound").click()
    li.page.reload()
    li.page.get_by_role("heading", name="工单").click()
    assert li.page.evaluate(SOUNDS) == "running"


def test_newest_message_alone_is_read_out(visitor: Panel, sign_in: SignIn) -> None:
    visitor.say("删了备份里还有吗？")
    visitor.expect_replies(2)
    visitor.ask_for_person()
    li = sign_in("li")
    li.claim_first()
    assert li.page.locator(".talk").get_attribute("aria-live") == "off"
    citation = li.page.locator(".cite").first
    citation.locator("summary").click()
    visitor.say("我着急")
    expect(li.page.locator("#newest")).to_have_text("用户：我着急")
    expect(citation).to_have_attribute("open", "")
    expect(citation.locator("summary")).to_be_focused()


def test_race_on_claim_has_one_winner(visitor: Panel, sign_in: SignIn) -> None:
    visitor.ask_for_person()
    li, wang = sign_in("li"), sign_in("wang")
    li.go("/staff/queue")
    wang.go("/staff/queue")
    wang.page.route("**/staff/queue?part=list", lambda route: route.abort())
    li.button("接入").click()
    expect(li.page.locator("#reply")).to_be_visible()
    wang.button("接入").click()
    expect(wang.page.get_by_role("alert")).to_contain_text("另一位客服已经接入")
    expect(visitor.find(".system").filter(has_text="已经接入")).to_have_count(1)


def test_note_stays_inside(visitor: Panel, sign_in: SignIn) -> None:
    visitor.ask_for_person()
    li, wang = sign_in("li"), sign_in("wang")
    li.claim_first()
    wang.go(li.page.url.removeprefix(li.url))
    li.page.locator(".note summary").click()
    li.page.fill("#note", "这位用户要谨慎")
    li.button("保存备注").click()
    for console in (li, wang):
        expect(console.page.locator(".said.note")).to_contain_text("这位用户要谨慎")
    li.reply("您好")
    expect(visitor.find(".staff").last).to_contain_text("您好")
    visitor.page.reload()
    expect(visitor.find(".staff").last).to_contain_text("您好")
    expect(visitor.find(".log")).not_to_contain_text("谨慎")


def test_end_with_stars(visitor: Panel, sign_in: SignIn) -> None:
    visitor.ask_for_person()
    li = sign_in("li")
    li.claim_first()
    talk = li.page.url.removeprefix(li.url)
    li.button("结束会话").click()
    expect(visitor.banner).to_contain_text("会话已结束")
    visitor.button("4 星，满意").click()
    expect(visitor.replies.last).to_contain_text("谢谢您的评价")
    li.go(talk)
    expect(li.page.locator(".facts")).to_contain_text("★★★★☆")


def test_both_see_the_other_write(visitor: Panel, sign_in: SignIn) -> None:
    visitor.ask_for_person()
    li = sign_in("li")
    li.claim_first()
    expect(visitor.find(".who")).to_contain_text("人工客服正在为您服务")
    visitor.field.press_sequentially("我在写")
    expect(li.page.locator(".typing")).to_contain_text("用户正在输入")
    li.page.locator("#reply").press_sequentially("我也在写")
    expect(visitor.find(".dots")).to_be_visible()
    visitor.field.press("Enter")
    expect(li.page.locator(".typing")).to_have_text("")


def test_canned_words_and_a_clause(visitor: Panel, sign_in: SignIn) -> None:
    visitor.ask_for_person()
    li = sign_in("li")
    li.claim_first()
    li.page.get_by_text("常用回复").click()
    li.button("请稍等").click()
    expect(li.page.locator("#reply")).to_have_value("好的，我核对一下，请您稍等几分钟。")
    li.page.get_by_text("引用条款").click()
    li.page.fill("#clause-q", "备份系统中删除")
    li.button("附上这一条").first.click()
    li.page.press("#reply", "Enter")
    expect(visitor.find(".staff").last.locator("summary")).to_contain_text("5.3")


def test_user_deletes_and_the_console_says_so(visitor: Panel, sign_in: SignIn) -> None:
    visitor.ask_for_person()
    li = sign_in("li")
    li.claim_first()
    visitor.button("更多").click()
    visitor.button("结束并删除会话").click()
    visitor.banner.get_by_role("button", name="结束并删除会话").click()
    expect(visitor.find(".panel")).to_be_hidden()
    li.reply("还在吗")
    expect(li.page.get_by_role("alert")).to_contain_text("没有找到这个会话")


def test_draft_survives_a_reload(visitor: Panel, sign_in: SignIn) -> None:
    visitor.ask_for_person()
    li = sign_in("li")
    li.claim_first()
    li.page.locator("#reply").press_sequentially("写到一半")
    li.page.reload()
    expect(li.page.locator("#reply")).to_have_value("写到一半")


def test_nobody_comes_then_a_ticket(visitor: Panel, staffed: StaffedDesk) -> None:
    visitor.ask_for_person()
    staffed.clock.advance(minutes=6)
    staffed.worker.run_due()
    expect(visitor.replies.last).to_contain_text("还没有人接入")
    visitor.button("提交投诉或意见工单").click()
    expect(visitor.find(".who")).to_contain_text("机器人答复")


def test_keyboard_alone_serves(visitor: Panel, sign_in: SignIn) -> None:
    visitor.ask_for_person()
    li = sign_in("li")
    li.go("/staff/queue")
    keyboard = li.page.keyboard
    keyboard.press("Tab")
    expect(li.page.get_by_role("link", name="跳到正文")).to_be_focused()
    keyboard.press("Enter")
    for _ in range(2):
        keyboard.press("Tab")
    expect(li.button("接入")).to_be_focused()
    keyboard.press("Enter")
    expect(li.page.locator("#reply")).to_be_visible()
    for _ in range(20):
        keyboard.press("Tab")
        if li.page.evaluate("document.activeElement.id") == "reply":
            break
    keyboard.type("键盘也行")
    keyboard.press("Enter")
    expect(visitor.find(".staff").last).to_contain_text("键盘也行")


def test_phone_size_talks_too(visitor: Panel, sign_in: SignIn) -> None:
    visitor.page.set_viewport_size({"width": 320, "height": 568})
    visitor.ask_for_person()
    li = sign_in("li", viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    li.claim_first()
    li.reply("从手机上回复")
    expect(visitor.find(".staff").last).to_contain_text("从手机上回复")
    for path in ("/staff", "/staff/queue", li.page.url.removeprefix(li.url)):
        li.go(path)
        assert li.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path


def test_stars_by_keyboard(visitor: Panel, sign_in: SignIn) -> None:
    visitor.ask_for_person()
    li = sign_in("li")
    li.claim_first()
    li.button("结束会话").click()
    expect(visitor.banner).to_contain_text("会话已结束")
    visitor.find(".star").first.focus()
    visitor.page.keyboard.press("Tab")
    assert "2 星" in focused(visitor.root)
    visitor.page.keyboard.press("Enter")
    expect(visitor.replies.last).to_contain_text("谢谢您的评价")
