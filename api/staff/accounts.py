"""Making, changing and closing accounts."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from api.audit import Audit
from api.clock import Clock
from api.staff import repository
from api.staff.domain import Role, StaffPerson, normal_username, weakness
from api.staff.errors import (
    BadUsername,
    OwnAccount,
    SecondFactorOn,
    UnknownAccount,
    UsernameTaken,
    WeakPassword,
    WrongCode,
    WrongPassword,
)
from api.staff.models import StaffAccount
from api.staff.passwords import Passwords
from api.staff.signin import matching_step

_USERNAME = re.compile(r"^[a-z0-9][a-z0-9._-]{1,31}$")


@dataclass(frozen=True)
class Accounts:
    """Every change is an audit row."""

    clock: Clock
    audit: Audit
    passwords: Passwords

    def create(
        self, session: Session, *, username: str, role: Role, password: str, actor: str, display_name: str = ""
    ) -> StaffAccount:
        """A new account; names are unique."""
        name = normal_username(username)
        if not _USERNAME.match(name):
            raise BadUsername
        if repository.by_username(session, name) is not None:
            raise UsernameTaken
        account = self._row(name, role, password, display_name.strip() or name)
        session.add(account)
        session.flush()
        self._record(session, actor, account.id, "staff:create", None, role)
        return account

    def all(self, session: Session) -> Sequence[StaffAccount]:
        """By name."""
        return repository.all_accounts(session)

    def names(self, session: Session) -> dict[str, str]:
        """Display names by `staff:<id>`."""
        return repository.names(session)

    def change_password(self, session: Session, person: StaffPerson, current: str, fresh: str) -> None:
        """By the person; all sessions end, this one too (CVE-2025-57766 of a peer)."""
        account = self._account(session, person.id)
        if not self.passwords.right(current, account.password_hash):
            raise WrongPassword
        self._set_password(session, account, fresh, person.name)

    def reset_password(self, session: Session, account_id: int, fresh: str, actor: str) -> None:
        """By an administrator or the command line; also opens a lock, and turns off a second factor, which may be on a
        phone that is lost."""
        account = self._account(session, account_id)
        account.failures, account.locked_until = 0, None
        if account.totp_secret is not None:
            account.totp_secret = None
            self._record(session, actor, account.id, "staff:totp:off")
        self._set_password(session, account, fresh, actor)

    def set_active(self, session: Session, account_id: int, active: bool, by: StaffPerson) -> None:
        """Close or open an account; closing ends its sessions."""
        if account_id == by.id:
            raise OwnAccount
        account = self._account(session, account_id)
        account.active = active
        session.flush()
        if not active:
            repository.end_sessions_of(session, account_id)
        self._record(session, by.name, account_id, "staff:open" if active else "staff:close")

    def set_role(self, session: Session, account_id: int, role: Role, by: StaffPerson) -> None:
        """Another role; the person signs in anew."""
        if account_id == by.id:
            raise OwnAccount
        account = self._account(session, account_id)
        before, account.role = account.role, role
        session.flush()
        repository.end_sessions_of(session, account_id)
        self._record(session, by.name, account_id, "staff:role:change", before, role)

    def turn_totp_on(self, session: Session, person: StaffPerson, password: str, secret: str, code: str) -> None:
        """The first code proves that the secret arrived; that code is used up. Whoever finds an open page can neither
        put a second factor of their own on the account nor exchange the one that it has."""
        account = self._account(session, person.id)
        if account.totp_secret is not None:
            raise SecondFactorOn
        if not self.passwords.right(password, account.password_hash):
            raise WrongPassword
        step = matching_step(secret, code, self.clock.now())
        if step is None:
            raise WrongCode
        account.totp_secret, account.totp_step = secret, step
        session.flush()
        self._record(session, person.name, person.id, "staff:totp:on")

    def turn_totp_off(self, session: Session, person: StaffPerson, password: str) -> None:
        """Asks for the password once more."""
        account = self._account(session, person.id)
        if not self.passwords.right(password, account.password_hash):
            raise WrongPassword
        account.totp_secret = None
        session.flush()
        self._record(session, person.name, person.id, "staff:totp:off")

    def _row(self, username: str, role: Role, password: str, display_name: str) -> StaffAccount:
        now = self.clock.now()
        self._check_strength(password, username)
        return StaffAccount(
            username=username,
            display_name=display_name[:64],
            role=role,
            password_hash=self.passwords.hash(password),
            created_at=now,
            password_changed_at=now,
            active=True,
            failures=0,
            totp_step=0,
        )

    def _set_password(self, session: Session, account: StaffAccount, fresh: str, actor: str) -> None:
        self._check_strength(fresh, account.username)
        account.password_hash = self.passwords.hash(fresh)
        account.password_changed_at = self.clock.now()
        session.flush()
        repository.end_sessions_of(session, account.id)
        self._record(session, actor, account.id, "staff:password:change")

    def _check_strength(self, password: str, username: str) -> None:
        reason = weakness(password, username)
        if reason is not None:
            raise WeakPassword(reason)

    def _account(self, session: Session, account_id: int) -> StaffAccount:
        account = repository.by_id(session, account_id)
        if account is None:
            raise UnknownAccount
        return account

    def _record(
        self,
        session: Session,
        actor: str,
        account_id: int,
        action: str,
        before: str | None = None,
        after: str | None = None,
    ) -> None:
        subject = f"staff:{account_id}"
        self.audit.record(session, actor=actor, subject=subject, action=action, from_state=before, to_state=after)
