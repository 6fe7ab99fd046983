"""An account that may do everything: questions, a request with a code, duplicates, what is no text."""

import re

import httpx

from tests.e2e.wechat.follower import Follower
from tests.e2e.wechat.records import conversations, newest_conversation, rows, said
from tests.support.wechat_platform.account import PlatformAccount
from tests.support.wechat_platform.platform import WeChatPlatform
from tests.support.wechat_platform.xml import Value

ACCOUNT = PlatformAccount()
NUMBER = re.compile(r"PD-\d{4}(?:-[0-9A-HJKMNP-TV-Z]{4}){3}")
LINK = re.compile(r'<a href="(http[^"]+)">')


def test_address_can_be_set_up(platform: WeChatPlatform) -> None:
    assert platform.check_url()
    assert not platform.check_url(signature="0" * 40)


def test_answer_names_its_clause_and_links_to_it(follower: Follower) -> None:
    heard = follower.ask("怎么删除我的个人信息？", "5.3")
    page, _, anchor = LINK.findall(heard)[0].partition("#")
    assert f'id="{anchor}"' in httpx.get(page).text


def test_offered_question_is_taken_by_its_number(follower: Follower) -> None:
    first = follower.ask("你们收集我的哪些信息？", "1. ")
    title = re.findall(r"^1\. (.+)$", first, re.MULTILINE)[0]
    assert follower.choose(title, "依据") != first
    assert follower.ask("２", "依据") != first


def test_follower_is_welcomed_by_a_bot(follower: Follower) -> None:
    follower.user.follow()
    assert "机器人" in follower.user.wait_for("您好").text


def test_deletion_request_with_a_code_ends_in_one_ticket(follower: Follower) -> None:
    delete_up_to_summary(follower)
    receipt = follower.choose("确认提交", "PD-")
    filed = rows(
        follower.desk, "select number from tickets where conversation_id = ?", newest_conversation(follower.desk)
    )
    assert [number for (number,) in filed] == NUMBER.findall(receipt)[:1]


def delete_up_to_summary(follower: Follower) -> None:
    """A deletion request, ready to be confirmed."""
    follower.ask("我要删除我的信息", "同意")
    follower.choose("同意", "姓名")
    follower.ask("王小明", "手机")
    follower.ask(follower.phone, "4. ")
    follower.ask("4", "要删哪些")
    known = follower.letters.codes_so_far()
    follower.ask("全部", "验证码")
    follower.ask(follower.letters.code(known), follower.phone)


def test_deliveries_of_one_push_at_once_are_one_message(follower: Follower) -> None:
    follower.user.say("备份里的信息也会删吗？", copies=4)
    follower.user.wait_for("备份")
    (outcome,) = follower.user.outcomes
    answers = {one.reply.findtext("Content") for one in outcome.deliveries if one.reply is not None}
    assert len(answers) <= 1
    assert said(follower.desk, newest_conversation(follower.desk))["user"] == 1


def test_same_push_later_is_the_same_answer(follower: Follower, platform: WeChatPlatform) -> None:
    fields: dict[str, Value] = {
        "MsgType": "text",
        "Content": "你们收集我的哪些信息？",
        "MsgId": platform.next_message_id(),
    }
    sealed = [platform.sealing.seal(platform.addressed(follower.user, fields), follower.user.openid) for _ in range(3)]
    replies = [platform.sealing.open(platform.post(one).content) for one in sealed]
    assert len({reply.findtext("Content") for reply in replies if reply is not None}) == 1
    assert said(follower.desk, newest_conversation(follower.desk))["user"] == 1


def test_what_is_no_text_gets_a_hint_and_is_not_kept(follower: Follower) -> None:
    before = conversations(follower.desk)
    (image,) = follower.user.send("image", {"PicUrl": "https://mmbiz.example/1", "MediaId": "media-1"})
    (place,) = follower.user.send(
        "location", {"Location_X": "23.1", "Location_Y": "113.2", "Scale": "20", "Label": "x"}
    )
    assert "文字" in image.text
    assert "位置" in place.text
    assert conversations(follower.desk) == before


def test_unknown_pushes_are_taken_calmly(follower: Follower, platform: WeChatPlatform) -> None:
    follower.user.send("hologram", {"Depth": 3})
    assert follower.user.event("dream_ended", Mood="good") == []
    assert platform.counts["delivery"] == 2
