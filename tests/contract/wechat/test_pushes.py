"""How pushes are delivered, and what a user sees of the answer."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.contract.wechat.echo import Echo
from tests.support.server import serving
from tests.support.wechat_platform.account import Mode, PlatformAccount
from tests.support.wechat_platform.delivery import Manners
from tests.support.wechat_platform.platform import WeChatPlatform
from tests.support.wechat_platform.screen import UNAVAILABLE

QUICK = Manners(patience_s=0.3)


@contextmanager
def answering(echo: Echo, manners: Manners = QUICK) -> Iterator[WeChatPlatform]:
    """A platform whose account's server is the echo."""
    with serving(echo.app()) as address:
        platform = WeChatPlatform(echo.account, manners, callback=f"{address}/wechat")
        yield platform
        platform.close()


@pytest.mark.parametrize("mode", ["plain", "compatible", "safe"])
def test_reply_is_seen_in_each_mode(mode: Mode) -> None:
    with answering(Echo(PlatformAccount(mode=mode))) as platform:
        (bubble,) = platform.user().say("你好 <&> ！")
        assert (bubble.how, bubble.text) == ("passive", "您说：你好 <&> ！")
        assert platform.counts["error shown"] == 0


def test_address_is_checked() -> None:
    with answering(Echo(PlatformAccount())) as platform:
        assert platform.check_url()
        assert not platform.check_url(signature="0" * 40)


def test_slow_answer_is_asked_for_again_with_the_same_id() -> None:
    echo = Echo(PlatformAccount(), delays=[0.6, 0.6])
    with answering(echo) as platform:
        user = platform.user()
        assert [bubble.text for bubble in user.say("在吗")] == ["您说：在吗"]
        assert [one.status for one in user.outcomes[0].deliveries] == [None, None, 200]
        assert len({message.id for message in echo.taken}) == 1
        assert platform.counts["delivery"] == 3


@pytest.mark.parametrize("deliveries", [3, 4])
def test_no_answer_in_time_is_shown_as_an_error(deliveries: int) -> None:
    with answering(Echo(PlatformAccount(), delays=[0.2] * 4), Manners(0.05, deliveries)) as platform:
        assert [bubble.text for bubble in platform.user().say("在吗")] == [UNAVAILABLE]
        assert (platform.counts["delivery"], platform.counts["error shown"]) == (deliveries, 1)


@pytest.mark.parametrize("body", ["", "success", " success\n"])
def test_nothing_to_show(body: str) -> None:
    with answering(Echo(PlatformAccount(), body=body)) as platform:
        assert platform.user().say("在吗") == []
        assert platform.counts["delivery"] == 1


REPLY = "<xml><ToUserName>{}</ToUserName><FromUserName>gh_000000000000</FromUserName><CreateTime>1</CreateTime>{}</xml>"


@pytest.mark.parametrize(
    "body",
    [
        '{"text": "好"}',
        "ok",
        "<html></html>",
        "<xml></xml>",
        REPLY.format("oSomebodyElse", "<MsgType>text</MsgType><Content>好</Content>"),
        REPLY.format("{openid}", "<MsgType>text</MsgType><Content></Content>"),
        REPLY.format("{openid}", f"<MsgType>text</MsgType><Content>{'长' * 683}</Content>"),
        REPLY.format("{openid}", "<MsgType>hologram</MsgType>"),
    ],
)
def test_bad_answer_is_shown_as_an_error(body: str) -> None:
    with answering(Echo(PlatformAccount(mode="plain"))) as platform:
        user = platform.user()
        echo_of = Echo(PlatformAccount(mode="plain"), body=body.replace("{openid}", user.openid))
        with answering(echo_of) as other:
            platform.callback = other.callback
            assert [bubble.text for bubble in user.say("在吗")] == [UNAVAILABLE]


def test_good_answer_is_none_in_safe_mode_when_it_is_plain() -> None:
    account = PlatformAccount(mode="safe")
    with answering(Echo(account, body=REPLY.format("x", "<MsgType>text</MsgType><Content>好</Content>"))) as platform:
        assert [bubble.text for bubble in platform.user().say("在吗")] == [UNAVAILABLE]


@pytest.mark.parametrize("status", [403, 500, 503])
def test_refusal_is_tried_again_and_shown_as_an_error(status: int) -> None:
    with answering(Echo(PlatformAccount(), status=status)) as platform:
        assert [bubble.text for bubble in platform.user().say("在吗")] == [UNAVAILABLE]
        assert platform.counts["delivery"] == 3


def test_server_that_is_not_there() -> None:
    platform = WeChatPlatform(PlatformAccount(), QUICK, callback="http://127.0.0.1:9/wechat")
    assert [bubble.text for bubble in platform.user().say("在吗")] == [UNAVAILABLE]
    platform.close()


def test_copies_go_out_at_once() -> None:
    echo = Echo(PlatformAccount(), delays=[0.1] * 4)
    with answering(echo) as platform:
        user = platform.user()
        assert len(user.say("在吗", copies=4)) == 1
        assert [one.answered for one in user.outcomes[0].deliveries] == [True] * 4


def test_options_are_taken_as_they_are_offered() -> None:
    links = '请选择：<a href="weixin://bizmsgmenu?msgmenucontent=%E5%88%A0%E9%99%A4&msgmenuid=7">删除</a>'
    echo = Echo(PlatformAccount())
    with answering(echo) as platform:
        user = platform.user()
        user.say(links)
        user.choose("删除")
        user.say("回复数字：\n1. 查看\n2. 更正")
        user.choose("更正")
        user.choose("别的")
        # wechatpy does not know bizmsgmenuid; its raw data does.
        said = [(message.content, message._data.get("bizmsgmenuid")) for message in echo.taken]
        assert said[1::2] == [("删除", "7"), ("2", None)]
        assert said[4] == ("别的", None)


def test_unfollowing_clears_the_screen_and_shows_no_error() -> None:
    with answering(Echo(PlatformAccount(), status=500)) as platform:
        user = platform.user()
        user.unfollow()
        assert (user.screen, user.following) == ([], False)
        assert platform.counts["push:unsubscribe"] == 1
