from collections.abc import Iterator, Sequence

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from api.audit.models import AuditEvent, AuditHead

HEAD = 1


def locked_head(session: Session) -> AuditHead:
    """The head, locked until the end of the transaction; the migration wrote it."""
    return session.scalars(select(AuditHead).where(AuditHead.id == HEAD).with_for_update()).one()


def head(session: Session) -> AuditHead:
    return session.scalars(select(AuditHead).where(AuditHead.id == HEAD)).one()


def all_events(session: Session) -> Iterator[AuditEvent]:
    yield from session.scalars(select(AuditEvent).order_by(AuditEvent.id).execution_options(yield_per=500))


def for_subject(session: Session, subject: str) -> Sequence[AuditEvent]:
    return session.scalars(select(AuditEvent).where(AuditEvent.subject == subject).order_by(AuditEvent.id)).all()


def empty_reasons(session: Session, subject: str) -> None:
    session.execute(update(AuditEvent).where(AuditEvent.subject == subject).values(why=None))
