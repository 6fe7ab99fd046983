import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta

import structlog

from api.clock import Clock
from api.db import Database
from api.jobs import repository
from api.jobs.domain import LEASE, MAX_ATTEMPTS, Handler, Job, RetryLater, backoff
from api.jobs.models import JobRow
from api.jobs.service import enqueue
from api.metrics import JOBS

log = structlog.get_logger(__name__)

BATCH = 20


@dataclass(frozen=True)
class Claimed:
    job: Job
    generation: int


class Worker:
    """Claims due jobs one by one, so that several workers may run side by side."""

    def __init__(self, database: Database, clock: Clock, handlers: Mapping[str, Handler]) -> None:
        self._database = database
        self._clock = clock
        self._handlers = dict(handlers)
        self._owner = secrets.token_hex(8)

    def keep_running(self, kinds: Iterable[str]) -> None:
        """See to it that each of these periodic jobs has its one row."""
        with self._database.transaction() as session:
            for kind in kinds:
                enqueue(session, kind, {}, now=self._clock.now(), key=kind)

    def run_due(self) -> int:
        """Carry out what is due now; returns how many jobs were begun."""
        with self._database.reading() as session:
            ids = repository.due_ids(session, list(self._handlers), self._clock.now(), BATCH)
        return sum(self._run_one(job_id) for job_id in ids)

    def _run_one(self, job_id: int) -> bool:
        claimed = self._claim(job_id)
        if claimed is None:
            return False
        job = claimed.job
        try:
            self._handlers[job.kind](job)
        except RetryLater as later:
            self._postpone(job, later.delay)
            JOBS.labels(job.kind, "postponed").inc()
        except Exception as error:
            # The loop must outlive any handler; the row keeps the fact and the log the place.
            log.exception("job.failed", kind=job.kind, job_id=job.id, attempts=job.attempts + 1)
            self._fail(job, error)
            JOBS.labels(job.kind, "failed").inc()
        else:
            self._finish(claimed)
            JOBS.labels(job.kind, "done").inc()
        return True

    def _claim(self, job_id: int) -> Claimed | None:
        now = self._clock.now()
        with self._database.transaction() as session:
            row = repository.claim(session, job_id, self._owner, now, now + LEASE)
            if row is None:
                return None
            return Claimed(Job(row.id, row.kind, row.payload, row.attempts), row.generation)

    def _finish(self, claimed: Claimed) -> None:
        with self._database.transaction() as session:
            row = repository.owned(session, claimed.job.id, self._owner)
            if row is None:
                return
            if row.generation == claimed.generation:
                session.delete(row)
            else:
                _release(row)

    def _postpone(self, job: Job, delay: timedelta) -> None:
        with self._database.transaction() as session:
            row = repository.owned(session, job.id, self._owner)
            if row is not None:
                row.attempts += 1
                row.run_at = self._clock.now() + delay
                _release(row)

    def _fail(self, job: Job, error: Exception) -> None:
        with self._database.transaction() as session:
            row = repository.owned(session, job.id, self._owner)
            if row is None:
                return
            row.attempts += 1
            row.last_error = type(error).__name__
            row.run_at = self._clock.now() + backoff(row.attempts)
            if row.attempts >= MAX_ATTEMPTS:
                row.failed_at, row.key = self._clock.now(), None
            _release(row)


def _release(row: JobRow) -> None:
    row.locked_by = row.locked_until = None
