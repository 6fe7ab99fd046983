"""From query and body to XML and back, in the three modes."""

import re
from datetime import timedelta

import pytest

from api.channels.wechat.protocol import (
    Account,
    BodyMalformed,
    BodyTooLarge,
    ConfigurationInvalid,
    DecryptionFailed,
    EncryptionRequired,
    Envelope,
    Expired,
    MessageKey,
    ProtocolError,
    SignatureInvalid,
    WrongAccount,
    open_envelope,
)
from api.channels.wechat.protocol.signature import sign
from tests.api.channels.wechat.protocol.pushes import (
    APP_ID,
    CHANGING,
    COMPATIBLE,
    KEY,
    NOW,
    OTHER_KEY,
    PLAIN,
    SAFE,
    SECOND,
    TOKEN,
    message,
)
from tests.support.wechat_platform.xml import document

XML = message("text")
Query = dict[str, str]


def plain_query(token: str = TOKEN) -> Query:
    """As in plain mode."""
    return {"timestamp": SECOND, "nonce": "n1", "signature": sign(token, SECOND, "n1"), "openid": "oUserOfTests"}


def encrypted(app_id: str = APP_ID, beside: bytes = b"", key: str = KEY) -> tuple[Query, bytes]:
    """As in safe mode; with the plain fields beside, as in compatible mode."""
    text = MessageKey.from_text(key).encrypt(XML, app_id)
    query = {**plain_query(), "encrypt_type": "aes", "msg_signature": sign(TOKEN, SECOND, "n1", text)}
    body = document({"ToUserName": "gh_desk", "Encrypt": text}).encode()
    return query, body.replace(b"</xml>", beside + b"</xml>")


def test_plain() -> None:
    envelope = open_envelope(PLAIN, plain_query(), XML, NOW)
    assert (envelope.xml, envelope.key, envelope.uses_previous_key) == (XML, None, False)
    assert envelope.seal("<xml>好</xml>", NOW) == "<xml>好</xml>".encode()


def test_plain_said_so() -> None:
    assert open_envelope(PLAIN, {**plain_query(), "encrypt_type": "raw"}, XML, NOW).xml == XML


@pytest.mark.parametrize("account", [SAFE, COMPATIBLE, CHANGING])
def test_encrypted(account: Account) -> None:
    assert open_envelope(account, *encrypted(), NOW).xml == XML


def test_compatible_mode_believes_only_what_is_signed() -> None:
    """The fields beside the ciphertext are not covered by the signature."""
    envelope = open_envelope(COMPATIBLE, *encrypted(beside="<Content>别的</Content>".encode()), NOW)
    assert envelope.xml == XML


def test_ciphertext_in_another_spelling() -> None:
    query, body = encrypted()
    bare = body.replace(b"<![CDATA[", b"\n").replace(b"]]>", b"")
    with pytest.raises(SignatureInvalid):
        open_envelope(SAFE, query, bare, NOW)
    assert open_envelope(SAFE, query, bare.replace(b"\n", b""), NOW).xml == XML


def test_previous_key_is_used_for_the_reply() -> None:
    envelope = open_envelope(CHANGING, *encrypted(), NOW)
    assert envelope.uses_previous_key
    assert _opened(envelope, KEY) == b"<xml/>"


def test_current_key_is_used_for_the_reply() -> None:
    envelope = open_envelope(CHANGING, *encrypted(key=OTHER_KEY), NOW)
    assert not envelope.uses_previous_key
    assert _opened(envelope, OTHER_KEY) == b"<xml/>"


def _opened(envelope: Envelope, key: str) -> bytes:
    found = re.fullmatch(
        r"<xml><Encrypt><!\[CDATA\[(.+)]]></Encrypt><MsgSignature><!\[CDATA\[(.+)]]></MsgSignature>"
        r"<TimeStamp>(\d+)</TimeStamp><Nonce><!\[CDATA\[(.+)]]></Nonce></xml>",
        envelope.seal("<xml/>", NOW).decode(),
    )
    assert found is not None
    text, signature, timestamp, nonce = found.groups()
    assert signature == sign(TOKEN, timestamp, nonce, text)
    assert timestamp == SECOND
    return MessageKey.from_text(key).decrypt(text, APP_ID)


def test_nonce_lives_as_long_as_the_window() -> None:
    envelope = open_envelope(PLAIN, plain_query(), XML, NOW + timedelta(minutes=2))
    assert envelope.nonce_until == NOW + PLAIN.window
    assert envelope.nonce == open_envelope(SAFE, *encrypted(), NOW).nonce


_QUERY, _BODY = encrypted()
_OTHER_QUERY, _OTHER_BODY = encrypted()


@pytest.mark.parametrize(
    ("account", "query", "body", "error"),
    [
        (PLAIN, plain_query("other"), XML, SignatureInvalid),
        (PLAIN, {}, XML, SignatureInvalid),
        (PLAIN, {**plain_query(), "nonce": "n2"}, XML, SignatureInvalid),
        (PLAIN, {**plain_query(), "timestamp": str(int(SECOND) + 1)}, XML, SignatureInvalid),
        (SAFE, plain_query(), XML, EncryptionRequired),
        (SAFE, {**_QUERY, "encrypt_type": "raw"}, XML, EncryptionRequired),
        (SAFE, _QUERY, _OTHER_BODY, SignatureInvalid),
        (SAFE, {**_QUERY, "msg_signature": _QUERY["signature"]}, _BODY, SignatureInvalid),
        (SAFE, {**_QUERY, "msg_signature": ""}, _BODY, SignatureInvalid),
        (SAFE, {**_QUERY, "encrypt_type": "des"}, _BODY, DecryptionFailed),
        (PLAIN, _QUERY, _BODY, DecryptionFailed),
        (SAFE, *encrypted(key=OTHER_KEY), DecryptionFailed),
        (SAFE, *encrypted(app_id="wx0000000000000002"), WrongAccount),
        (SAFE, _QUERY, b"<xml></xml>", BodyMalformed),
        (SAFE, _QUERY, b"<xml><Encrypt/></xml>", BodyMalformed),
        (SAFE, _QUERY, b"", BodyMalformed),
        (PLAIN, plain_query(), bytes(64 * 1024 + 1), BodyTooLarge),
        (SAFE, _QUERY, bytes(64 * 1024 + 1), BodyTooLarge),
    ],
)
def test_refused(account: Account, query: Query, body: bytes, error: type[ProtocolError]) -> None:
    with pytest.raises(ProtocolError) as raised:
        open_envelope(account, query, body, NOW)
    assert type(raised.value) is error


@pytest.mark.parametrize("minutes", [-6, 6])
def test_captured_push_is_of_no_use_later(minutes: int) -> None:
    with pytest.raises(Expired):
        open_envelope(SAFE, *encrypted(), NOW + timedelta(minutes=minutes))


@pytest.mark.parametrize("token", ["", "ab", "a" * 33, "with space", "中文令牌", "a-b-c"])
def test_token_that_the_platform_would_not_take(token: str) -> None:
    with pytest.raises(ConfigurationInvalid):
        Account(APP_ID, token)


def test_safe_mode_without_a_key() -> None:
    with pytest.raises(ConfigurationInvalid):
        Account(APP_ID, TOKEN, accepts_plain=False)


def test_secrets_are_not_shown() -> None:
    shown = repr(open_envelope(SAFE, *encrypted(), NOW)) + repr(SAFE)
    assert TOKEN not in shown
    assert "oUserOfTests" not in shown
