"""Send a code, check it, and let a ticket use the proof up once."""

import re
import secrets
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from api.clock import Clock
from api.db import BlindIndex
from api.identity import repository
from api.identity.contacts import Contact, contact_hash
from api.identity.domain import (
    RULES,
    CheckResult,
    CodeRules,
    State,
    code_digest,
    generate_code,
    same_digest,
    wait_for_window,
)
from api.identity.errors import (
    CodeTooSoon,
    TooManyCodes,
    UnknownConversation,
    UnknownVerification,
    VerificationLocked,
)
from api.identity.models import Verification
from api.jobs import enqueue

DELIVER_CODE = "identity.deliver_code"
_DAY = timedelta(hours=24)


@dataclass(frozen=True)
class Started:
    """A code is on its way; `sent` is false when it is an earlier one that still holds, `verified` true when that one
    was typed rightly already."""

    id: str
    expires_at: datetime
    resend_after: datetime
    sent: bool = True
    verified: bool = False


@dataclass(frozen=True)
class Checked:
    """What a check found."""

    result: CheckResult
    tries_left: int


class Verifications:
    """The rules are given, so that tests can shorten them."""

    def __init__(self, clock: Clock, index: BlindIndex, key: bytes, rules: CodeRules = RULES) -> None:
        self._clock = clock
        self._index = index
        self._key = key
        self._rules = rules

    def start(
        self,
        session: Session,
        *,
        conversation_id: str | None,
        purpose: str,
        contact: Contact,
        replaces: str | None = None,
    ) -> Started:
        """Send a fresh code, or name the one that was sent less than a minute ago for the same thing; the same answer
        whether or not the contact is known to anybody. `replaces` is the code of the same request while it was one of
        another type: it goes on to serve, if it went to the same contact and was not used up."""
        now = self._clock.now()
        subject = contact_hash(self._index, contact.address)
        repository.ensure_subject(session, subject, now)
        self._refuse_locked(session, subject, conversation_id, now)
        kept = self._kept(session, replaces, conversation_id, subject, purpose) if replaces else None
        if kept is not None:
            return kept
        if not repository.claim_sending(session, subject, now, self._rules.resend_after):
            return self._earlier(session, subject, conversation_id, purpose, now)
        self._refuse_too_many(session, subject, conversation_id, now)
        repository.void_older(session, subject, conversation_id, purpose)
        started = self._add(session, conversation_id, purpose, contact, subject, now)
        return Started(started.id, started.expires_at, now + self._rules.resend_after)

    def check(self, session: Session, verification_id: str, code: str) -> Checked:
        """Compare a code. A verified one says `verified` to the same code again: a repeated turn does no harm."""
        verification = repository.get(session, verification_id)
        if verification is None:
            raise UnknownVerification
        now, typed = self._clock.now(), _digits(code)
        closed = self._closed(session, verification, now)
        if closed is not None:
            return Checked(closed, 0)
        if verification.state == State.VERIFIED:
            result = CheckResult.VERIFIED if self._right(verification, typed) else CheckResult.WRONG
            return Checked(result, self._left(verification))
        if len(typed) != self._rules.digits:
            return Checked(CheckResult.WRONG, self._left(verification))
        return self._guess(session, verification, typed, now)

    def proof(
        self, session: Session, verification_id: str | None, conversation_id: str | None, purpose: str | None = None
    ) -> str | None:
        """The keyed hash of the contact that this conversation has proved, if the proof still holds. With a `purpose`,
        only a code that was sent for it counts (ASVS 6.6.2)."""
        verification = repository.get(session, verification_id) if verification_id else None
        if verification is None or verification.conversation_id != conversation_id:
            return None
        if purpose is not None and verification.purpose != purpose:
            return None
        if verification.state != State.VERIFIED or self._proof_over(verification, self._clock.now()):
            return None
        return verification.subject

    def lock_contact(self, session: Session, subject: str) -> None:
        """Make filings of one proved contact wait for each other until the transaction ends."""
        repository.lock_subject(session, subject)

    def use_up(self, session: Session, verification_id: str) -> bool:
        """Take the proof for a ticket; only one taker gets it."""
        return repository.move(session, verification_id, State.VERIFIED, State.USED)

    def _add(
        self, session: Session, conversation_id: str | None, purpose: str, contact: Contact, subject: str, now: datetime
    ) -> Verification:
        code, ident = generate_code(self._rules), secrets.token_urlsafe(16)
        verification = Verification(
            id=ident,
            conversation_id=conversation_id,
            purpose=purpose,
            channel=contact.channel,
            subject=subject,
            digest=code_digest(self._key, ident, purpose, code),
            state=State.PENDING,
            tries=0,
            created_at=now,
            expires_at=now + self._rules.life,
        )
        if not repository.add(session, verification):
            raise UnknownConversation
        payload = {"verification_id": ident, "address": contact.address, "code": code}
        enqueue(session, DELIVER_CODE, payload, now=now, key=f"{DELIVER_CODE}:{ident}")
        return verification

    def _guess(self, session: Session, verification: Verification, typed: str, now: datetime) -> Checked:
        if not repository.spend_try(session, verification.id, self._rules.tries):
            return Checked(CheckResult.LOCKED, 0)
        session.refresh(verification)
        if self._right(verification, typed):
            repository.move(session, verification.id, State.PENDING, State.VERIFIED, verified_at=now)
            return Checked(CheckResult.VERIFIED, self._left(verification))
        repository.count_failure(session, verification.subject, now, _DAY)
        if verification.tries >= self._rules.tries:
            until = now + self._rules.lock
            repository.move(session, verification.id, State.PENDING, State.LOCKED, locked_until=until)
            return Checked(CheckResult.LOCKED, 0)
        return Checked(CheckResult.WRONG, self._left(verification))

    def _closed(self, session: Session, verification: Verification, now: datetime) -> CheckResult | None:
        if verification.state == State.LOCKED or self._failed_out(session, verification.subject, now):
            return CheckResult.LOCKED
        if verification.state in {State.VOID, State.USED} or self._proof_over(verification, now):
            return CheckResult.EXPIRED
        return None

    def _proof_over(self, verification: Verification, now: datetime) -> bool:
        if verification.verified_at is not None:
            return verification.verified_at + self._rules.proof_life <= now
        return verification.expires_at <= now

    def _failed_out(self, session: Session, subject: str, now: datetime) -> bool:
        return repository.failures(session, subject, now, _DAY)[0] >= self._rules.failures_per_day

    def _refuse_locked(self, session: Session, subject: str, conversation_id: str | None, now: datetime) -> None:
        until = repository.locked_until(session, subject, conversation_id, now)
        if until is not None:
            raise VerificationLocked(until - now)
        failures, since = repository.failures(session, subject, now, _DAY)
        if failures >= self._rules.failures_per_day:
            raise TooManyCodes(since + _DAY - now)

    def _earlier(
        self, session: Session, subject: str, conversation_id: str | None, purpose: str, now: datetime
    ) -> Started:
        """The code of a moment ago, so that asking twice (a draft cancelled and begun again) is no dead end."""
        gap = self._rules.resend_after
        young = repository.young(session, subject, conversation_id, purpose, now - gap)
        if young is None:
            last = repository.last_sent_at(session, subject) or now
            raise CodeTooSoon(last + gap - now)
        return Started(young.id, young.expires_at, young.created_at + gap, sent=False)

    def _kept(
        self, session: Session, verification_id: str, conversation_id: str | None, subject: str, purpose: str
    ) -> Started | None:
        """The code of a request that became another: it proves the same contact to the same conversation, and is bound
        to the new purpose before anything else can use it."""
        verification = repository.get(session, verification_id)
        if verification is None or (verification.conversation_id, verification.subject) != (conversation_id, subject):
            return None
        if self._closed(session, verification, self._clock.now()) is not None:
            return None
        verified = verification.state == State.VERIFIED
        if not repository.rebind(session, verification_id, verification.purpose, purpose):
            return None
        resend_after = verification.created_at + self._rules.resend_after
        return Started(verification_id, verification.expires_at, resend_after, sent=False, verified=verified)

    def _refuse_too_many(self, session: Session, subject: str, conversation_id: str | None, now: datetime) -> None:
        to_contact = list(repository.sent_to(session, subject, now - _DAY))
        from_here = list(repository.sent_from(session, conversation_id, now - _DAY)) if conversation_id else []
        wait = max(
            wait_for_window(to_contact, self._rules.per_subject, now),
            wait_for_window(from_here, self._rules.per_conversation, now),
        )
        if wait > timedelta(0):
            raise TooManyCodes(wait)

    def _right(self, verification: Verification, typed: str) -> bool:
        sealed_for = verification.sealed_for or verification.purpose
        expected = code_digest(self._key, verification.id, sealed_for, typed)
        return same_digest(expected, verification.digest)

    def _left(self, verification: Verification) -> int:
        return max(0, self._rules.tries - verification.tries)


def _digits(code: str) -> str:
    """Full-width digits and spaces are how people type codes."""
    plain = re.sub(r"[\s\-]", "", unicodedata.normalize("NFKC", code))
    return plain if plain.isascii() and plain.isdecimal() else ""
