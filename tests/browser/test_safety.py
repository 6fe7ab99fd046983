"""The widget on a foreign page: strict policy, hostile text, size, no shift, labels in both scripts."""

import gzip
import re
from collections.abc import Callable

import opencc
from playwright.sync_api import Page, expect

from api.channels.web.lean import lean
from tests.browser.conftest import OpenPanel
from tests.browser.measures import LAYOUT_SHIFTS, contrast_of
from tests.browser.panel import Panel
from tests.support.fake_desk import DeskServer
from tests.support.fake_desk_app import STATIC
from tests.support.fake_replies import EVIL

WIDGET = (STATIC / "widget.js").read_text(encoding="utf-8")


def attributes_page(attributes: str) -> str:
    """A site's page with these attributes on the tag."""
    return f"/site?attributes={attributes}"


def test_message_text_is_never_html(panel: Panel) -> None:
    panel.say("代码")
    panel.expect_replies(2)
    reply = panel.replies.last
    expect(reply.locator("img, script")).to_have_count(0)
    expect(reply.locator("> .text")).to_have_text(EVIL)
    reply.locator("summary").click()
    expect(reply.locator("blockquote")).to_have_text(EVIL)
    expect(reply.get_by_role("link")).to_have_count(0)
    assert panel.page.evaluate("window.hacked") is None


def test_what_the_visitor_writes_is_never_html(panel: Panel) -> None:
    panel.say(EVIL)
    panel.expect_said(EVIL)
    expect(panel.said.locator("img, script")).to_have_count(0)


def test_strict_policy_of_the_page_is_kept(opened: OpenPanel) -> None:
    panel = opened()
    violations: list[str] = []
    panel.page.on(
        "console",
        lambda message: violations.append(message.text) if "Content Security Policy" in message.text else None,
    )
    panel.page.reload()
    panel.say("备份")
    panel.expect_replies(2)
    expect(panel.find(".panel")).to_have_css("width", "400px")
    assert violations == []


def test_widget_is_small() -> None:
    assert len(gzip.compress(lean(WIDGET.encode()), 9)) <= 20_000
    assert "innerHTML" not in WIDGET
    assert not re.search(r"\bimport\b|\beval\b|document\.cookie", WIDGET)


def test_page_does_not_shift(opened: OpenPanel) -> None:
    panel = opened()
    panel.page.reload()
    panel.expect_replies(1)
    assert panel.page.evaluate(LAYOUT_SHIFTS) == 0


def test_traditional_labels_where_the_browser_asks(opened: OpenPanel) -> None:
    panel = opened(locale="zh-TW")
    expect(panel.find(".who")).to_contain_text("隱私服務台")
    expect(panel.field).to_have_attribute("placeholder", "輸入您的問題")
    expect(panel.replies.first).to_contain_text("您好，我是隐私服务台的机器人")


def test_first_chinese_of_all_languages_counts(new_page: Callable[..., Page], server: DeskServer) -> None:
    page = new_page(locale="en-US")
    page.add_init_script("Object.defineProperty(navigator, 'languages', { get: () => ['en-US', 'zh-HK', 'zh-CN'] })")
    page.goto(server.other_url + "/site")
    panel = Panel(page)
    with page.expect_request("**/conversations") as opening:
        panel.open()
    assert opening.value.headers["accept-language"] == "zh-HK"
    expect(panel.field).to_have_attribute("placeholder", "輸入您的問題")
    expect(panel.root).to_have_attribute("lang", "zh-Hant")
    panel.say("备份")
    expect(panel.find("blockquote").first).to_have_attribute("lang", "zh-Hans")


def test_every_label_has_its_traditional_form() -> None:
    to_traditional = opencc.OpenCC("s2t")
    labels = re.findall(r"^    \w+: '([^']+)',$", WIDGET.split("const TRADITIONAL")[0], re.MULTILINE)
    assert len(labels) > 60
    simplified = [
        label
        for label in labels
        if any(to_traditional.convert(char) != char and char != "台" for char in label.split("|")[-1])
    ]
    assert simplified == []


def test_attributes_of_the_tag_are_obeyed(opened: OpenPanel) -> None:
    panel = opened(
        attributes_page("data-title=客服 data-greeting=欢迎 data-position=left data-color=%23ffd400 data-scheme=dark")
    )
    expect(panel.find("h2")).to_have_text("客服")
    expect(panel.find(".intro")).to_have_text("欢迎")
    box = panel.find(".panel").bounding_box()
    assert box
    assert box["x"] == 24
    assert contrast_of(panel.find(".mark")) >= 4.5
    assert contrast_of(panel.find(".intro")) >= 4.5
