"""One request or job is one transaction: services flush, this file commits."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock

from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from api.db.crypto import Keyring
from api.db.engine import WRITING, open_engine
from api.db.writer_turn import WriterTurn

AFTER_COMMIT = "after_commit"


class Database:
    def __init__(self, engine: Engine, timeout_s: float) -> None:
        self.engine = engine
        self._timeout_s = timeout_s
        self._writers = Lock()

    @contextmanager
    def writing(self) -> Iterator[Engine]:
        """The engine for one transaction that writes. Its turn begins with the first statement."""
        turn = WriterTurn(self._writers, self._timeout_s)
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


def create_database(url: str, data_keys: str, timeout_s: float) -> Database:
    return Database(open_engine(url, Keyring.parse(data_keys), timeout_s), timeout_s)
