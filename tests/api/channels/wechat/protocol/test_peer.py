"""wechatpy as an independent peer: what it writes we read, what we write it reads."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wechatpy import parse_message
from wechatpy.crypto import WeChatCrypto
from wechatpy.replies import deserialize_reply

from api.channels.wechat.protocol import (
    MessageKey,
    TextMessage,
    TextReply,
    open_envelope,
    parse,
    render,
)
from api.channels.wechat.protocol.xml import read_xml
from tests.api.channels.wechat.protocol.pushes import (
    APP_ID,
    CHANGING,
    EVERY_PUSH,
    KEY,
    NOW,
    SECOND,
    TOKEN,
    WRITABLE,
    message,
)

PEER = WeChatCrypto(TOKEN, KEY, APP_ID)
NONCES = st.from_regex(r"[A-Za-z0-9]{1,32}", fullmatch=True)
READABLE = WRITABLE.filter(lambda text: bool(text.strip()))


def from_peer(xml: bytes, nonce: str) -> tuple[dict[str, str], bytes]:
    """A push as wechatpy encrypts it."""
    body = PEER.encrypt_message(xml.decode(), nonce, SECOND).encode()
    signature = read_xml(body).findtext("MsgSignature") or ""
    return {"timestamp": SECOND, "nonce": nonce, "msg_signature": signature, "encrypt_type": "aes"}, body


def to_peer(body: bytes) -> str:
    """What wechatpy reads in a reply of ours."""
    root = read_xml(body)
    signature, timestamp, nonce = (root.findtext(tag) or "" for tag in ("MsgSignature", "TimeStamp", "Nonce"))
    opened: str = PEER.decrypt_message(body, signature, timestamp, nonce)
    return opened


@given(WRITABLE, NONCES)
def test_we_read_what_the_peer_encrypts(content: str, nonce: str) -> None:
    xml = message("text", Content=content)
    envelope = open_envelope(CHANGING, *from_peer(xml, nonce), NOW)
    assert envelope.xml == xml
    inbound = parse(envelope.xml)
    assert isinstance(inbound, TextMessage)
    assert inbound.content == content


@given(READABLE)
def test_the_peer_reads_what_we_encrypt(content: str) -> None:
    xml = message("text")
    envelope = open_envelope(CHANGING, *from_peer(xml, "n1"), NOW)
    reply = render(TextReply(content), parse(xml), NOW)
    assert to_peer(envelope.seal(reply, NOW)) == reply


@given(st.binary(max_size=200).map(lambda data: data.hex()))
def test_the_ciphertexts_are_the_same_to_both(text: str) -> None:
    key = MessageKey.from_text(KEY)
    envelope = open_envelope(CHANGING, *from_peer(f"<xml>{text}</xml>".encode(), "n1"), NOW)
    assert envelope.key == key
    assert to_peer(envelope.seal(text, NOW)) == text


@pytest.mark.parametrize("xml", EVERY_PUSH)
def test_same_head_in_both(xml: bytes) -> None:
    ours, theirs = parse(xml), parse_message(xml)
    assert (ours.recipient, ours.sender) == (theirs.target, theirs.source)
    assert ours.created_at.timestamp() == theirs.create_time.timestamp()


def _replied(reply: Any) -> Any:
    """As wechatpy understands a reply of ours."""
    return deserialize_reply(render(reply, parse(message("text")), NOW))


@given(READABLE.filter(lambda text: text == text.strip()))
def test_texts_are_the_same_to_both(content: str) -> None:
    found = _replied(TextReply(content))
    assert (found.target, found.source, found.type) == ("oUserOfTests", "gh_desk", "text")
    assert found.content == content
