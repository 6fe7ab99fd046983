"""Signatures of pushes.

Source: developers.weixin.qq.com, doc/subscription/guide/dev/push (接入概述, 消息加解密)."""

import hashlib
import hmac
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from api.channels.wechat.protocol.errors import Expired, SignatureInvalid

_LONGEST_PARAMETER = 128
DEFAULT_WINDOW = timedelta(minutes=5)
"""Our rule: how far a push's timestamp may be from our clock, in both directions. Retries come within 20 s."""


def sign(*parts: str) -> str:
    """SHA-1 in hex over the sorted parts, as the platform signs: token, timestamp, nonce, and the ciphertext if any."""
    return hashlib.sha1("".join(sorted(parts)).encode(), usedforsecurity=True).hexdigest()


def check_signature(given: str, *parts: str) -> None:
    """Compares in constant time. Raises SignatureInvalid."""
    if not hmac.compare_digest(given.encode(errors="replace"), sign(*parts).encode()):
        raise SignatureInvalid


def signed_at(timestamp: str) -> datetime:
    """The `timestamp` parameter (seconds since 1970). Raises SignatureInvalid when it is none."""
    if not (timestamp.isascii() and timestamp.isdigit() and len(timestamp) <= 11):
        raise SignatureInvalid
    return datetime.fromtimestamp(int(timestamp), UTC)


def check_time(timestamp: str, now: datetime, window: timedelta = DEFAULT_WINDOW) -> datetime:
    """When it was signed. Raises Expired outside the window, SignatureInvalid when the timestamp is no number."""
    signed = signed_at(timestamp)
    if abs(now - signed) > window:
        raise Expired
    return signed


def parameter(query: Mapping[str, str], name: str) -> str:
    """A parameter that must be there. Raises SignatureInvalid."""
    value = query.get(name, "")
    if not 0 < len(value) <= _LONGEST_PARAMETER or not value.isprintable():
        raise SignatureInvalid
    return value
