"""What the command line does with accounts."""

from pathlib import Path

from api.audit import Audit
from api.clock import Clock
from api.db import Database
from api.staff import repository
from api.staff.accounts import Accounts
from api.staff.domain import Role, generate_password, normal_username
from api.staff.passwords import Passwords


def create_staff(
    database: Database, clock: Clock, audit: Audit, *, username: str, role: str, password_file: Path | None = None
) -> str | None:
    """Make the account; the password, when it was generated here. None when the account is there already.

    With `password_file` its first line is the password and nothing is returned to print but an empty string."""
    given = password_file.read_text(encoding="utf-8").splitlines()[0].strip() if password_file else ""
    password = given or generate_password()
    accounts = Accounts(clock, audit, Passwords())
    with database.transaction() as session:
        if repository.by_username(session, normal_username(username)) is not None:
            return None
        accounts.create(session, username=username, role=Role(role), password=password, actor="command-line")
    return "" if given else password


def reset_password(database: Database, clock: Clock, audit: Audit, *, username: str) -> str | None:
    """A new generated password for somebody who is locked out; None when there is no such account."""
    password = generate_password()
    with database.transaction() as session:
        account = repository.by_username(session, normal_username(username))
        if account is None:
            return None
        Accounts(clock, audit, Passwords()).reset_password(session, account.id, password, "command-line")
    return password
