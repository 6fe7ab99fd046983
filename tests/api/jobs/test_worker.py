from datetime import timedelta

import pytest

from api.db import Database
from api.jobs import Handler, Job, RetryLater, Worker, cancel, enqueue, is_open
from api.jobs import repository as jobs
from api.jobs.domain import MAX_ATTEMPTS, backoff
from api.jobs.models import JobRow
from tests.support.clock import FakeClock


def _enqueue(database: Database, clock: FakeClock, number: int = 1, key: str | None = None, **delay: float) -> None:
    with database.transaction() as session:
        run_at = clock.now() + timedelta(**delay)
        enqueue(session, "test.job", {"number": number}, now=clock.now(), run_at=run_at, key=key)


def _rows(database: Database) -> list[JobRow]:
    with database.reading() as session:
        return list(session.query(JobRow))


def _worker(database: Database, clock: FakeClock, handler: Handler) -> Worker:
    return Worker(database, clock, {"test.job": handler})


def test_job_runs_when_it_is_due_and_is_gone(database: Database, clock: FakeClock) -> None:
    done: list[Job] = []
    worker = _worker(database, clock, done.append)
    _enqueue(database, clock, seconds=5)
    assert worker.run_due() == 0
    clock.advance(seconds=5)
    assert worker.run_due() == 1
    assert [job.payload for job in done] == [{"number": 1}]
    assert _rows(database) == []


def test_same_key_is_one_job_with_the_last_payload(database: Database, clock: FakeClock) -> None:
    _enqueue(database, clock, 1, key="k", hours=1)
    _enqueue(database, clock, 2, key="k", hours=2)
    (row,) = _rows(database)
    assert (row.payload, row.run_at) == ({"number": 2}, clock.now() + timedelta(hours=1))


def test_job_asked_for_again_while_it_runs_runs_again(database: Database, clock: FakeClock) -> None:
    seen: list[int] = []

    def handler(job: Job) -> None:
        seen.append(job.payload["number"])
        if len(seen) == 1:
            _enqueue(database, clock, 2, key="k")

    worker = _worker(database, clock, handler)
    _enqueue(database, clock, 1, key="k")
    worker.run_due()
    worker.run_due()
    assert seen == [1, 2]
    assert _rows(database) == []


def test_cancelled_job_does_not_run(database: Database, clock: FakeClock) -> None:
    _enqueue(database, clock, key="k")
    with database.transaction() as session:
        assert is_open(session, "k")
        cancel(session, "k")
        assert not is_open(session, "k")
    assert _worker(database, clock, lambda _job: None).run_due() == 0


def test_retry_later_is_no_failure(database: Database, clock: FakeClock) -> None:
    def handler(_job: Job) -> None:
        raise RetryLater(timedelta(minutes=1))

    worker = _worker(database, clock, handler)
    _enqueue(database, clock)
    for _ in range(MAX_ATTEMPTS + 2):
        assert worker.run_due() == 1
        assert worker.run_due() == 0
        clock.advance(minutes=1)
    (row,) = _rows(database)
    assert (row.failed_at, row.last_error) == (None, None)


def test_failing_job_is_given_up_in_the_end(database: Database, clock: FakeClock) -> None:
    def handler(_job: Job) -> None:
        raise ValueError("13800000000")

    worker = _worker(database, clock, handler)
    _enqueue(database, clock, key="k")
    for _ in range(MAX_ATTEMPTS):
        assert worker.run_due() == 1
        clock.advance(hours=1)
    assert worker.run_due() == 0
    (row,) = _rows(database)
    assert row.failed_at is not None
    assert (row.last_error, row.key) == ("ValueError", None)
    with database.reading() as session:
        assert jobs.count_failed(session) == 1


def test_job_of_a_dead_worker_is_taken_over(database: Database, clock: FakeClock) -> None:
    class Killed(BaseException):
        pass

    def dies(_job: Job) -> None:
        raise Killed

    _enqueue(database, clock)
    with pytest.raises(Killed):
        _worker(database, clock, dies).run_due()
    survivor = _worker(database, clock, lambda _job: None)
    assert survivor.run_due() == 0
    clock.advance(minutes=2)
    assert survivor.run_due() == 1


def test_two_workers_do_not_take_one_job(database: Database, clock: FakeClock) -> None:
    seen: list[str] = []

    def first(_job: Job) -> None:
        seen.append("first")
        _worker(database, clock, lambda _job: seen.append("second")).run_due()

    _enqueue(database, clock)
    _worker(database, clock, first).run_due()
    assert seen == ["first"]


def test_unknown_kinds_are_left_alone(database: Database, clock: FakeClock) -> None:
    _enqueue(database, clock)
    assert Worker(database, clock, {"other": lambda _job: None}).run_due() == 0


def test_periodic_job_has_one_row(database: Database, clock: FakeClock) -> None:
    worker = _worker(database, clock, lambda _job: None)
    for _ in range(2):
        worker.keep_running(["test.job"])
    assert len(_rows(database)) == 1


def test_backoff_grows_to_an_hour() -> None:
    delays = [backoff(attempts).total_seconds() for attempts in range(20)]
    assert delays[:3] == [2, 4, 8]
    assert delays == sorted(delays)
    assert delays[-1] == 3600
