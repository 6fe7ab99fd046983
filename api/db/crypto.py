"""AES-256-GCM with key ids: the first key encrypts, every key decrypts, so keys can be rotated (ASVS 11.3.2)."""

import base64
import binascii
import secrets
from collections.abc import Mapping
from typing import Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE_BYTES = 12
KEY_BYTES = 32


class DecryptionFailed(Exception):
    """Unknown key, cut or altered ciphertext, or one that belongs to another column."""


class Keyring:
    """Ciphertext is: length of the key id, key id, nonce, AES-GCM of the text bound to its column's name."""

    def __init__(self, active: str, keys: Mapping[str, bytes]) -> None:
        if active not in keys or any(len(key) != KEY_BYTES for key in keys.values()):
            raise ValueError(f"each data key needs an id and {KEY_BYTES} bytes")
        self.active = active
        self._ciphers = {key_id: AESGCM(key) for key_id, key in keys.items()}

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `id:base64,id:base64`; the first is the active one."""
        keys: dict[str, bytes] = {}
        for entry in text.split(","):
            key_id, _, encoded = entry.strip().partition(":")
            try:
                keys[key_id] = base64.urlsafe_b64decode(encoded)
            except binascii.Error:
                raise ValueError("a data key is not base64") from None
        return cls(next(iter(keys)), keys)

    def encrypt(self, plain: bytes, column: str) -> bytes:
        nonce = secrets.token_bytes(NONCE_BYTES)
        sealed = self._ciphers[self.active].encrypt(nonce, plain, column.encode())
        key_id = self.active.encode()
        return bytes([len(key_id)]) + key_id + nonce + sealed

    def decrypt(self, blob: bytes, column: str) -> bytes:
        cipher = self._ciphers.get(key_id_of(blob))
        if cipher is None:
            raise DecryptionFailed("no such key")
        start = 1 + blob[0]
        nonce, sealed = blob[start : start + NONCE_BYTES], blob[start + NONCE_BYTES :]
        try:
            return cipher.decrypt(nonce, sealed, column.encode())
        except (InvalidTag, ValueError):
            raise DecryptionFailed("altered, or of another column") from None


def key_id_of(blob: bytes) -> str:
    """The id of the key that a stored value was encrypted with."""
    if not blob:
        return ""
    return blob[1 : 1 + blob[0]].decode(errors="replace")
