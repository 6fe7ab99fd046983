"""Queries of accounts and sessions."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from api.staff.models import StaffAccount, StaffSession


def by_username(session: Session, username: str) -> StaffAccount | None:
    return session.scalars(select(StaffAccount).where(StaffAccount.username == username)).one_or_none()


def by_id(session: Session, account_id: int) -> StaffAccount | None:
    return session.get(StaffAccount, account_id)


def all_accounts(session: Session) -> Sequence[StaffAccount]:
    return session.scalars(select(StaffAccount).order_by(StaffAccount.username)).all()


def names(session: Session) -> dict[str, str]:
    """Display names by `staff:<id>`."""
    rows = session.execute(select(StaffAccount.id, StaffAccount.display_name))
    return {f"staff:{account_id}": name for account_id, name in rows}


def count_failure(session: Session, account_id: int, limit: int, now: datetime, until: datetime) -> None:
    """One more failed sign-in; at the limit the account is locked and the count starts anew."""
    mine = StaffAccount.id == account_id
    session.execute(update(StaffAccount).where(mine).values(failures=StaffAccount.failures + 1))
    session.execute(
        update(StaffAccount).where(mine, StaffAccount.failures >= limit).values(failures=0, locked_until=until)
    )


def take_totp_step(session: Session, account_id: int, step: int) -> bool:
    """Use a time step up; False when it, or a later one, was used before."""
    taken = session.execute(
        update(StaffAccount)
        .where(StaffAccount.id == account_id, StaffAccount.totp_step < step)
        .values(totp_step=step)
        .returning(StaffAccount.id)
    ).first()
    return taken is not None


def open_session(session: Session, token_hash: str) -> tuple[StaffSession, StaffAccount] | None:
    query = select(StaffSession, StaffAccount).join(StaffAccount, StaffAccount.id == StaffSession.account_id)
    row = session.execute(query.where(StaffSession.token_hash == token_hash)).one_or_none()
    return (row[0], row[1]) if row else None


def touch_session(session: Session, token_hash: str, now: datetime) -> None:
    session.execute(update(StaffSession).where(StaffSession.token_hash == token_hash).values(seen_at=now))


def end_session(session: Session, token_hash: str) -> None:
    session.execute(delete(StaffSession).where(StaffSession.token_hash == token_hash))


def end_sessions_of(session: Session, account_id: int) -> None:
    session.execute(delete(StaffSession).where(StaffSession.account_id == account_id))


def end_old_sessions(session: Session, created_before: datetime) -> None:
    session.execute(delete(StaffSession).where(StaffSession.created_at < created_before))
