"""From a push's query and body to the XML in it, and from a reply's XML back to a body.

Modes: plain 明文, compatible 兼容 (the body holds the fields both plain and encrypted), safe 安全. The query says
`encrypt_type=aes` in the last two.

Source: developers.weixin.qq.com, doc/oplatform/developers/dev/push/encryption.md."""

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from api.channels.wechat.protocol.crypto import MessageKey, decrypt_with_any
from api.channels.wechat.protocol.errors import (
    BodyMalformed,
    BodyTooLarge,
    ConfigurationInvalid,
    DecryptionFailed,
    EncryptionRequired,
)
from api.channels.wechat.protocol.nonces import nonce_id
from api.channels.wechat.protocol.signature import (
    DEFAULT_WINDOW,
    check_signature,
    check_time,
    parameter,
    sign,
)
from api.channels.wechat.protocol.xml import MAX_BODY_BYTES, read_xml

_ENCRYPT = re.compile(rb"<Encrypt><!\[CDATA\[([A-Za-z0-9+/=]+)]]></Encrypt>")


@dataclass(frozen=True)
class Account:
    """What the account's settings page holds. `keys`: the current EncodingAESKey, behind it the previous one; none in
    plain mode. `accepts_plain` is False in safe mode, so that a plain push is refused."""

    app_id: str
    token: str = field(repr=False)
    keys: tuple[MessageKey, ...] = ()
    accepts_plain: bool = True
    window: timedelta = DEFAULT_WINDOW
    max_body_bytes: int = MAX_BODY_BYTES

    def __post_init__(self) -> None:
        if not (3 <= len(self.token) <= 32 and self.token.isascii() and self.token.isalnum()):
            raise ConfigurationInvalid("the token must be 3 to 32 letters and digits")
        if not self.keys and not self.accepts_plain:
            raise ConfigurationInvalid("safe mode needs an EncodingAESKey")


@dataclass(frozen=True)
class Envelope:
    """An opened push. `nonce` and `nonce_until` are for `check_nonce`, once the message's key is known."""

    xml: bytes = field(repr=False)
    nonce: str
    nonce_until: datetime
    account: Account = field(repr=False)
    key: MessageKey | None = None

    @property
    def uses_previous_key(self) -> bool:
        """The platform has not changed over to the new EncodingAESKey yet, or the change was forgotten here."""
        return self.key is not None and self.key != self.account.keys[0]

    def seal(self, reply: str, now: datetime) -> bytes:
        """The body that answers this very push: plain, or encrypted with the key that opened it."""
        if self.key is None:
            return reply.encode()
        timestamp, nonce = str(int(now.timestamp())), secrets.token_hex(8)
        encrypted = self.key.encrypt(reply.encode(), self.account.app_id)
        signature = sign(self.account.token, timestamp, nonce, encrypted)
        # Base64, hex and digits: nothing in here needs escaping.
        return (
            f"<xml><Encrypt><![CDATA[{encrypted}]]></Encrypt><MsgSignature><![CDATA[{signature}]]></MsgSignature>"
            f"<TimeStamp>{timestamp}</TimeStamp><Nonce><![CDATA[{nonce}]]></Nonce></xml>"
        ).encode()


def answer_url_check(account: Account, query: Mapping[str, str], now: datetime) -> str:
    """The `echostr` to answer the settings page's GET with, unchanged. Raises NotAuthentic."""
    timestamp, nonce = parameter(query, "timestamp"), parameter(query, "nonce")
    check_signature(parameter(query, "signature"), account.token, timestamp, nonce)
    check_time(timestamp, now, account.window)
    return parameter(query, "echostr")


def open_envelope(account: Account, query: Mapping[str, str], body: bytes, now: datetime) -> Envelope:
    """Checks who sent it, and when, and opens it. Raises a ProtocolError (NotAuthentic or Unreadable)."""
    if len(body) > account.max_body_bytes:
        raise BodyTooLarge
    timestamp, nonce = parameter(query, "timestamp"), parameter(query, "nonce")
    signed = check_time(timestamp, now, account.window)
    xml, key = _opened(account, query, body, (account.token, timestamp, nonce))
    return Envelope(xml, nonce_id(timestamp, nonce), signed + account.window, account, key)


def _opened(
    account: Account, query: Mapping[str, str], body: bytes, parts: tuple[str, str, str]
) -> tuple[bytes, MessageKey | None]:
    kind = query.get("encrypt_type") or "raw"
    if kind == "raw":
        check_signature(parameter(query, "signature"), *parts)
        if not account.accepts_plain:
            raise EncryptionRequired
        return body, None
    encrypted = _ciphertext(body, account.max_body_bytes)
    check_signature(parameter(query, "msg_signature"), *parts, encrypted)
    if kind != "aes":
        raise DecryptionFailed
    return decrypt_with_any(account.keys, encrypted, account.app_id)


def _ciphertext(body: bytes, max_bytes: int) -> str:
    """The platform's own spelling is found without an XML parser, which is safe: what is found must be signed."""
    found = _ENCRYPT.search(body)
    text = found[1].decode() if found else read_xml(body, max_bytes).findtext("Encrypt")
    if not text:
        raise BodyMalformed
    return text
