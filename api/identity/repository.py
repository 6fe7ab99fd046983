"""Queries of verifications; every counter moves by one conditional UPDATE, so that parallel calls cannot slip by."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import CursorResult, Update, func, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from api.identity.domain import State
from api.identity.models import Verification, VerificationSubject


def get(session: Session, verification_id: str) -> Verification | None:
    return session.get(Verification, verification_id, populate_existing=True)


def add(session: Session, verification: Verification) -> bool:
    """Store it; False when the conversation that it names does not exist."""
    try:
        with session.begin_nested():
            session.add(verification)
    except IntegrityError:
        return False
    return True


def ensure_subject(session: Session, subject: str, now: datetime) -> None:
    """Make the contact's counter row unless it is there."""
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    row = {"subject": subject, "failures": 0, "failures_since": now}
    session.execute(insert(VerificationSubject).values(row).on_conflict_do_nothing())


def lock_subject(session: Session, subject: str) -> None:
    """Wait for other transactions that hold this contact's row (SQLite has one writer anyway)."""
    mine = VerificationSubject.subject == subject
    session.execute(select(VerificationSubject.subject).where(mine).with_for_update())


def claim_sending(session: Session, subject: str, now: datetime, gap: timedelta) -> bool:
    """Take the right to send one code; the row stays locked to the end, so that the counts of windows are exact."""
    free = or_(VerificationSubject.last_sent_at.is_(None), VerificationSubject.last_sent_at <= now - gap)
    mine = VerificationSubject.subject == subject
    return _changed(session, update(VerificationSubject).where(mine, free).values(last_sent_at=now))


def last_sent_at(session: Session, subject: str) -> datetime | None:
    return session.scalar(select(VerificationSubject.last_sent_at).where(VerificationSubject.subject == subject))


def sent_to(session: Session, subject: str, since: datetime) -> Sequence[datetime]:
    """When codes went to this contact."""
    query = select(Verification.created_at).where(Verification.subject == subject, Verification.created_at > since)
    return session.scalars(query).all()


def sent_from(session: Session, conversation_id: str, since: datetime) -> Sequence[datetime]:
    """When codes were asked for in this conversation."""
    mine = Verification.conversation_id == conversation_id
    return session.scalars(select(Verification.created_at).where(mine, Verification.created_at > since)).all()


def young(
    session: Session, subject: str, conversation_id: str | None, purpose: str, since: datetime
) -> Verification | None:
    """The newest code of this conversation that went to the contact for this purpose and still holds."""
    mine = (Verification.subject == subject, Verification.conversation_id == conversation_id)
    holds = (Verification.purpose == purpose, Verification.state.in_((State.PENDING, State.VERIFIED)))
    query = select(Verification).where(*mine, *holds, Verification.created_at > since)
    return session.scalars(query.order_by(Verification.created_at.desc()).limit(1)).one_or_none()


def locked_until(session: Session, subject: str, conversation_id: str | None, now: datetime) -> datetime | None:
    """The end of this contact's lock in this conversation."""
    query = select(Verification.locked_until).where(Verification.locked_until > now)
    mine = (Verification.subject == subject, Verification.conversation_id == conversation_id)
    return session.scalar(query.where(*mine).order_by(Verification.locked_until.desc()).limit(1))


def void_older(session: Session, subject: str, conversation_id: str | None, purpose: str) -> None:
    """A new code voids the old one."""
    mine = (Verification.subject == subject, Verification.conversation_id == conversation_id)
    same = (*mine, Verification.purpose == purpose, Verification.state == State.PENDING)
    session.execute(update(Verification).where(*same).values(state=State.VOID))


def spend_try(session: Session, verification_id: str, limit: int) -> bool:
    """Use up one try, if one is left; done before comparing, so that parallel guesses cannot exceed the limit."""
    left = (Verification.tries < limit, Verification.state == State.PENDING)
    spend = update(Verification).where(Verification.id == verification_id, *left)
    return _changed(session, spend.values(tries=Verification.tries + 1))


def move(session: Session, verification_id: str, source: State, target: State, **values: Any) -> bool:
    """Bring the verification from one state to another, once."""
    mine = (Verification.id == verification_id, Verification.state == source)
    return _changed(session, update(Verification).where(*mine).values(state=target, **values))


def rebind(session: Session, verification_id: str, source: str, target: str) -> bool:
    """Let a code that was not used up serve another purpose, in one step; the digest keeps what it covers."""
    mine = (Verification.id == verification_id, Verification.purpose == source)
    usable = Verification.state.in_((State.PENDING, State.VERIFIED))
    sealed = func.coalesce(Verification.sealed_for, Verification.purpose)
    return _changed(session, update(Verification).where(*mine, usable).values(purpose=target, sealed_for=sealed))


def count_failure(session: Session, subject: str, now: datetime, span: timedelta) -> None:
    """One more failure of the contact; a day that is over starts anew."""
    mine = VerificationSubject.subject == subject
    over = VerificationSubject.failures_since <= now - span
    session.execute(update(VerificationSubject).where(mine, over).values(failures=0, failures_since=now))
    session.execute(update(VerificationSubject).where(mine).values(failures=VerificationSubject.failures + 1))


def failures(session: Session, subject: str, now: datetime, span: timedelta) -> tuple[int, datetime]:
    """Failures of the running day, and when it began."""
    columns = select(VerificationSubject.failures, VerificationSubject.failures_since)
    mine = (VerificationSubject.subject == subject, VerificationSubject.failures_since > now - span)
    row = session.execute(columns.where(*mine)).one_or_none()
    return (row.failures, row.failures_since) if row else (0, now)


def _changed(session: Session, statement: Update) -> bool:
    return _rowcount(session.execute(statement, execution_options={"synchronize_session": False})) == 1


def _rowcount(result: object) -> int:
    if not isinstance(result, CursorResult):
        raise TypeError("an UPDATE or DELETE gives a cursor result")
    return result.rowcount
