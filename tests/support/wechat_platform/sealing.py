"""Signs and encrypts pushes, and opens replies: with wechatpy, so that the desk's own cryptography is not its own witness."""

import secrets
import time
from dataclasses import dataclass
from hashlib import sha1
from xml.etree import ElementTree

from wechatpy.crypto import WeChatCrypto
from wechatpy.exceptions import WeChatException

from tests.support.wechat_platform.account import PlatformAccount
from tests.support.wechat_platform.xml import Fields, document


class BadReply(Exception):
    """What came back is neither a reply nor "success"."""


@dataclass(frozen=True)
class Sealed:
    """Query and body of one delivery."""

    query: dict[str, str]
    body: bytes


class Sealing:
    """Of one account."""

    def __init__(self, account: PlatformAccount) -> None:
        self._account = account
        self._crypto = WeChatCrypto(account.token, account.aes_key, account.app_id)

    def signed_query(self, *, at: int | None = None, nonce: str = "") -> dict[str, str]:
        """As on every call to the account's server; `at` is a time other than now, `nonce` one that was used before."""
        timestamp, nonce = str(at or int(time.time())), nonce or secrets.token_hex(5)
        signature = sha1("".join(sorted([self._account.token, timestamp, nonce])).encode()).hexdigest()
        return {"signature": signature, "timestamp": timestamp, "nonce": nonce}

    def seal(self, fields: Fields, openid: str, *, at: int | None = None, nonce: str = "") -> Sealed:
        """In the account's mode, signed and encrypted anew."""
        beside = fields if self._account.mode == "compatible" else {"ToUserName": self._account.original_id}
        sealed = self.seal_xml(document(fields), beside, at=at, nonce=nonce)
        return Sealed({**sealed.query, "openid": openid}, sealed.body)

    def seal_xml(self, xml: str, beside: Fields | None = None, *, at: int | None = None, nonce: str = "") -> Sealed:
        """The same for XML as it is."""
        query = self.signed_query(at=at, nonce=nonce)
        if self._account.mode == "plain":
            return Sealed(query, xml.encode())
        outer = ElementTree.fromstring(self._crypto.encrypt_message(xml, query["nonce"], query["timestamp"]))
        query |= {"encrypt_type": "aes", "msg_signature": outer.findtext("MsgSignature") or ""}
        return Sealed(query, document({**(beside or {}), "Encrypt": outer.findtext("Encrypt") or ""}).encode())

    def open(self, body: bytes) -> ElementTree.Element | None:
        """The reply's root; None of "success" and of nothing. Raises BadReply."""
        if body.strip() in (b"", b"success"):
            return None
        root = _parsed(body)
        if root.find("Encrypt") is not None:
            return _parsed(self._decrypted(body, root).encode())
        if self._account.mode == "safe":
            raise BadReply("a plain reply in safe mode")
        return root

    def _decrypted(self, body: bytes, root: ElementTree.Element) -> str:
        signature, timestamp, nonce = (root.findtext(tag) or "" for tag in ("MsgSignature", "TimeStamp", "Nonce"))
        try:
            opened: str = self._crypto.decrypt_message(body.decode(), signature, timestamp, nonce)
        except (WeChatException, ValueError, IndexError) as error:
            raise BadReply("cannot be decrypted") from error
        return opened


def _parsed(body: bytes) -> ElementTree.Element:
    try:
        root = ElementTree.fromstring(body)
    except ElementTree.ParseError as error:
        raise BadReply("no XML") from error
    if root.tag != "xml":
        raise BadReply("another root")
    return root
