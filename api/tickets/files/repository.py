"""Queries of result files. The content is read only when it is handed out."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, select, update
from sqlalchemy.orm import Session

from api.tickets.files.models import TicketFile


def by_token(session: Session, token_hash: str) -> TicketFile | None:
    return session.scalars(select(TicketFile).where(TicketFile.token_hash == token_hash)).one_or_none()


def of_ticket(session: Session, ticket_id: int) -> Sequence[TicketFile]:
    """Oldest first."""
    return session.scalars(select(TicketFile).where(TicketFile.ticket_id == ticket_id).order_by(TicketFile.id)).all()


def count_download(session: Session, file_id: int) -> None:
    counted = update(TicketFile).where(TicketFile.id == file_id).values(downloads=TicketFile.downloads + 1)
    session.execute(counted, execution_options={"synchronize_session": False})


def over(before: datetime) -> Select[int]:
    """Ids of files that were attached before and are still there."""
    query = select(TicketFile.id).where(TicketFile.created_at < before, TicketFile.removed_at.is_(None))
    return query.order_by(TicketFile.id)


def remove(session: Session, file_ids: Sequence[int], now: datetime) -> None:
    """Take name and content out."""
    gone = update(TicketFile).where(TicketFile.id.in_(file_ids))
    session.execute(gone.values(name=None, content=None, removed_at=now))
