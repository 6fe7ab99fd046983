"""Reload, lost answers, a restarted server, a forgotten conversation: nothing lost, nothing doubled."""

from collections.abc import Callable

from playwright.sync_api import Page, Route, expect

from tests.browser.panel import Panel
from tests.support.fake_desk import DeskServer, FakeDesk


def test_reload_keeps_the_history(panel: Panel) -> None:
    panel.say("备份")
    panel.expect_replies(2)
    panel.page.reload()
    panel.expect_replies(2)
    panel.expect_said("备份")


def test_unsent_is_sent_once_after_a_restart(panel: Panel, desk: FakeDesk, server: DeskServer) -> None:
    panel.say("第一句")
    panel.expect_replies(2)
    server.stop()
    panel.say("第二句")
    expect(panel.button("未发送，点此重试")).to_be_visible()
    panel.say("第三句")
    expect(panel.banner).to_contain_text("连不上")
    server.start()
    panel.expect_replies(4)
    panel.expect_said("第一句", "第二句", "第三句")
    expect(panel.banner).to_be_hidden()
    assert [message["text"] for message in desk.only.messages if message["author"] == "user"] == [
        "第一句",
        "第二句",
        "第三句",
    ]


def test_unsent_survives_a_reload(panel: Panel, desk: FakeDesk) -> None:
    def cut(route: Route) -> None:
        route.abort()

    panel.page.route("**/messages", cut)
    panel.say("别丢了")
    expect(panel.button("未发送，点此重试")).to_be_visible()
    panel.page.unroute("**/messages", cut)
    panel.page.reload()
    panel.expect_replies(2)
    panel.expect_said("别丢了")
    assert len(desk.received) == 1


def test_lost_answer_is_fetched_not_repeated(panel: Panel, desk: FakeDesk) -> None:
    desk.lose = True
    panel.say("备份")
    panel.expect_replies(2)
    panel.expect_said("备份")
    expect(panel.banner).to_be_hidden()
    first, second = desk.received
    assert first["client_id"] == second["client_id"]
    assert len(desk.only.messages) == 3


def test_lost_answer_then_reload_doubles_nothing(panel: Panel, desk: FakeDesk) -> None:
    desk.replays = False
    desk.lose = True
    panel.say("备份")
    panel.page.reload()
    panel.expect_replies(2)
    panel.expect_said("备份")


def test_masked_record_replaces_the_bubble(panel: Panel, desk: FakeDesk) -> None:
    desk.mask = "［证件号码已隐去］"
    panel.say("110101190001010000")
    panel.expect_replies(2)
    panel.expect_said("［证件号码已隐去］")


def test_masked_record_replaces_the_bubble_after_a_reload(panel: Panel, desk: FakeDesk) -> None:
    desk.mask, desk.lose, desk.replays = "［证件号码已隐去］", True, False
    panel.say("110101190001010000")
    expect(panel.button("未发送，点此重试")).to_be_visible()
    panel.page.reload()
    panel.expect_replies(2)
    panel.expect_said("［证件号码已隐去］")


def test_stream_without_own_messages_keeps_the_order(panel: Panel, desk: FakeDesk) -> None:
    desk.replays = False
    panel.say("第一句")
    panel.expect_replies(2)
    panel.say("第二句")
    panel.expect_replies(3)
    panel.expect_said("第一句", "第二句")
    authors = panel.find(".log > :not(.time)").evaluate_all("nodes => nodes.map((node) => node.classList[0])")
    assert authors == ["bot", "user", "bot", "user", "bot"]


def test_staff_message_during_an_outage_arrives(panel: Panel, desk: FakeDesk, server: DeskServer) -> None:
    panel.say("转人工")
    panel.expect_replies(2)
    server.stop()
    desk.only.add({"author": "staff", "kind": "text", "text": "我来了"})
    server.start()
    expect(panel.find(".staff")).to_contain_text("我来了")
    panel.expect_replies(3)


def test_refused_message_says_why_and_is_not_repeated(panel: Panel, desk: FakeDesk) -> None:
    desk.refuse = 422
    panel.say("太长的话")
    expect(panel.find(".rejected .meta")).to_contain_text("这条消息太长了。")
    panel.say("短的")
    panel.expect_replies(2)
    assert [body["text"] for body in desk.received] == ["短的"]


def test_too_fast_is_not_blamed_on_the_network(panel: Panel, desk: FakeDesk) -> None:
    desk.refuse = 429
    panel.say("太快了")
    expect(panel.banner).to_contain_text("操作太频繁了")
    panel.expect_replies(2)
    panel.expect_said("太快了")
    expect(panel.banner).to_be_hidden()


def test_refused_message_stays_until_it_is_edited(panel: Panel, desk: FakeDesk) -> None:
    desk.refuse = 422
    panel.say("太长的话")
    expect(panel.find(".rejected")).to_be_visible()
    panel.page.reload()
    panel.expect_replies(1)
    expect(panel.find(".rejected .meta")).to_contain_text("这条消息太长了。")
    panel.field.fill("另外：")
    panel.find(".rejected button").click()
    expect(panel.field).to_have_value("另外：\n太长的话")
    expect(panel.said).to_have_count(0)
    panel.page.reload()
    panel.expect_replies(1)
    panel.expect_said()
    assert desk.received == []


def test_closed_too_late_to_send(panel: Panel, desk: FakeDesk) -> None:
    panel.say("第一句")
    panel.expect_replies(2)
    desk.delay = 0.5
    panel.say("要改的话")
    panel.say("来晚了的话")
    desk.only.turn_to("closed")
    expect(panel.find(".rejected")).to_have_count(2)
    panel.page.reload()
    expect(panel.find(".rejected")).to_have_count(2)
    panel.find(".rejected button").first.click()
    expect(panel.field).to_have_value("要改的话")
    panel.expect_replies(2)
    panel.expect_said("来晚了的话")
    assert [body["text"] for body in desk.received] == ["第一句", "来晚了的话"]


def test_offline_keeps_what_was_written(panel: Panel, desk: FakeDesk) -> None:
    panel.say("第一句")
    panel.expect_replies(2)
    panel.page.context.set_offline(True)
    expect(panel.banner).to_contain_text("网络已断开")
    panel.say("离线时写的")
    expect(panel.button("未发送，点此重试")).to_be_visible()
    desk.only.add({"kind": "text", "text": "离线时来的"})
    panel.page.context.set_offline(False)
    panel.expect_replies(4)
    panel.expect_said("第一句", "离线时写的")
    expect(panel.banner).to_be_hidden()
    assert [body["text"] for body in desk.received] == ["第一句", "离线时写的"]


def test_sleep_loses_nothing(panel: Panel, desk: FakeDesk, server: DeskServer) -> None:
    panel.say("转人工")
    panel.expect_replies(2)
    lifecycle = panel.page.context.new_cdp_session(panel.page)
    lifecycle.send("Page.setWebLifecycleState", {"state": "frozen"})
    server.stop()
    for text in ("您好", "还在吗"):
        desk.only.add({"author": "staff", "kind": "text", "text": text})
    desk.only.turn_to("staff")
    server.start()
    lifecycle.send("Page.setWebLifecycleState", {"state": "active"})
    expect(panel.find(".staff .text")).to_have_text(["您好", "还在吗"])
    panel.say("回来了")
    panel.expect_said("转人工", "回来了")
    expect(panel.banner).to_be_hidden()


def test_waking_up_renews_a_dead_stream(panel: Panel, desk: FakeDesk) -> None:
    """What a laptop does: its clock jumps, no timer ran meanwhile, and the old connection says nothing any more."""
    panel.page.clock.install()
    panel.say("转人工")
    panel.expect_replies(2)
    desk.mute()
    desk.only.add({"author": "staff", "kind": "text", "text": "您好"})
    panel.page.clock.fast_forward("01:00:00")
    panel.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(panel.find(".staff .text")).to_have_text("您好")
    panel.expect_replies(3)


def test_new_conversation_takes_over_what_was_refused(panel: Panel, desk: FakeDesk) -> None:
    desk.delay = 0.5
    panel.say("来晚了的话")
    desk.only.turn_to("closed")
    expect(panel.find(".rejected")).to_be_visible()
    panel.button("开始新会话").click()
    panel.expect_replies(2)
    panel.expect_said("来晚了的话")


def test_long_closed_conversation_is_shown_whole(panel: Panel, desk: FakeDesk) -> None:
    desk.page = 2
    for number in range(4):
        desk.only.add({"kind": "text", "text": f"第 {number} 条"})
    desk.only.turn_to("closed")
    expect(panel.banner).to_contain_text("会话已结束")
    panel.page.reload()
    panel.expect_replies(5)


def test_forgotten_conversation_can_be_begun_anew(panel: Panel, desk: FakeDesk) -> None:
    panel.say("第一句")
    panel.expect_replies(2)
    desk.conversations.clear()
    panel.say("还在吗")
    expect(panel.banner).to_contain_text("已失效")
    panel.button("开始新会话").click()
    panel.expect_replies(2)
    panel.expect_said("还在吗")


def test_two_tabs_show_the_same(panel: Panel, server: DeskServer) -> None:
    other = Panel(panel.page.context.new_page())
    other.page.goto(server.other_url + "/site")
    other.open()
    panel.say("从第一个标签页")
    other.expect_replies(2)
    other.expect_said("从第一个标签页")
    panel.expect_said("从第一个标签页")


def test_no_cookie_and_one_request_before_opening(new_page: Callable[..., Page], server: DeskServer) -> None:
    page, requests = new_page(), []
    page.on("request", lambda request: requests.append(request.url))
    page.goto(server.other_url + "/site")
    page.wait_for_load_state("networkidle")
    assert [url for url in requests if server.url in url] == [f"{server.url}/widget.js"]
    assert page.context.cookies() == []
