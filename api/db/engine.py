"""The engine: SQLite by default (WAL, one writer that queues), PostgreSQL when outgrown."""

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url

from api.db.crypto import Keyring
from api.db.encrypted import KEYRING_ATTRIBUTE
from api.db.writer_turn import WriterTurn

WRITING = "desk_writing"


def open_engine(url: str, keyring: Keyring, timeout_s: float, pool_size: int = 20) -> Engine:
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        if parsed.database:
            Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
        engine = create_engine(
            url,
            hide_parameters=True,
            pool_size=pool_size,
            connect_args={"timeout": timeout_s, "check_same_thread": False},
        )
        _configure_sqlite(engine, timeout_s)
    else:
        engine = create_engine(
            url,
            hide_parameters=True,
            pool_size=pool_size,
            pool_pre_ping=True,
            pool_timeout=timeout_s,
            connect_args={"connect_timeout": max(1, round(timeout_s))},
        )
    setattr(engine.dialect, KEYRING_ATTRIBUTE, keyring)
    return engine


def _configure_sqlite(engine: Engine, timeout_s: float) -> None:
    @event.listens_for(engine, "connect")
    def _pragmas(connection: Any, _record: Any) -> None:
        # The driver must not start transactions of its own: `_begin` does.
        connection.isolation_level = None
        cursor = connection.cursor()
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute("PRAGMA synchronous=FULL")
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.execute(f"PRAGMA busy_timeout={round(timeout_s * 1000)}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # A reader that turns writer cannot wait its turn in SQLite: it fails at once. Writers say so at the start.
        turn: WriterTurn | None = connection.get_execution_options().get(WRITING)
        if turn is not None:
            turn.take()
        connection.exec_driver_sql("BEGIN" if turn is None else "BEGIN IMMEDIATE")
