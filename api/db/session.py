"""One request or job is one transaction: services flush, this file commits."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

from sqlalchemy import Connection, Engine, text
from sqlalchemy.orm import Session

from api.db.crypto import Keyring
from api.db.engine import WRITING, open_engine
from api.db.writer_turn import WriterQueue, WriterTurn

AFTER_COMMIT = "after_commit"

T = TypeVar("T")


class Database:
    def __init__(self, engine: Engine, timeout_s: float) -> None:
        self.engine = engine
        self._timeout_s = timeout_s
        self._writers = WriterQueue()

    @contextmanager
    def writing(self, *, urgent: bool = False) -> Iterator[Engine]:
        """The engine for one transaction that writes. Its turn begins with the first statement."""
        turn = WriterTurn(self._writers, self._timeout_s, urgent)
        try:
            yield self.engine.execution_options(**{WRITING: turn})
        finally:
            turn.end()

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """A transaction that writes: commits at the end, rolls back on any exception."""
        with self.writing() as engine, Session(engine, expire_on_commit=False) as session:
            yield session
            session.commit()
            callbacks = session.info.pop(AFTER_COMMIT, [])
        for callback in callbacks:
            callback()

    def together(self, works: Sequence[Callable[[Session], T]], within_s: float) -> list[T | Exception]:
        """Pieces of work in one transaction that goes before other writers: one wait and one flush to disk for all that
        can be begun within the time. Their results; a piece that fails is undone alone, and what it raised stands in
        its place."""
        callbacks: list[Callable[[], None]] = []
        results: list[T | Exception] = []
        with self.writing(urgent=True) as engine, engine.begin() as connection:
            end = time.monotonic() + within_s
            for work in works:
                results.append(_piece(connection, work, callbacks))
                if time.monotonic() >= end:
                    break
        for callback in callbacks:
            callback()
        return results

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A consistent view that changes nothing."""
        with Session(self.engine, expire_on_commit=False) as session:
            yield session

    def ping(self) -> None:
        with self.engine.connect() as connection:
            connection.execute(text("SELECT 1"))

    def dispose(self) -> None:
        self.engine.dispose()


def after_commit(session: Session, callback: Callable[[], None]) -> None:
    """Run `callback` once the transaction of this session is on disk; never when it is rolled back.

    Only for wake-ups that may be lost: what must happen is a job row (api.jobs)."""
    session.info.setdefault(AFTER_COMMIT, []).append(callback)


def _piece(connection: Connection, work: Callable[[Session], T], callbacks: list[Callable[[], None]]) -> T | Exception:
    """In a savepoint of its own, undone unless it comes to its end."""
    with Session(connection, expire_on_commit=False, join_transaction_mode="create_savepoint") as session:
        try:
            result = work(session)
            session.commit()
        except Exception as error:  # noqa: BLE001 it is handed to whoever asked for the work
            return error
        callbacks += session.info.pop(AFTER_COMMIT, [])
        return result


def create_database(url: str, data_keys: str, timeout_s: float) -> Database:
    return Database(open_engine(url, Keyring.parse(data_keys), timeout_s), timeout_s)
