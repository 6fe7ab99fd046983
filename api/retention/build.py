"""Puts the brooms together, for the composition root."""

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from api.audit import Audit
from api.clock import Clock
from api.conversations.service import Conversations
from api.db import Database
from api.retention import repository as over
from api.retention.brooms import Broom, ClosedTickets, Rows, Transcripts
from api.retention.repository import Id
from api.retention.service import Retention
from api.retention.terms import load_terms
from api.tickets.erasure import Erasure
from api.tickets.files import repository as files


def build_retention(
    data_dir: Path, *, database: Database, clock: Clock, audit: Audit, conversations: Conversations
) -> Retention:
    """Every kind of `data/retention.yml` with its broom."""
    brooms: dict[str, Broom] = {
        "transcripts": Transcripts(conversations),
        "feedback": Rows("feedback", audit, over.feedback, _plainly(over.delete_feedback)),
        "tickets": ClosedTickets(Erasure(clock, audit)),
        "verifications": Rows("verifications", audit, over.verifications, over.delete_verifications),
        "failed_jobs": Rows("failed_jobs", audit, over.failed_jobs, _plainly(over.delete_failed_jobs)),
        "result_files": Rows("result_files", audit, files.over, _without_files(clock)),
    }
    return Retention(database, clock, load_terms(data_dir), brooms)


def _without_files(clock: Clock) -> Callable[[Session, Sequence[int], datetime], None]:
    return lambda session, found, _before: files.remove(session, found, clock.now())


def _plainly(
    delete: Callable[[Session, Sequence[Id]], None],
) -> Callable[[Session, Sequence[Id], datetime], None]:
    return lambda session, found, _before: delete(session, found)
