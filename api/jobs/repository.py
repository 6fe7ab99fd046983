from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, func, or_, select, update
from sqlalchemy.orm import Session

from api.jobs.models import JobRow


def by_key(session: Session, key: str) -> JobRow | None:
    return session.scalars(select(JobRow).where(JobRow.key == key).with_for_update()).one_or_none()


def delete_by_key(session: Session, key: str) -> None:
    session.execute(delete(JobRow).where(JobRow.key == key))


def due_ids(session: Session, kinds: Sequence[str], now: datetime, limit: int) -> Sequence[int]:
    free = or_(JobRow.locked_until.is_(None), JobRow.locked_until < now)
    query = select(JobRow.id).where(JobRow.failed_at.is_(None), JobRow.run_at <= now, JobRow.kind.in_(kinds), free)
    return session.scalars(query.order_by(JobRow.run_at, JobRow.id).limit(limit)).all()


def claim(session: Session, job_id: int, owner: str, now: datetime, until: datetime) -> JobRow | None:
    """Take the job if nobody else did since it was seen."""
    free = or_(JobRow.locked_until.is_(None), JobRow.locked_until < now)
    taken = session.execute(
        update(JobRow)
        .where(JobRow.id == job_id, JobRow.failed_at.is_(None), JobRow.run_at <= now, free)
        .values(locked_by=owner, locked_until=until)
        .returning(JobRow.id),
        execution_options={"synchronize_session": False},
    ).first()
    return session.get(JobRow, job_id) if taken else None


def owned(session: Session, job_id: int, owner: str) -> JobRow | None:
    query = select(JobRow).where(JobRow.id == job_id, JobRow.locked_by == owner).with_for_update()
    return session.scalars(query).one_or_none()


def count_failed(session: Session) -> int:
    return session.scalars(select(func.count()).where(JobRow.failed_at.is_not(None))).one()
