"""Sign-in and sessions."""

import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime

import pyotp
from sqlalchemy.orm import Session

from api.audit import Audit
from api.clock import Clock
from api.db import BlindIndex, Database
from api.staff import repository
from api.staff.domain import RULES, Role, SessionRules, StaffPerson, normal_username
from api.staff.models import StaffAccount, StaffSession
from api.staff.passwords import Passwords

TOTP_PERIOD = 30
_TOKEN, _CSRF = "staff.session", "staff.csrf"


@dataclass(frozen=True)
class SignIn:
    """One service for the way in, the way out and everything between."""

    clock: Clock
    audit: Audit
    index: BlindIndex
    passwords: Passwords
    rules: SessionRules = RULES

    def enter(self, database: Database, username: str, password: str, code: str) -> str | None:
        """A fresh session's token, or None. The slow hash is computed outside of any transaction that writes."""
        name = normal_username(username)
        with database.reading() as session:
            found = repository.by_username(session, name)
            stored = found.password_hash if found else None
        right = self.passwords.right(password, stored)
        with database.transaction() as session:
            account = repository.by_username(session, name)
            if account is None:
                return None
            return self._decide(session, account, right and account.password_hash == stored, code)

    def person(self, session: Session, token: str) -> tuple[StaffPerson, bool] | None:
        """Who holds this token, and whether the sign of life should be written down; None when it is over."""
        found = repository.open_session(session, self.index.of(_TOKEN, token))
        if found is None:
            return None
        opened, account = found
        now = self.clock.now()
        over = now - opened.seen_at > self.rules.idle or now - opened.created_at > self.rules.absolute
        if over or not account.active:
            return None
        return person_of(account), now - opened.seen_at > self.rules.touch_every

    def touch(self, session: Session, token: str) -> None:
        """Write the sign of life down."""
        repository.touch_session(session, self.index.of(_TOKEN, token), self.clock.now())

    def leave(self, session: Session, token: str, person: StaffPerson) -> None:
        """End this session."""
        repository.end_session(session, self.index.of(_TOKEN, token))
        self.audit.record(session, actor=person.name, subject=person.name, action="staff:sign_out")

    def csrf_token(self, token: str) -> str:
        """Belongs to the session, is not stored."""
        return self.index.of(_CSRF, token)

    def csrf_right(self, token: str, given: str) -> bool:
        """Compare in constant time."""
        return hmac.compare_digest(self.csrf_token(token).encode(), given.encode())

    def _decide(self, session: Session, account: StaffAccount, right: bool, code: str) -> str | None:
        now = self.clock.now()
        locked = account.locked_until is not None and account.locked_until > now
        if account.active and not locked and right and self._second_factor(session, account, code, now):
            return self._admit(session, account, now)
        if not locked:
            self._failed(session, account, now)
        return None

    def _admit(self, session: Session, account: StaffAccount, now: datetime) -> str:
        token = secrets.token_urlsafe(32)
        account.failures, account.locked_until = 0, None
        repository.end_old_sessions(session, now - self.rules.absolute)
        opened = StaffSession(
            token_hash=self.index.of(_TOKEN, token), account_id=account.id, created_at=now, seen_at=now
        )
        session.add(opened)
        session.flush()
        name = f"staff:{account.id}"
        self.audit.record(session, actor=name, subject=name, action="staff:sign_in")
        return token

    def _failed(self, session: Session, account: StaffAccount, now: datetime) -> None:
        repository.count_failure(session, account.id, self.rules.failures, now, now + self.rules.lock)
        self.audit.record(session, actor="system", subject=f"staff:{account.id}", action="staff:sign_in:fail")

    def _second_factor(self, session: Session, account: StaffAccount, code: str, now: datetime) -> bool:
        if account.totp_secret is None:
            return True
        step = matching_step(account.totp_secret, code, now)
        return step is not None and repository.take_totp_step(session, account.id, step)


def matching_step(secret: str, code: str, now: datetime) -> int | None:
    """The time step, now or one beside it, whose code this is."""
    totp, current = pyotp.TOTP(secret, interval=TOTP_PERIOD), int(now.timestamp()) // TOTP_PERIOD
    typed = "".join(code.split())
    for step in (current, current - 1, current + 1):
        if hmac.compare_digest(totp.at(step * TOTP_PERIOD).encode(), typed.encode()):
            return step
    return None


def person_of(account: StaffAccount) -> StaffPerson:
    """The signed-in view of an account."""
    return StaffPerson(
        id=account.id,
        username=account.username,
        display_name=account.display_name,
        role=Role(account.role),
        has_totp=account.totp_secret is not None,
    )
