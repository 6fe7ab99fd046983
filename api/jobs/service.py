from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from api.jobs import repository
from api.jobs.models import JobRow


def enqueue(
    session: Session,
    kind: str,
    payload: Mapping[str, Any],
    *,
    now: datetime,
    run_at: datetime | None = None,
    key: str | None = None,
) -> None:
    """Ask for `kind` to be carried out, in the caller's transaction.

    With a `key` that an open job has already, that job is brought forward instead of a second one being written."""
    existing = repository.by_key(session, key) if key else None
    if existing is not None:
        _ask_again(existing, payload, run_at or now)
    else:
        session.add(JobRow(kind=kind, payload=dict(payload), key=key, run_at=run_at or now, created_at=now))
    session.flush()


def _ask_again(row: JobRow, payload: Mapping[str, Any], run_at: datetime) -> None:
    row.payload = dict(payload)
    row.generation += 1
    row.run_at = min(row.run_at, run_at)


def is_open(session: Session, key: str) -> bool:
    """Whether a job with this key waits or runs."""
    return repository.by_key(session, key) is not None


def cancel(session: Session, key: str) -> None:
    """Drop the job with this key, if there is one: what it was for is done."""
    repository.delete_by_key(session, key)
