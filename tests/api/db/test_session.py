import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import text
from sqlalchemy.exc import StatementError
from sqlalchemy.orm import Session

from api.db import Database, after_commit
from api.jobs import enqueue
from api.jobs.models import JobRow

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def test_exception_rolls_back_and_wakes_nobody(database: Database) -> None:
    woken: list[int] = []
    with pytest.raises(RuntimeError), database.transaction() as session:
        enqueue(session, "kind", {}, now=NOW)
        after_commit(session, lambda: woken.append(1))
        raise RuntimeError
    with database.reading() as session:
        assert session.query(JobRow).count() == 0
    assert woken == []


def test_wake_up_comes_after_the_commit(database: Database) -> None:
    seen: list[int] = []

    def look() -> None:
        with database.reading() as session:
            seen.append(session.query(JobRow).count())

    with database.transaction() as session:
        enqueue(session, "kind", {}, now=NOW)
        after_commit(session, look)
    assert seen == [1]


def test_many_writers_queue_up(database: Database) -> None:
    start = threading.Barrier(16)

    def write(number: int) -> None:
        start.wait()
        for _ in range(5):
            with database.transaction() as session:
                enqueue(session, f"kind{number}", {}, now=NOW)

    with ThreadPoolExecutor(16) as pool:
        list(pool.map(write, range(16)))
    with database.reading() as session:
        assert session.query(JobRow).count() == 80


def test_works_go_to_disk_together_and_one_that_fails_is_undone_alone(database: Database) -> None:
    woken: list[str] = []

    def work(kind: str) -> Callable[[Session], str]:
        def write(session: Session) -> str:
            enqueue(session, kind, {}, now=NOW)
            after_commit(session, lambda: woken.append(kind))
            if kind == "bad":
                raise RuntimeError
            return kind

        return write

    results = database.together([work("one"), work("bad"), work("two")], within_s=60)
    assert [results[0], type(results[1]), results[2]] == ["one", RuntimeError, "two"]
    assert woken == ["one", "two"]
    with database.reading() as session:
        assert [row.kind for row in session.query(JobRow).order_by(JobRow.id)] == ["one", "two"]


def test_works_that_have_no_time_are_not_begun(database: Database) -> None:
    assert database.together([lambda _: "first", lambda _: "second"], within_s=0) == ["first"]


def test_personal_columns_are_not_readable_in_the_file(database: Database) -> None:
    with database.transaction() as session:
        enqueue(session, "kind", {"name": "测试甲"}, now=NOW)
    with database.reading() as session:
        stored = session.execute(text("SELECT payload FROM jobs")).scalar_one()
        assert session.query(JobRow).one().payload == {"name": "测试甲"}
    assert "测试甲".encode() not in stored


def test_times_keep_their_moment(database: Database) -> None:
    shanghai = NOW.astimezone(timezone(timedelta(hours=8)))
    with database.transaction() as session:
        enqueue(session, "kind", {}, now=shanghai)
    with database.reading() as session:
        assert session.query(JobRow).one().run_at == NOW


def test_time_without_offset_is_refused(database: Database) -> None:
    with pytest.raises(StatementError, match="offset"), database.transaction() as session:
        enqueue(session, "kind", {}, now=NOW.replace(tzinfo=None))


def test_errors_do_not_show_values(database: Database) -> None:
    with pytest.raises(Exception, match="no such column") as caught, database.transaction() as session:
        session.execute(text("UPDATE jobs SET absent = :value"), {"value": "13800000000"})
    assert "13800000000" not in str(caught.value)
