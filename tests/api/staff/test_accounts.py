"""Accounts: names, passwords, the command line."""

from pathlib import Path

import pyotp
import pytest

from api.staff.commands import create_staff, reset_password
from api.staff.domain import PERMISSIONS, Permission, Role, generate_password, weakness
from api.staff.errors import BadUsername, UsernameTaken, WeakPassword, WrongPassword
from tests.support.parts import PASSWORD, Parts


def test_names_are_unique_without_regard_to_case(parts: Parts) -> None:
    parts.staff("wang.wu")
    with pytest.raises(UsernameTaken):
        parts.staff(" Wang.Wu ")
    for bad in ("", "x", "王五", "a b", "-ab"):
        with pytest.raises(BadUsername):
            parts.staff(bad)


@pytest.mark.parametrize("password", ["short 1", "aaaaaaaaaaaa1", "onlyletterslong", "123456789012", "my-admin-pass-1"])
def test_weak_passwords(password: str) -> None:
    assert weakness(password, "admin")


def test_generated_passwords_are_strong_and_differ() -> None:
    passwords = {generate_password() for _ in range(2000)}
    assert len(passwords) == 2000
    assert not any(weakness(password, "admin") for password in passwords)


def test_change_needs_the_current_password(parts: Parts) -> None:
    person = parts.staff("wang")
    with pytest.raises(WrongPassword), parts.writing() as session:
        parts.accounts.change_password(session, person, "wrong", "another long pass 9")
    with pytest.raises(WeakPassword), parts.writing() as session:
        parts.accounts.change_password(session, person, PASSWORD, "short")


def test_only_working_roles_work() -> None:
    assert [role for role in Role if Permission.WORK not in PERMISSIONS[role]] == [Role.AUDITOR]
    assert [role for role in Role if Permission.ACCOUNTS in PERMISSIONS[role]] == [Role.ADMIN]


def test_command_prints_a_password_once(parts: Parts) -> None:
    password = create_staff(parts.database, parts.clock, parts.audit, username="admin", role="admin")
    assert password
    assert parts.sign_in.enter(parts.database, "admin", password, "")
    assert create_staff(parts.database, parts.clock, parts.audit, username="admin", role="admin") is None


def test_command_takes_a_password_file(parts: Parts, tmp_path: Path) -> None:
    path = tmp_path / "password"
    path.write_text(f"{PASSWORD}\n", encoding="utf-8")
    made = create_staff(parts.database, parts.clock, parts.audit, username="admin", role="admin", password_file=path)
    assert made == ""
    assert parts.sign_in.enter(parts.database, "ADMIN", PASSWORD, "")


def test_reset_opens_a_lock_and_forgets_a_lost_phone(parts: Parts) -> None:
    person, secret = parts.staff("wang"), pyotp.random_base32()
    with parts.writing() as session:
        parts.accounts.turn_totp_on(session, person, PASSWORD, secret, pyotp.TOTP(secret).at(parts.clock.now()))
    for _ in range(5):
        assert parts.sign_in.enter(parts.database, "wang", "wrong", "") is None
    assert parts.sign_in.enter(parts.database, "wang", PASSWORD, "") is None
    fresh = reset_password(parts.database, parts.clock, parts.audit, username="wang")
    assert fresh
    assert parts.sign_in.enter(parts.database, "wang", fresh, "")
    assert reset_password(parts.database, parts.clock, parts.audit, username="nobody") is None


def test_failures_are_written_down(parts: Parts) -> None:
    person = parts.staff("wang")
    parts.sign_in.enter(parts.database, "wang", "wrong", "")
    with parts.database.reading() as session:
        actions = [event.action for event in parts.audit.history(session, person.name)]
    assert actions == ["staff:create", "staff:sign_in:fail"]
