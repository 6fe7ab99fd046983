"""What we answer can be read by the platform, whatever is in it."""

from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.channels.wechat.protocol import (
    ImageReply,
    NewsReply,
    Reply,
    ReplyInvalid,
    TextReply,
    TransferReply,
    menu_link,
    parse,
    render,
)
from tests.api.channels.wechat.protocol.pushes import NOW, SECOND, WRITABLE, event, message

INBOUND = parse(message("text"))
ANYTHING = st.text(max_size=200)
HOSTILE = st.lists(
    st.sampled_from(["]]>", "]", "]]", ">", "<", "&", "<![CDATA[", "</Content>", "&#0;", "好", "\x00"])
).map("".join)


def read(reply: Reply) -> ElementTree.Element:
    """As an XML parser reads it."""
    return ElementTree.fromstring(render(reply, INBOUND, NOW))


def _without_what_xml_lacks(text: str) -> str:
    kept = (
        one
        for one in text
        if one in "\t\n\r" or (one >= " " and one not in "\ufffe\uffff" and not "\ud800" <= one <= "\udfff")
    )
    return "".join(kept).replace("\r\n", "\n").replace("\r", "\n")


def test_addresses_are_swapped() -> None:
    root = read(TextReply("好"))
    assert [root.findtext(tag) for tag in ("ToUserName", "FromUserName", "CreateTime", "MsgType")] == [
        "oUserOfTests",
        "gh_desk",
        SECOND,
        "text",
    ]


@given(st.one_of(ANYTHING, HOSTILE).filter(lambda text: len(text.strip()) > 0))
def test_no_text_breaks_out(text: str) -> None:
    root = read(TextReply(text))
    assert [child.tag for child in root] == ["ToUserName", "FromUserName", "CreateTime", "MsgType", "Content"]
    assert (root.findtext("Content") or "") == _without_what_xml_lacks(text)


@given(HOSTILE, WRITABLE, HOSTILE)
def test_no_article_breaks_out(title: str, description: str, url: str) -> None:
    root = read(NewsReply(f"t{title}", description, f"u{url}", url))
    item = root.find("Articles/item")
    assert item is not None
    assert [child.tag for child in item] == ["Title", "Description", "PicUrl", "Url"]
    assert root.findtext("ArticleCount") == "1"
    assert item.findtext("Description") == description


@given(HOSTILE)
def test_nobody_breaks_out_of_a_name(name: str) -> None:
    root = ElementTree.fromstring(render(TransferReply(f"a{name}"), INBOUND, NOW))
    assert root.findtext("TransInfo/KfAccount") == _without_what_xml_lacks(f"a{name}")
    assert len(root) == 5


def test_other_kinds() -> None:
    assert read(ImageReply("media-1")).findtext("Image/MediaId") == "media-1"
    assert read(TransferReply()).find("TransInfo") is None
    assert read(TransferReply()).findtext("MsgType") == "transfer_customer_service"


@pytest.mark.parametrize(
    "reply",
    [
        TextReply(""),
        TextReply(" \n"),
        TextReply("长" * 683),
        NewsReply("", "d", "https://example.com/"),
        NewsReply("t", "d", ""),
        ImageReply(""),
    ],
)
def test_what_the_platform_would_refuse(reply: Reply) -> None:
    with pytest.raises(ReplyInvalid):
        render(reply, INBOUND, NOW)


def test_longest_text() -> None:
    assert len(read(TextReply("长" * 682)).findtext("Content") or "") == 682


def test_event_is_answered_to_who_caused_it() -> None:
    reply: Any = ElementTree.fromstring(render(TextReply("您好"), parse(event("subscribe")), NOW))
    assert reply.findtext("ToUserName") == "oUserOfTests"


@pytest.mark.parametrize("title", ["删除我的信息", 'a"b', "<b>&", "1>0", "a&msgmenuid=9"])
def test_link_of_a_menu(title: str) -> None:
    link = menu_link(title, "ask:x y")
    tag, _, shown = link.partition(">")
    address = tag.removeprefix('<a href="').removesuffix('"')
    assert '"' not in address
    assert address.count("&") == 1
    assert address.endswith("&msgmenuid=ask%3Ax%20y")
    assert "<" not in shown.removesuffix("</a>")
