"""What a visitor does first: ask, choose, read the clause behind an answer, rate it, start over."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenPanel
from tests.browser.panel import Panel
from tests.support.fake_desk import DeskServer, FakeDesk
from tests.support.fake_replies import QUOTE, STARS


def transcript(panel: Panel, folder: Path) -> str:
    """What the menu's download holds."""
    panel.button("更多").click()
    with panel.page.expect_download() as waiting:
        panel.button("下载会话记录").click()
    target = folder / waiting.value.suggested_filename
    waiting.value.save_as(target)
    return target.read_text(encoding="utf-8-sig")


def test_text_is_sent_and_answered(panel: Panel, desk: FakeDesk) -> None:
    panel.say("删了备份里还有吗？")
    panel.expect_replies(2)
    panel.expect_said("删了备份里还有吗？")
    assert [body["text"] for body in desk.received] == ["删了备份里还有吗？"]


def test_message_shows_at_once_as_sending(panel: Panel, desk: FakeDesk) -> None:
    desk.delay = 1.5
    panel.say("慢一点")
    expect(panel.find(".sending .meta")).to_have_text("发送中")
    expect(panel.find(".dots")).to_be_visible()
    panel.expect_replies(2)
    expect(panel.find(".dots")).to_be_hidden()
    panel.expect_said("慢一点")


def test_quick_reply_is_said_by_its_title(panel: Panel, desk: FakeDesk) -> None:
    panel.button("删除我的信息").click()
    panel.expect_replies(2)
    panel.expect_said("删除我的信息")
    assert desk.received[0]["payload"] == "request:deletion"
    assert "text" not in desk.received[0]


def test_old_quick_replies_go_away(panel: Panel) -> None:
    panel.say("问一下")
    panel.expect_replies(2)
    expect(panel.button("你们收集哪些信息？")).to_have_count(0)
    expect(panel.find(".actions")).to_have_count(1)


def test_citation_opens_in_place(panel: Panel, server: DeskServer) -> None:
    panel.say("备份")
    citation = panel.find("details").first
    expect(citation.locator("blockquote")).to_be_hidden()
    citation.locator("summary").click()
    expect(citation.locator("blockquote")).to_have_text(QUOTE)
    expect(citation.locator("summary")).to_contain_text("5.3")
    link = citation.get_by_role("link")
    expect(link).to_have_attribute("href", f"{server.url}/policy/2022-04-22#5.3")
    expect(link).to_have_attribute("target", "_blank")


def test_mail_and_service_numbers_are_links(panel: Panel) -> None:
    panel.say("怎么联系，我的手机 13800000000")
    links = panel.replies.last.locator(".text a")
    expect(links.nth(0)).to_have_attribute("href", "mailto:admin@jqbao168.com")
    expect(links.nth(1)).to_have_attribute("href", "tel:051085126866")
    expect(panel.said.locator("a")).to_have_count(0)


def test_only_addresses_of_this_desk_are_links(panel: Panel, desk: FakeDesk, server: DeskServer) -> None:
    own, foreign = f"{server.url}/files/token", "https://elsewhere.example/files/token"
    desk.only.add({"kind": "status", "author": "system", "text": f"请在这里领取：\n{own}，不是{foreign}"})
    panel.expect_replies(2)
    link = panel.replies.last.locator(".text a")
    expect(link).to_have_attribute("href", own)
    expect(link).to_have_attribute("target", "_blank")
    expect(panel.replies.last).to_contain_text(foreign)


def test_feedback_carries_a_reason(panel: Panel, desk: FakeDesk) -> None:
    panel.say("备份")
    panel.button("这个回答没有用").click()
    panel.button("看不懂").click()
    expect(panel.find(".rate")).to_contain_text("谢谢")
    expect(panel.button("这个回答没有用")).to_have_attribute("aria-pressed", "true")
    assert desk.feedback[-1] == {"message_id": 3, "useful": False, "reason": "看不懂"}


def test_page_button_opens_with_its_question(opened: OpenPanel) -> None:
    panel = opened()
    panel.button("收起").click()
    panel.page.locator("#ask").click()
    panel.expect_replies(2)
    panel.expect_said("删了备份里还有吗？")


def test_start_over_begins_a_new_conversation(panel: Panel, desk: FakeDesk) -> None:
    panel.say("备份")
    panel.expect_replies(2)
    panel.button("更多").click()
    panel.button("重新开始").click()
    panel.banner.get_by_role("button", name="重新开始").click()
    panel.expect_said()
    panel.expect_replies(1)
    assert len(desk.conversations) == 2


@pytest.mark.parametrize("state", ["waiting", "staff"])
def test_starting_over_leaves_nobody_waited_for(panel: Panel, desk: FakeDesk, state: str) -> None:
    panel.say("备份")
    panel.expect_replies(2)
    first = desk.only
    first.turn_to(state)
    expect(panel.banner if state == "waiting" else panel.find(".who")).to_contain_text("人工客服")
    desk.refuse = 503
    panel.button("更多").click()
    panel.button("重新开始").click()
    again = panel.banner.get_by_role("button", name="重新开始")
    again.click()
    expect(panel.banner).to_contain_text("现在办不了。")
    assert first.state == state
    again.click()
    panel.expect_said()
    panel.expect_replies(1)
    assert [each.state for each in desk.conversations.values()] == ["closed", "bot"]


def test_end_leaves_nothing_here_or_there(panel: Panel, desk: FakeDesk) -> None:
    panel.say("备份")
    panel.expect_replies(2)
    panel.button("更多").click()
    panel.button("结束并删除会话").click()
    panel.banner.get_by_role("button", name="结束并删除会话").click()
    expect(panel.find(".panel")).to_be_hidden()
    assert desk.conversations == {}
    kept = panel.page.evaluate("Object.values(localStorage).join()")
    assert '"token":null' in kept
    assert "备份" not in kept


def test_end_that_fails_can_be_tried_again(panel: Panel, desk: FakeDesk) -> None:
    panel.say("备份")
    panel.expect_replies(2)
    desk.refuse = 503
    panel.button("更多").click()
    panel.button("结束并删除会话").click()
    again = panel.banner.get_by_role("button", name="结束并删除会话")
    again.click()
    expect(panel.banner).to_contain_text("现在办不了。")
    assert len(desk.conversations) == 1
    again.click()
    expect(panel.find(".panel")).to_be_hidden()
    assert desk.conversations == {}


def test_stars_are_given_after_the_end(panel: Panel, desk: FakeDesk) -> None:
    panel.say("备份")
    panel.expect_replies(2)
    desk.only.add(STARS)
    desk.only.turn_to("closed")
    expect(panel.banner).to_contain_text("会话已结束")
    panel.button("4 星").click()
    panel.expect_said("备份", "4 星")
    assert desk.received[-1]["payload"] == "rate:4"
    assert len(desk.conversations) == 1


def test_staff_are_told_of_typing_now_and_then(panel: Panel, desk: FakeDesk) -> None:
    panel.field.press_sequentially("给机器人")
    desk.only.turn_to("staff")
    panel.field.press("Enter")
    expect(panel.find(".who")).to_contain_text("人工客服正在为您服务")
    assert desk.typing == 0
    with panel.page.expect_response("**/typing"):
        panel.field.press_sequentially("给客服的话")
    assert desk.typing == 1


def test_typing_sign_goes_soon_after_staff_stop(panel: Panel, desk: FakeDesk) -> None:
    panel.say("转人工")
    panel.expect_replies(2)
    panel.page.clock.install()
    desk.only.events.append(("typing", {"author": "staff", "on": True}))
    expect(panel.find(".dots")).to_be_visible()
    expect(panel.root.get_by_role("status").get_by_text("对方正在输入")).to_be_attached()
    panel.page.clock.fast_forward(4000)
    expect(panel.find(".dots")).to_be_visible()
    panel.page.clock.fast_forward(4000)
    expect(panel.find(".dots")).to_be_hidden()


def test_transcript_marks_what_was_not_sent(panel: Panel, desk: FakeDesk, tmp_path: Path) -> None:
    panel.say("备份")
    panel.expect_replies(2)
    desk.refuse = 422
    panel.say("没发出去的话")
    expect(panel.find(".rejected")).to_be_visible()
    text = transcript(panel, tmp_path)
    assert "我：备份" in text
    assert "我（未发送）：没发出去的话" in text


def test_transcript_is_a_text_file(panel: Panel, tmp_path: Path) -> None:
    panel.say("备份")
    panel.expect_replies(2)
    text = transcript(panel, tmp_path)
    assert "我：备份" in text
    assert QUOTE in text


def test_staff_are_named_and_the_state_is_shown(panel: Panel, desk: FakeDesk) -> None:
    panel.say("转人工")
    expect(panel.banner).to_contain_text("正在等待人工客服")
    desk.only.turn_to("staff")
    desk.only.add({"author": "staff", "kind": "text", "text": "您好，我来处理。"})
    expect(panel.find(".staff")).to_have_text("人工客服您好，我来处理。")
    expect(panel.banner).to_be_hidden()
    expect(panel.find(".who")).to_contain_text("人工客服正在为您服务")


def test_closed_conversation_offers_a_new_one(panel: Panel, desk: FakeDesk) -> None:
    panel.say("备份")
    panel.expect_replies(2)
    desk.only.turn_to("closed")
    expect(panel.banner).to_contain_text("会话已结束")
    expect(panel.field).to_be_hidden()
    panel.button("开始新会话").click()
    panel.expect_said()
    expect(panel.field).to_be_visible()


def test_late_answer_does_not_reopen_a_closed_conversation(panel: Panel, desk: FakeDesk) -> None:
    desk.hold = 1.0
    panel.say("备份")
    panel.expect_replies(2)
    desk.only.turn_to("closed")
    expect(panel.banner).to_contain_text("会话已结束")
    expect(panel.find(".sending")).to_have_count(0)
    panel.page.wait_for_timeout(1500)
    expect(panel.banner).to_contain_text("会话已结束")
    expect(panel.field).to_be_hidden()


def test_closed_panel_counts_unread(panel: Panel, desk: FakeDesk) -> None:
    panel.say("转人工")
    panel.expect_replies(2)
    panel.button("收起").click()
    desk.only.add({"author": "staff", "kind": "text", "text": "您好"})
    expect(panel.find(".badge b")).to_have_text("1")
    panel.find(".launch").click()
    panel.expect_replies(3)
    panel.button("收起").click()
    expect(panel.find(".badge")).to_be_hidden()
