"""axe-core on the widget with every kind of thing in it, in both colour schemes, on a desktop and a phone."""

import pytest
from playwright.sync_api import expect

from tests.browser.accessibility import violations
from tests.browser.conftest import OpenPanel
from tests.browser.panel import Panel
from tests.browser.test_access import PHONE
from tests.support.fake_desk import FakeDesk
from tests.support.fake_replies import STARS, TICKET

SCREENS = [
    pytest.param(
        {"color_scheme": scheme, "reduced_motion": "reduce", "bypass_csp": True, **screen}, id=f"{scheme}-{name}"
    )
    for scheme in ("light", "dark")
    for name, screen in (("desktop", {}), ("phone", PHONE))
]
SMALL = """(desk) => [...desk.shadowRoot.querySelectorAll('.panel :is(button, summary, input, textarea, .source)')]
  .map((node) => [node.className || node.tagName, node.getBoundingClientRect()])
  .filter(([, box]) => box.height && Math.min(box.width, box.height) < 44)
  .map(([name, box]) => `${name} ${box.width} × ${box.height}`)"""


def find_nothing(panel: Panel) -> None:
    """Nothing for axe, and on a phone nothing that a finger misses."""
    assert violations(panel.page) == []
    if panel.page.evaluate("matchMedia('(pointer: coarse)').matches"):
        assert panel.root.evaluate(SMALL) == []


@pytest.mark.parametrize("options", SCREENS)
def test_answer_citation_and_reasons(opened: OpenPanel, desk: FakeDesk, options: dict[str, object]) -> None:
    panel = opened(**options)
    panel.say("备份")
    panel.expect_replies(2)
    panel.find("summary").first.click()
    panel.button("这个回答没有用").click()
    expect(panel.button("看不懂")).to_be_visible()
    desk.refuse = 422
    panel.say("太长的话")
    expect(panel.find(".rejected")).to_be_visible()
    panel.button("更多").click()
    find_nothing(panel)
    panel.page.keyboard.press("Escape")
    find_nothing(panel)


@pytest.mark.parametrize("options", SCREENS)
def test_form_and_receipt(opened: OpenPanel, desk: FakeDesk, options: dict[str, object]) -> None:
    panel = opened(**options)
    for said in ("choose:consent_to_collect=yes", "13800000000", "000000", "choose:deletion_reason=4"):
        panel.say(said)
        expect(panel.find(".form").last).to_be_visible()
        find_nothing(panel)
    panel.say("do:confirm")
    expect(panel.find(".ticket")).to_contain_text(TICKET["number"])
    find_nothing(panel)


@pytest.mark.parametrize("options", SCREENS)
def test_talk_with_staff_and_stars(opened: OpenPanel, desk: FakeDesk, options: dict[str, object]) -> None:
    panel = opened(**options)
    panel.say("转人工")
    expect(panel.banner).to_contain_text("正在等待")
    find_nothing(panel)
    desk.only.turn_to("staff")
    desk.only.add({"author": "staff", "kind": "text", "text": "您好，我来处理。"})
    desk.only.events.append(("typing", {"author": "staff", "on": True}))
    expect(panel.find(".dots i").first).to_be_visible()
    find_nothing(panel)
    desk.only.add(STARS)
    desk.only.turn_to("closed")
    expect(panel.button("4 星")).to_be_visible()
    find_nothing(panel)
