"""A guided request in the widget: the field that fits, progress, choices, receipt."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenPanel
from tests.browser.panel import Panel
from tests.browser.test_access import PHONE
from tests.support.fake_desk import FakeDesk
from tests.support.fake_replies import TICKET


def fill_in(panel: Panel) -> None:
    """From the opening to the receipt."""
    panel.button("删除我的信息").click()
    panel.button("同意，继续").click()
    panel.expect_replies(3)
    panel.say("13800000000")
    panel.expect_replies(4)
    panel.say("000000")
    panel.button("我不再使用，或已注销账号").click()
    panel.button("确认提交").click()
    panel.expect_replies(7)


def test_request_ends_in_a_receipt(panel: Panel) -> None:
    fill_in(panel)
    card = panel.find(".ticket")
    expect(card).to_contain_text(TICKET["number"])
    expect(card.locator("dl")).to_have_text("申请类型删除信息当前状态已提交答复期限2026年12月22日")


def test_receipt_number_stays_on_one_line(opened: OpenPanel, desk: FakeDesk) -> None:
    panel = opened(**PHONE)
    panel.say("进度")
    number = panel.find(".number strong")
    short = number.bounding_box()
    desk.only.add({"kind": "status", "text": "另一张", "ticket": {**TICKET, "number": "PD-2026-W16Y-QDM8-PX2D"}})
    panel.expect_replies(3)
    long = number.last.bounding_box()
    assert short and long
    assert long["height"] == short["height"]


def test_ticket_event_updates_the_card(panel: Panel, desk: FakeDesk) -> None:
    fill_in(panel)
    desk.only.events.append(("ticket", {**TICKET, "status": "in_progress"}))
    expect(panel.find(".ticket .status")).to_have_text("处理中")


def test_receipt_number_can_be_copied(panel: Panel) -> None:
    panel.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    panel.say("进度")
    panel.button("复制编号").click()
    expect(panel.root.get_by_text("已复制")).to_be_attached()
    assert panel.page.evaluate("navigator.clipboard.readText()") == TICKET["number"]


@pytest.mark.parametrize(
    ("said", "attributes"),
    [
        ("choose:consent_to_collect=yes", {"type": "tel", "inputmode": "tel", "placeholder": "请输入手机号码"}),
        ("邮箱", {"inputmode": "email", "autocomplete": "email", "placeholder": "请输入电子邮箱"}),
        ("13800000000", {"inputmode": "numeric", "autocomplete": "one-time-code", "placeholder": "请输入验证码"}),
        ("000000", {"placeholder": "也可以直接输入"}),
    ],
)
def test_field_fits_the_slot(panel: Panel, said: str, attributes: dict[str, str]) -> None:
    panel.say(said)
    panel.expect_replies(2)
    for name, value in attributes.items():
        expect(panel.field).to_have_attribute(name, value)


def test_step_line_tells_how_far(panel: Panel) -> None:
    panel.say("13800000000")
    expect(panel.find(".step")).to_have_text("删除信息 · 第 3 步，共 5 步")
    expect(panel.find("progress")).to_have_attribute("value", "3")


def test_what_was_typed_stays_when_the_field_changes(panel: Panel, desk: FakeDesk) -> None:
    desk.delay = 0.6
    panel.say("邮箱")
    panel.field.press_sequentially("user@", delay=20)
    panel.expect_replies(2)
    expect(panel.field).to_have_attribute("inputmode", "email")
    expect(panel.field).to_have_value("user@")
    expect(panel.field).to_be_focused()


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("同意", "clarify"),
        ("天气", "decline"),
        ("故障", "error"),
        ("通知", "notice"),
        ("进度", "status"),
        ("转人工", "handoff"),
    ],
)
def test_every_kind_has_a_place(panel: Panel, said: str, kind: str) -> None:
    panel.say(said)
    expect(panel.find(f".log > .{kind} .text")).to_be_visible()
