"""A signature is good for one message.

The platform signs timestamp and nonce; in plain mode the body is not covered, so that a signature once seen could be
put on another body. A retry of the same message must pass whether or not it is signed anew (facts: not documented)."""

import hashlib
from datetime import datetime
from typing import Protocol

from api.channels.wechat.protocol.errors import Replayed


class NonceStore(Protocol):
    """Shared by all processes; a row may go once `until` is past, since the time window then refuses the push."""

    def claim(self, nonce: str, message: str, until: datetime) -> str:
        """Keep `nonce` for `message` unless it is kept already; the message that it is kept for. Atomic: of two calls
        at the same time both return the same message."""
        ...


def nonce_id(timestamp: str, nonce: str) -> str:
    """64 hex characters that stand for one signature's timestamp and nonce."""
    return hashlib.sha256(f"{timestamp}\n{nonce}".encode()).hexdigest()


def check_nonce(store: NonceStore, nonce: str, message: str, until: datetime) -> None:
    """`nonce` is an envelope's `nonce`, `message` an inbound's `key`. Raises Replayed."""
    if store.claim(nonce, message, until) != message:
        raise Replayed
