"""Typed values of every push, and calm about what is new."""

from typing import Any

import pytest
from hypothesis import given

from api.channels.wechat.protocol import (
    AuthorizationCancellation,
    AuthorizationRevoke,
    BodyMalformed,
    BodyTooLarge,
    Click,
    Event,
    FileMessage,
    ImageMessage,
    LinkMessage,
    LocationMessage,
    LocationReport,
    MenuAction,
    Message,
    MiniProgramMessage,
    ProfileModified,
    Scan,
    Subscribe,
    SubscriptionChange,
    SubscriptionPopup,
    SubscriptionSent,
    TemplateSent,
    TextMessage,
    UnknownEvent,
    UnknownMessage,
    Unsubscribe,
    VideoMessage,
    View,
    VoiceMessage,
    parse,
)
from tests.api.channels.wechat.protocol.pushes import EVENTS, EVERY_PUSH, MESSAGES, WRITABLE, event, message
from tests.support.wechat_platform.xml import document

OF_MESSAGES: dict[str, tuple[type[Message], dict[str, Any]]] = {
    "text": (TextMessage, {"content": "怎么删除我的信息？", "menu_id": "", "msg_id": 7001}),
    "image": (ImageMessage, {"pic_url": "http://mmbiz.example/1", "media_id": "media-1"}),
    "voice": (VoiceMessage, {"media_id": "media-2", "format": "amr", "recognition": ""}),
    "video": (VideoMessage, {"media_id": "media-3", "thumb_media_id": "thumb-3"}),
    "shortvideo": (VideoMessage, {"media_id": "media-4", "thumb_media_id": "thumb-4"}),
    "location": (LocationMessage, {"latitude": "23.13", "longitude": "113.26", "scale": "20", "label": "某地"}),
    "link": (LinkMessage, {"title": "标题", "description": "描述", "url": "https://example.com/"}),
    "file": (FileMessage, {"title": "表.pdf", "description": "1 KB", "file_key": "key-1"}),
    "miniprogrampage": (MiniProgramMessage, {"title": "卡片", "app_id": "wx2", "page_path": "pages/1"}),
}
OF_EVENTS: dict[str, tuple[type[Event], dict[str, Any]]] = {
    "subscribe": (Subscribe, {"event_key": "qrscene_7", "scene": "7", "ticket": "ticket-1"}),
    "unsubscribe": (Unsubscribe, {"openid": "oUserOfTests"}),
    "SCAN": (Scan, {"event_key": "7", "ticket": "ticket-1"}),
    "CLICK": (Click, {"event_key": "request:deletion"}),
    "VIEW": (View, {"event_key": "https://example.com/policy"}),
    "LOCATION": (LocationReport, {}),
    "user_authorization_revoke": (AuthorizationRevoke, {"openid": "oOther", "revoked": (201, 205)}),
    "user_authorization_cancellation": (AuthorizationCancellation, {"openid": "oOther"}),
    "user_info_modified": (ProfileModified, {"openid": "oOther"}),
    "TEMPLATESENDJOBFINISH": (TemplateSent, {"msg_id": 99, "status": "failed:user block", "succeeded": False}),
    "subscribe_msg_popup_event": (
        SubscriptionPopup,
        {
            "answers": (
                ("TemplateId", "t1"),
                ("SubscribeStatusString", "accept"),
                ("PopupScene", "2"),
                ("TemplateId", "t2"),
                ("SubscribeStatusString", "reject"),
                ("PopupScene", "2"),
            )  # fmt: skip
        },
    ),
    "subscribe_msg_change_event": (SubscriptionChange, {"answers": (("TemplateId", "t1"),)}),
    "subscribe_msg_sent_event": (SubscriptionSent, {"answers": (("TemplateId", "t1"), ("ErrorCode", "0"))}),
    **{
        name: (MenuAction, {"event": name})
        for name in EVENTS
        if name.startswith(("scancode_", "pic_", "location_select", "view_miniprogram"))
    },
}


def test_every_documented_type_is_looked_at() -> None:
    assert (OF_MESSAGES.keys(), OF_EVENTS.keys()) == (MESSAGES.keys(), EVENTS.keys())


@pytest.mark.parametrize("kind", MESSAGES)
def test_message(kind: str) -> None:
    found = parse(message(kind))
    expected, values = OF_MESSAGES[kind]
    assert type(found) is expected
    assert {name: getattr(found, name) for name in values} == values


@pytest.mark.parametrize("kind", EVENTS)
def test_event(kind: str) -> None:
    found = parse(event(kind))
    expected, values = OF_EVENTS[kind]
    assert type(found) is expected
    assert {name: getattr(found, name) for name in values} == values


@pytest.mark.parametrize("xml", EVERY_PUSH)
def test_head_and_nothing_unknown(xml: bytes) -> None:
    found = parse(xml)
    assert (found.recipient, found.sender, found.created_at.timestamp()) == ("gh_desk", "oUserOfTests", 1795399200)
    assert found.unknown == ()


def test_every_push_has_a_key_of_its_own() -> None:
    keys = [parse(xml).key for xml in EVERY_PUSH]
    assert len(set(keys)) == len(keys) == len(MESSAGES) + len(EVENTS)
    assert [parse(xml).key for xml in EVERY_PUSH] == keys


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (message("text"), message("text", Content="变了"), True),
        (message("text"), message("text", CreateTime=1795399205), True),
        (message("text"), message("text", MsgId=1), False),
        (message("text"), message("text", FromUserName="oOther"), False),
        (event("CLICK"), event("CLICK", EventKey="do:handoff"), False),
        (event("CLICK"), event("CLICK", CreateTime=1795399201), False),
        (event("unsubscribe"), event("subscribe", EventKey=""), False),
        (event("unsubscribe"), event("unsubscribe", MsgId=5), True),
    ],
)
def test_what_makes_two_pushes_one(one: bytes, other: bytes, same: bool) -> None:
    assert (parse(one).key == parse(other).key) is same


def test_menu_item_that_was_tapped() -> None:
    found = parse(message("text", Content="删除我的信息", bizmsgmenuid="3"))
    assert isinstance(found, TextMessage)
    assert (found.content, found.menu_id) == ("删除我的信息", "3")


@given(WRITABLE)
def test_text_as_it_was_written(content: str) -> None:
    found = parse(message("text", Content=content))
    assert isinstance(found, TextMessage)
    assert found.content == content


def test_new_types_are_tolerated() -> None:
    assert isinstance(parse(message("hologram", MsgId=1)), UnknownMessage)
    found = parse(event("Dream_Ended", EventKey="k"))
    assert isinstance(found, UnknownEvent)
    assert (found.event, found.event_key) == ("dream_ended", "k")


def test_new_fields_are_named() -> None:
    assert parse(message("text", Mood="good", Age=3)).unknown == ("Age", "Mood")


@pytest.mark.parametrize("number", ["", "x", "-1", "1" * 21, "１"])
def test_message_without_a_usable_id(number: str) -> None:
    one, other = parse(message("text", MsgId=number)), parse(message("text", MsgId=number, CreateTime=1795399201))
    assert isinstance(one, Message)
    assert one.msg_id is None
    assert one.key != other.key


@pytest.mark.parametrize("tag", ["ToUserName", "FromUserName", "CreateTime", "MsgType"])
@pytest.mark.parametrize("value", ["", " ", None])
def test_head_must_be_whole(tag: str, value: str | None) -> None:
    fields = {"ToUserName": "a", "FromUserName": "b", "CreateTime": "1", "MsgType": "text", tag: value}
    with pytest.raises(BodyMalformed):
        parse(document({name: text for name, text in fields.items() if text is not None}).encode())


@pytest.mark.parametrize("second", ["-1", "253402300800", "1e3", "now", "9" * 30])
def test_impossible_times(second: str) -> None:
    with pytest.raises(BodyMalformed):
        parse(message("text", CreateTime=second))


def test_event_without_a_name() -> None:
    with pytest.raises(BodyMalformed):
        parse(message("event"))


LAUGHS = b"<!DOCTYPE x [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;'>]>"
OUTSIDE = b"<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/hostname'>]>"


@pytest.mark.parametrize(
    "xml",
    [
        b"",
        b"{}",
        b"<xml>",
        b"<html></html>",
        b"\xff\xfe\x00",
        message("text").replace("怎".encode(), b"\xe6\x80"),
        LAUGHS + message("text"),
        OUTSIDE + message("text").replace(b"</xml>", b"<Label>&a;</Label></xml>"),
        b"<!DOCTYPE xml>" + message("text"),
        message("text").replace(b"<MsgType>", b"<MsgType>&undefined;"),
        b"<?xml version='1.0' encoding='gb2312'?><xml/>",
        b"<?xml version='1.0' encoding='no-such'?><xml/>",
        b"<?xml version='1.0' encoding='base64'?><xml/>",
        b"<a>" * 9000,
        message("text", Content="\x00"),
    ],
)
def test_what_is_no_push(xml: bytes) -> None:
    with pytest.raises(BodyMalformed):
        parse(xml)


def test_depth_harms_nobody() -> None:
    with pytest.raises(BodyMalformed):
        parse(b"<xml>" + b"<a>" * 9000 + b"</a>" * 9000 + b"</xml>")


def test_size_is_bounded() -> None:
    with pytest.raises(BodyTooLarge):
        parse(message("text", Content="长" * 30_000))


def test_nothing_personal_is_shown() -> None:
    for xml in EVERY_PUSH:
        shown = repr(parse(xml))
        assert not any(word in shown for word in ("oUser", "oOther", "删除", "23.13", "media-", "deletion"))
