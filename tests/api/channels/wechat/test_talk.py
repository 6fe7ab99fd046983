"""What a follower sees."""

import time

import pytest

from api.conversations.domain import BotMessage, Clause, QuickReply
from tests.api.channels.wechat.conftest import OpenChat
from tests.support.wechat_platform.account import AccountKind

POOR, RICH = AccountKind.UNVERIFIED_SUBSCRIPTION, AccountKind.VERIFIED_SERVICE
CHOICES = (QuickReply("全部", "choose:request_scope=全部"), QuickReply("取消", "do:cancel"))


def test_address_is_checked(open_chat: OpenChat) -> None:
    chat = open_chat()
    assert chat.platform.check_url()
    assert not chat.platform.check_url(signature="0" * 40)


def test_welcome_says_that_it_is_a_bot_and_offers_numbers(open_chat: OpenChat) -> None:
    [bubble] = open_chat(POOR).user().follow()
    assert "机器人" in bubble.text
    assert "3. 我要删除我的信息" in bubble.text


def test_welcome_links_to_the_policy_and_says_what_stays(open_chat: OpenChat) -> None:
    chat = open_chat(POOR)
    [bubble] = chat.user().follow()
    assert f'<a href="{chat.desk.settings.public_url}/policy">' in bubble.text
    assert "保留您留下的联系方式和一个认不出您的编号" in bubble.text


def test_scene_of_a_code_goes_on_to_what_it_is_for(open_chat: OpenChat) -> None:
    chat = open_chat(RICH)
    chat.user().follow(scene="request:deletion")
    assert [(heard.payload, heard.text) for heard in chat.bot.heard] == [("request:deletion", "申请删除我的信息")]


def test_answer_names_the_clause_and_links_to_it(open_chat: OpenChat) -> None:
    chat = open_chat(POOR)
    chat.bot.script.append([BotMessage(text="不一定马上删。", kind="answer", clauses=(Clause("5.3"),))])
    [bubble] = chat.user().say("备份会删吗")
    assert "不一定马上删。" in bubble.text
    assert "依据：隐私政策 5.3" in bubble.text
    assert '/policy/2022-04-22#5.3">看原文</a>' in bubble.text


@pytest.mark.parametrize(
    ("typed", "payload"),
    [("选１", CHOICES[0].payload), ("二", CHOICES[1].payload), ("全部。", CHOICES[0].payload), ("我想想", None)],
)
def test_what_is_typed_chooses_what_was_offered(open_chat: OpenChat, typed: str, payload: str | None) -> None:
    chat = open_chat(POOR)
    chat.bot.script.append([BotMessage(text="删哪些？", kind="form", choices=CHOICES)])
    user = chat.user()
    user.say("删除")
    user.say(typed)
    assert chat.bot.heard[-1].payload == payload


def test_old_number_is_no_choice_once_something_else_was_said(open_chat: OpenChat) -> None:
    chat = open_chat(POOR)
    chat.bot.script += [[BotMessage(text="删哪些？", choices=CHOICES)], [BotMessage(text="好的。")]]
    user = chat.user()
    for text in ("删除", "不删了", "1"):
        user.say(text)
    assert chat.bot.heard[-1].payload is None


def test_one_conversation_goes_on_and_a_closed_one_is_followed_by_another(open_chat: OpenChat) -> None:
    chat = open_chat(POOR)
    user = chat.user()
    user.say("一")
    first = chat.bot.heard[-1].conversation_id
    user.say("二")
    assert chat.bot.heard[-1].conversation_id == first
    with chat.desk.database.transaction() as session:
        chat.desk.conversations.close(session, chat.desk.conversations.get(session, first), "staff:1")
    [bubble] = user.say("还有一件事")
    assert "直接发消息就可以" in bubble.text
    assert chat.bot.heard[-1].conversation_id != first


@pytest.mark.parametrize(
    ("kind", "words"),
    [("image", "看不了图片"), ("voice", "听不了语音"), ("location", "用不到您的位置"), ("file", "收不了文件"), ("new", "看不懂")],
)
def test_what_cannot_be_read_gets_a_hint(open_chat: OpenChat, kind: str, words: str) -> None:
    chat = open_chat(POOR)
    [bubble] = chat.user().send(kind, {"MediaId": "m", "PicUrl": "http://127.0.0.1:9/x.jpg"})
    assert words in bubble.text
    assert chat.bot.heard == []


def test_long_answer_goes_on_at_the_word(open_chat: OpenChat) -> None:
    chat = open_chat(POOR)
    text = "".join(f"第{number}句话说的是第{number}件事。" for number in range(1, 81))
    chat.bot.script.append([BotMessage(text=text, choices=CHOICES)])
    user = chat.user()
    [first] = user.say("说说看")
    [second] = user.say("继续")
    assert "回复“继续”" in first.text
    assert "1. 全部" not in first.text
    assert "1. 全部" in second.text
    assert "第80句话" in second.text
    assert len(chat.bot.heard) == 1, "the word is not for the bot"
    assert all(len(bubble.text.encode()) <= 1800 for bubble in user.screen)


def test_options_that_fill_a_bubble_leave_room_for_the_words(open_chat: OpenChat) -> None:
    chat = open_chat(POOR)
    many = tuple(QuickReply(f"{number}{'很' * 60}长的选项", f"ask:a{number}") for number in range(1, 13))
    chat.bot.script.append([BotMessage(text="您想问哪个？", kind="clarify", choices=many)])
    user = chat.user()
    user.say("说说看")
    user.say("继续")
    shown = user.texts()
    assert "您想问哪个？" in shown
    last = max(number for number in range(1, 13) if f"\n{number}. " in shown)
    assert last < len(many)
    user.say(str(last + 1))
    assert chat.bot.heard[-1].payload is None, "what was not shown cannot be chosen"
    user.say("都不是")
    assert chat.platform.counts["error shown"] == 0


def test_word_that_was_typed_before_the_answer_came_is_no_answer_to_it(open_chat: OpenChat) -> None:
    chat = open_chat(POOR)
    user = chat.user()
    before = int(time.time())
    user.say("我要投诉")
    fields = chat.platform.addressed(user, {"MsgType": "text", "Content": "继续", "MsgId": 13})
    fields["CreateTime"] = before
    answer = chat.platform.post(chat.platform.sealing.seal(fields, user.openid))
    assert answer.content == b"success"
    assert [heard.text for heard in chat.bot.heard] == ["我要投诉"]


def test_rest_of_a_long_answer_follows_where_it_may(open_chat: OpenChat) -> None:
    chat = open_chat(RICH)
    chat.bot.script.append([BotMessage(text="这句话很长很长很长很长。" * 60, choices=CHOICES)])
    user = chat.user()
    user.say("说说看")
    bubble = user.wait_until(lambda bubble: bubble.how == "service" or chat.worker.run_due() < 0)
    assert bubble.kind == "msgmenu"
    user.choose("全部")
    assert chat.bot.heard[-1].payload == CHOICES[0].payload


def test_menu_of_the_account_says_what_it_is_for(open_chat: OpenChat) -> None:
    chat = open_chat(RICH)
    user = chat.user()
    user.event("CLICK", EventKey="request:access")
    user.event("CLICK", EventKey="do:whatever")
    assert [heard.payload for heard in chat.bot.heard] == ["request:access"]


@pytest.mark.parametrize(("action", "left"), [("scancode_waitmsg", 3), ("scancode_push", 3), ("pic_weixin", 0)])
def test_scan_from_the_menu_opens_the_minute(open_chat: OpenChat, action: str, left: int) -> None:
    chat = open_chat(RICH)
    user = chat.user()
    user.event(action, EventKey="scan")
    people = chat.wechat.deliver.people
    with chat.desk.database.transaction() as session:
        person = people.known(session, user.openid)
        assert (people.allowance(person).total if person else 0) == left


def test_menu_is_no_way_to_words_of_a_form(open_chat: OpenChat) -> None:
    chat = open_chat(RICH)
    chat.user().event("CLICK", EventKey="choose:request_scope=全部")
    assert chat.bot.heard == []


def test_events_of_no_use_are_taken_in_silence(open_chat: OpenChat) -> None:
    chat = open_chat(RICH)
    user = chat.user()
    for name in ("VIEW", "LOCATION", "user_info_modified", "scancode_push", "brand_new_event"):
        assert user.event(name, Latitude="1", Longitude="2", EventKey="x") == []
    assert chat.platform.counts["error shown"] == 0
