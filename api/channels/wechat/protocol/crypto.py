"""AES of messages: AES-256-CBC, IV = first half of the key, PKCS#7 to 32 bytes.

plaintext = 16 random bytes, length of the XML in 4 bytes (big-endian), the XML, the appid.
Source: developers.weixin.qq.com, doc/subscription/guide/dev/push/encryption.html and
doc/oplatform/developers/dev/push/encryption.md."""

import base64
import binascii
import hmac
import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES256
from cryptography.hazmat.primitives.ciphers.modes import CBC

from api.channels.wechat.protocol.errors import ConfigurationInvalid, DecryptionFailed, WrongAccount

_KEY = re.compile(r"[A-Za-z0-9]{43}")
_RANDOM = 16
_LENGTH = 4
_PAD_TO = 32
_AES_BLOCK = 16


@dataclass(frozen=True)
class MessageKey:
    """An EncodingAESKey: its 32 bytes."""

    secret: bytes

    def __repr__(self) -> str:
        return "MessageKey()"

    @classmethod
    def from_text(cls, text: str) -> "MessageKey":
        """From the 43 letters and digits of the account's settings. Raises ConfigurationInvalid."""
        if not _KEY.fullmatch(text):
            raise ConfigurationInvalid("EncodingAESKey must be 43 letters and digits")
        return cls(base64.b64decode(f"{text}="))

    def encrypt(self, xml: bytes, app_id: str) -> str:
        """Base64 of the encrypted XML; never the same twice."""
        plain = secrets.token_bytes(_RANDOM) + len(xml).to_bytes(_LENGTH, "big") + xml + app_id.encode()
        encryptor = self._cipher.encryptor()
        return base64.b64encode(encryptor.update(_padded(plain)) + encryptor.finalize()).decode()

    def decrypt(self, ciphertext: str, app_id: str) -> bytes:
        """The XML. Raises DecryptionFailed, or WrongAccount when it was encrypted for another appid."""
        decryptor = self._cipher.decryptor()
        plain = _unpadded(decryptor.update(_blocks(ciphertext)) + decryptor.finalize())
        begin = _RANDOM + _LENGTH
        end = begin + int.from_bytes(plain[_RANDOM:begin], "big")
        if len(plain) < begin or end > len(plain):
            raise DecryptionFailed
        if not hmac.compare_digest(plain[end:], app_id.encode()):
            raise WrongAccount
        return plain[begin:end]

    @cached_property
    def _cipher(self) -> Cipher[CBC]:
        """It holds no state of a message; making it takes as long as a short message does."""
        return Cipher(AES256(self.secret), CBC(self.secret[:_AES_BLOCK]))


def decrypt_with_any(keys: Sequence[MessageKey], ciphertext: str, app_id: str) -> tuple[bytes, MessageKey]:
    """The XML and the key that opened it; the keys are tried in order (current, then previous, while the platform
    changes over). Raises DecryptionFailed when none opens it, WrongAccount when one does, but for another appid."""
    failure: DecryptionFailed | WrongAccount = DecryptionFailed()
    for key in keys:
        try:
            return key.decrypt(ciphertext, app_id), key
        except DecryptionFailed:
            continue
        except WrongAccount as error:
            failure = error
    raise failure


def _blocks(ciphertext: str) -> bytes:
    try:
        data = base64.b64decode(ciphertext, validate=True)
    except (binascii.Error, ValueError):
        raise DecryptionFailed from None
    if not data or len(data) % _AES_BLOCK:
        raise DecryptionFailed
    return data


def _padded(plain: bytes) -> bytes:
    count = _PAD_TO - len(plain) % _PAD_TO
    return plain + bytes([count]) * count


def _unpadded(padded: bytes) -> bytes:
    """Every byte of the padding counts: a wrong key hardly ever gives a right one."""
    count = padded[-1]
    if not 1 <= count <= _PAD_TO or padded[-count:] != bytes([count]) * count:
        raise DecryptionFailed
    return padded[:-count]
