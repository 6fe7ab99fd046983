"""For everyone: keyboard, input methods, small screens, zoom, contrast, reduced motion."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPanel
from tests.browser.measures import contrast_of, focused
from tests.browser.panel import Panel
from tests.support.fake_desk import DeskServer, FakeDesk

IME_KEY = 229  # what a browser reports for every key that an input method handles
PHONE = {"viewport": {"width": 320, "height": 568}, "has_touch": True, "is_mobile": True}


def tab_to(panel: Panel, name: str) -> None:
    """Presses Tab until `name` has the focus."""
    for _ in range(30):
        panel.page.keyboard.press("Tab")
        if focused(panel.root).startswith(name):
            return
    raise AssertionError(f"Tab never reaches {name}")


def test_keyboard_alone_is_enough(new_page: Callable[..., Page], server: DeskServer) -> None:
    panel = Panel(new_page())
    page = panel.page
    page.goto(server.other_url + "/site")
    tab_to(panel, "隐私咨询")
    page.keyboard.press("Enter")
    panel.expect_replies(1)
    assert focused(panel.root) == "输入您的问题"
    page.keyboard.type("备份")
    page.keyboard.press("Enter")
    panel.expect_replies(2)
    for _ in range(12):
        page.keyboard.press("Shift+Tab")
        if focused(panel.root).startswith("依据 5.3"):
            break
    page.keyboard.press("Enter")
    expect(panel.find("blockquote").first).to_be_visible()
    tab_to(panel, "删除我的信息")
    page.keyboard.press("Space")
    panel.expect_replies(3)
    assert focused(panel.root) == "也可以直接输入"
    page.keyboard.press("Escape")
    expect(panel.find(".panel")).to_be_hidden()
    assert focused(panel.root) == "隐私咨询"


def test_focus_returns_to_the_page_button(opened: OpenPanel) -> None:
    panel = opened()
    panel.button("收起").click()
    panel.page.locator("#ask").press("Enter")
    panel.expect_replies(2)
    panel.page.keyboard.press("Escape")
    expect(panel.page.locator("#ask")).to_be_focused()


def test_menu_gives_the_focus_back(panel: Panel) -> None:
    panel.button("更多").press("Enter")
    assert focused(panel.root) == "转人工客服"
    panel.page.keyboard.press("Escape")
    assert focused(panel.root) == "更多"
    expect(panel.find(".menu")).to_be_hidden()


def test_opening_by_itself_takes_no_focus(new_page: Callable[..., Page], server: DeskServer) -> None:
    panel = Panel(new_page())
    panel.page.goto(server.url + "/")
    panel.expect_replies(1)
    assert focused(panel.root) == ""


def test_enter_of_an_input_method_sends_nothing(panel: Panel) -> None:
    panel.field.focus()
    session = panel.page.context.new_cdp_session(panel.page)
    session.send("Input.imeSetComposition", {"text": "shanchu", "selectionStart": 7, "selectionEnd": 7})
    session.send("Input.dispatchKeyEvent", {"type": "rawKeyDown", "key": "Enter", "windowsVirtualKeyCode": IME_KEY})
    expect(panel.said).to_have_count(0)
    session.send("Input.insertText", {"text": "删除"})
    expect(panel.field).to_have_value("删除")
    panel.page.keyboard.press("Enter")
    panel.expect_said("删除")


def test_shift_enter_breaks_the_line(panel: Panel) -> None:
    panel.field.fill("第一行")
    panel.field.press("Shift+Enter")
    panel.field.press_sequentially("第二行")
    panel.field.press("Enter")
    expect(panel.said.locator(".text p")).to_have_text("第一行\n第二行")


@pytest.mark.parametrize("said", ["备份", "长文", "长词", "000000", "进度", "choose:deletion_reason=4"])
def test_narrow_screen_never_scrolls_sideways(opened: OpenPanel, said: str) -> None:
    panel = opened(**PHONE)
    panel.say(said)
    panel.expect_replies(2)
    for node in (panel.find(".scroll"), panel.find(".panel"), panel.page.locator("html")):
        assert node.evaluate("node => node.scrollWidth <= node.clientWidth")
    box = panel.find(".panel").bounding_box()
    assert box == {"x": 0, "y": 0, "width": 320, "height": 568}


def test_full_screen_sheet_keeps_the_focus(opened: OpenPanel) -> None:
    panel = opened(**PHONE)
    expect(panel.find(".panel")).to_have_attribute("aria-modal", "true")
    for _ in range(12):
        panel.page.keyboard.press("Tab")
        assert focused(panel.root)


def test_small_phone_says_who_waits_in_one_line(opened: OpenPanel, desk: FakeDesk) -> None:
    panel = opened(**PHONE)
    line = panel.find(".who p").bounding_box()
    panel.say("转人工")
    expect(panel.find(".who p")).to_have_text("排队等待人工客服")
    queued = panel.find(".who p").bounding_box()
    assert line and queued
    assert queued["height"] == line["height"]
    desk.only.turn_to("closed")
    expect(panel.button("开始新会话")).to_be_visible()
    text, button = panel.banner.locator("span").bounding_box(), panel.button("开始新会话").bounding_box()
    assert text and button
    assert button["y"] < text["y"] + text["height"]


def test_sheet_stays_above_the_keyboard(opened: OpenPanel) -> None:
    panel = opened(**PHONE)
    panel.page.set_viewport_size({"width": 320, "height": 300})
    expect(panel.field).to_be_in_viewport()
    box = panel.find(".panel").bounding_box()
    assert box
    assert box["height"] == 300


def test_double_zoom_fits_a_laptop(opened: OpenPanel) -> None:
    panel = opened(viewport={"width": 640, "height": 400}, device_scale_factor=2)
    panel.say("备份")
    expect(panel.field).to_be_in_viewport()
    expect(panel.button("收起")).to_be_in_viewport()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_has_enough_contrast(opened: OpenPanel, scheme: str) -> None:
    panel = opened(color_scheme=scheme, reduced_motion="reduce")
    panel.say("转人工")
    panel.expect_replies(2)
    panel.page.wait_for_timeout(100)
    for selector in (".who p", ".user .text", ".banner span", ".bot .text >> nth=-1", ".time"):
        assert contrast_of(panel.find(selector)) >= 4.5, selector


def test_reduced_motion_stops_animations(opened: OpenPanel) -> None:
    panel = opened(reduced_motion="reduce")
    assert panel.replies.first.evaluate("node => getComputedStyle(node).animationName") == "none"


def test_log_is_a_live_region(panel: Panel) -> None:
    expect(panel.find(".log")).to_have_attribute("role", "log")
    expect(panel.root.get_by_role("dialog", name="隐私服务台")).to_be_visible()
