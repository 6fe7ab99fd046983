"""What we answer can be read by the platform, whatever is in it."""

from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.channels.wechat.protocol import (
    ReplyInvalid,
    TextReply,
    parse,
    render,
)
from tests.api.channels.wechat.protocol.pushes import NOW, SECOND, event, message

INBOUND = parse(message("text"))
ANYTHING = st.text(max_size=200)
HOSTILE = st.lists(
    st.sampled_from(["]]>", "]", "]]", ">", "<", "&", "<![CDATA[", "</Content>", "&#0;", "好", "\x00"])
).map("".join)


def read(reply: TextReply) -> ElementTree.Element:
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


@pytest.mark.parametrize(
    "reply",
    [TextReply(""), TextReply(" \n"), TextReply("长" * 683)],
)
def test_what_the_platform_would_refuse(reply: TextReply) -> None:
    with pytest.raises(ReplyInvalid):
        render(reply, INBOUND, NOW)


def test_longest_text() -> None:
    assert len(read(TextReply("长" * 682)).findtext("Content") or "") == 682


def test_event_is_answered_to_who_caused_it() -> None:
    reply: Any = ElementTree.fromstring(render(TextReply("您好"), parse(event("subscribe")), NOW))
    assert reply.findtext("ToUserName") == "oUserOfTests"
