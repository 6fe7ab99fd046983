"""Verification codes: the numbers, the digest and what a check answers (facts: security, section 1)."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class Channel(StrEnum):
    """How a code travels."""

    SMS = "sms"
    MAIL = "mail"


class State(StrEnum):
    """Where a verification stands; `void` was replaced by a newer code, `used` belongs to a ticket."""

    PENDING = "pending"
    VERIFIED = "verified"
    LOCKED = "locked"
    VOID = "void"
    USED = "used"


class CheckResult(StrEnum):
    """What the check call answers."""

    VERIFIED = "verified"
    WRONG = "wrong"
    EXPIRED = "expired"
    LOCKED = "locked"


@dataclass(frozen=True)
class Window:
    """At most `limit` codes in a sliding `span`."""

    limit: int
    span: timedelta


@dataclass(frozen=True)
class CodeRules:
    """Every number of the verification in one place; the defaults are the house rule."""

    digits: int = 6
    life: timedelta = timedelta(minutes=5)
    tries: int = 5
    lock: timedelta = timedelta(minutes=15)
    failures_per_day: int = 10
    resend_after: timedelta = timedelta(seconds=60)
    per_subject: tuple[Window, ...] = (Window(5, timedelta(hours=1)), Window(10, timedelta(hours=24)))
    per_conversation: tuple[Window, ...] = (Window(10, timedelta(hours=1)), Window(20, timedelta(hours=24)))
    proof_life: timedelta = timedelta(hours=2)
    """How long a verified proof may wait for the ticket that uses it up."""


RULES = CodeRules()


def generate_code(rules: CodeRules = RULES) -> str:
    """A zero-padded code from the system's random source."""
    return f"{secrets.randbelow(10**rules.digits):0{rules.digits}d}"


def code_digest(key: bytes, verification_id: str, purpose: str, code: str) -> str:
    """HMAC-SHA-256 over the code, the verification it belongs to and its purpose."""
    message = "\x1f".join((verification_id, purpose, code)).encode()
    return hmac.new(key, message, hashlib.sha256).hexdigest()


def same_digest(left: str, right: str) -> bool:
    """Compare in constant time."""
    return hmac.compare_digest(left.encode(), right.encode())


def wait_for_window(sent: list[datetime], windows: tuple[Window, ...], now: datetime) -> timedelta:
    """How long until one more code fits into every window; zero when it fits now."""
    waits = [timedelta(0)]
    for window in windows:
        recent = sorted(moment for moment in sent if moment > now - window.span)
        if len(recent) >= window.limit:
            waits.append(recent[-window.limit] + window.span - now)
    return max(waits)
