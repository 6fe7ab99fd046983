"""AES of messages, by the vectors that wechatpy publishes (tests/test_crypto.py of its repository) and by properties."""

import base64
import re

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from hypothesis import given
from hypothesis import strategies as st

from api.channels.wechat.protocol import ConfigurationInvalid, DecryptionFailed, MessageKey, WrongAccount
from api.channels.wechat.protocol.crypto import decrypt_with_any
from api.channels.wechat.protocol.signature import sign
from tests.api.channels.wechat.protocol.pushes import APP_ID, KEY, OTHER_KEY

VECTOR_TOKEN, VECTOR_KEY, VECTOR_ID = "123456", "kWxPEV2UEDyxWpmPdKC3F4dgPDmOvfKX1HGnEUDS1aR", "wx49f0ab532d5d035a"
ECHO = "4ByGGj+sVCYcvGeQYhaKIk1o0pQRNbRjxybjTGblXrBaXlTXeOo1+bXFXDQQb1o6co6Yh9Bv41n7hOchLF6p+Q=="
REPLY = (
    "9s4gMv99m88kKTh/H8IdkOiMg6bisoy3ypwy9H4hvSPe9nsGaqyw5hhSjdYbcrKk+j3nba4HMOTzHrluLBYqxgNcBqGsL8GqxlhZgURnAtObvesEl5nZ"
    "+uBE8bviY0LWke8Zy9V/QYKxNV2FqllNXcfmstttyIkMKCCmVbCFM2JTF5wY0nFhHZSjPUL2Q1qvSUCUld+/WIXrx0oyKQmpB6o8NRrrNrsDf03oxI1p"
    "9FxUgMnwKKZeOA/uu+2IEvEBtb7muXsVbwbgX05UPPJvFurDXafG0RQyPR+mf1nDnAtQmmNOuiR5MIkdQ39xn1vWwi1O5oazPoQJz0nTYjxxEE8kv3kF"
    "xtAGVRe3ypD3WeK2XeFYFMNMpatF9XiKzHo3"
)
PUSH = (
    "RgqEoJj5A4EMYlLvWO1F86ioRjZfaex/gePD0gOXTxpsq5Yj4GNglrBb8I2BAJVODGajiFnXBu7mCPatfjsu6IHCrsTyeDXzF6Bv283dGymzxh6ydJRv"
    "ZsryDyZbLTE7rhnus50qGPMfp2wASFlzEgMW9z1ef/RD8XzaFYgm7iTdaXpXaG4+BiYyolBug/gYNx410cvkKR2/nPwBiT+P4hIiOAQqGp/TywZBtDh1"
    "yCF2KOd0gpiMZ5jSw3e29mTvmUHzkVQiMS6td7vXUaWOMZnYZlF3So2SjHnwh4jYFxdgpkHHqIrH/54SNdshoQgWYEvccTKe7FS709/5t6NMxuGhcUGA"
    "POQipvWTT4dShyqio7mlsl5noTrb++x6En749zCpQVhDpbV6GDnTbcX2e8K9QaNWHp91eBdCRxthuL0="
)
CURRENT, PREVIOUS = MessageKey.from_text(OTHER_KEY), MessageKey.from_text(KEY)


@pytest.mark.parametrize(
    ("timestamp", "nonce", "encrypted", "signature"),
    [
        ("1411443780", "437374425", ECHO, "dd6b9c95b495b3f7e2901bfbc76c664930ffdb96"),
        ("1411525903", "461056294", REPLY, "407518b7649e86ef23978113f92d27afa9296533"),
        ("1411525903", "461056294", PUSH, "74d92dfeb87ba7c714f89d98870ae5eb62dff26d"),
    ],
)
def test_published_signatures(timestamp: str, nonce: str, encrypted: str, signature: str) -> None:
    assert sign(VECTOR_TOKEN, timestamp, nonce, encrypted) == signature


@pytest.mark.parametrize(
    ("encrypted", "holds"),
    [(ECHO, b""), (REPLY, b"<Content><![CDATA[test]]></Content>"), (PUSH, b"<FromUserName><![CDATA[messense]]>")],
)
def test_published_ciphertexts(encrypted: str, holds: bytes) -> None:
    assert holds in MessageKey.from_text(VECTOR_KEY).decrypt(encrypted, VECTOR_ID)


@given(st.binary(max_size=300), st.from_regex(r"wx[0-9a-f]{16}", fullmatch=True))
def test_what_is_encrypted_is_read(xml: bytes, app_id: str) -> None:
    assert PREVIOUS.decrypt(PREVIOUS.encrypt(xml, app_id), app_id) == xml


def test_nothing_is_encrypted_alike_twice() -> None:
    assert len({PREVIOUS.encrypt(b"<xml/>", APP_ID) for _ in range(50)}) == 50


def test_previous_key_still_opens() -> None:
    assert decrypt_with_any((CURRENT, PREVIOUS), PREVIOUS.encrypt(b"<xml/>", APP_ID), APP_ID) == (b"<xml/>", PREVIOUS)


def test_no_key_opens() -> None:
    with pytest.raises(DecryptionFailed):
        decrypt_with_any((CURRENT,), PREVIOUS.encrypt(b"<xml/>", APP_ID), APP_ID)
    with pytest.raises(DecryptionFailed):
        decrypt_with_any((), PREVIOUS.encrypt(b"<xml/>", APP_ID), APP_ID)


def test_other_account_is_told_from_other_key() -> None:
    with pytest.raises(WrongAccount):
        decrypt_with_any((CURRENT, PREVIOUS), PREVIOUS.encrypt(b"<xml/>", "wx0000000000000002"), APP_ID)


@pytest.mark.parametrize(
    "encrypted", ["", "====", "短", "AAAA", "A" * 63, base64.b64encode(bytes(33)).decode(), "AA AA"]
)
def test_what_is_no_ciphertext(encrypted: str) -> None:
    with pytest.raises(DecryptionFailed):
        PREVIOUS.decrypt(encrypted, APP_ID)


def _raw(plain: bytes) -> str:
    """Encrypted with the key as it stands, whatever is in it."""
    encryptor = Cipher(algorithms.AES(PREVIOUS.secret), modes.CBC(PREVIOUS.secret[:16])).encryptor()
    return base64.b64encode(encryptor.update(plain) + encryptor.finalize()).decode()


RIGHT = bytes(16) + (6).to_bytes(4, "big") + b"<xml/>" + APP_ID.encode()
PAD = 32 - len(RIGHT) % 32


@pytest.mark.parametrize(
    "plain",
    [
        RIGHT + bytes([PAD]) * (PAD - 2) + bytes([PAD - 1, PAD]),
        RIGHT + bytes(PAD - 1) + b"\x00",
        RIGHT + b"!" * (PAD - 1) + bytes([33]),
        bytes(16) + b"\xff\xff\xff\xff" + b"<xml/>" + APP_ID.encode() + bytes([PAD]) * PAD,
        bytes([32]) * 32,
        bytes(15) + bytes([1]),
    ],
    ids=["one byte of the padding", "padding of nothing", "padding beyond 32", "length", "only padding", "too short"],
)
def test_damage_is_seen(plain: bytes) -> None:
    assert PREVIOUS.decrypt(_raw(RIGHT + bytes([PAD]) * PAD), APP_ID) == b"<xml/>"
    with pytest.raises(DecryptionFailed):
        PREVIOUS.decrypt(_raw(plain), APP_ID)


@pytest.mark.parametrize(
    "text", ["", KEY[:-1], f"{KEY}A", f"{KEY[:-1]}+", f"{KEY[:-1]}＋", f" {KEY[1:]}", f"{KEY[:-1]}\n"]
)
def test_what_is_no_key(text: str) -> None:
    with pytest.raises(ConfigurationInvalid):
        MessageKey.from_text(text)


def test_key_is_not_shown() -> None:
    assert re.sub(r"[()]", "", repr(PREVIOUS)) == "MessageKey"
