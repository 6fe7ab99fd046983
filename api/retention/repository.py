"""What is older than its term. Each function gives a count or a batch; deleting is left to the features."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, delete, func, or_, select
from sqlalchemy.orm import Session
from sqlalchemy.sql import Select

from api.conversations.models import Conversation, Feedback
from api.identity.models import Verification, VerificationSubject
from api.jobs.models import JobRow
from api.tickets.domain import OPEN
from api.tickets.models import Ticket

Id = TypeVar("Id", int, str)


def count(session: Session, query: Select[Any]) -> int:
    """How many rows a query of this file finds."""
    return session.scalar(select(func.count()).select_from(query.subquery())) or 0


def transcripts(before: datetime) -> Select[str]:
    """Ids of conversations that nothing has happened in since, and that no open ticket came from."""
    worked_on = select(Ticket.id).where(Ticket.conversation_id == Conversation.id, Ticket.status.in_(OPEN)).exists()
    query = select(Conversation.id).where(Conversation.updated_at < before, ~worked_on)
    return query.order_by(Conversation.updated_at)


def tickets(before: datetime) -> Select[int]:
    """Ids of tickets that were closed before and still hold what people told us."""
    return select(Ticket.id).where(Ticket.closed_at < before, Ticket.erased_at.is_(None)).order_by(Ticket.id)


def feedback(before: datetime) -> Select[int]:
    return select(Feedback.message_id).where(Feedback.created_at < before)


def verifications(before: datetime) -> Select[str]:
    return select(Verification.id).where(Verification.created_at < before)


def failed_jobs(before: datetime) -> Select[int]:
    return select(JobRow.id).where(JobRow.failed_at < before)


def ids(session: Session, query: Select[Id], limit: int) -> Sequence[Id]:
    """The first of them."""
    return session.scalars(query.limit(limit)).all()


def delete_feedback(session: Session, message_ids: Sequence[int]) -> None:
    session.execute(delete(Feedback).where(Feedback.message_id.in_(message_ids)))


def delete_failed_jobs(session: Session, job_ids: Sequence[int]) -> None:
    session.execute(delete(JobRow).where(JobRow.id.in_(job_ids), JobRow.failed_at.is_not(None)))


def delete_verifications(session: Session, verification_ids: Sequence[str], before: datetime) -> None:
    """Also the counters of contacts that nothing was sent to since."""
    session.execute(delete(Verification).where(Verification.id.in_(verification_ids)))
    session.execute(delete(VerificationSubject).where(*_idle(before)))


def _idle(before: datetime) -> tuple[ColumnElement[bool], ...]:
    sent = VerificationSubject.last_sent_at
    return VerificationSubject.failures_since < before, or_(sent.is_(None), sent < before)
