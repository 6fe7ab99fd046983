"""Alembic's entry: the connection is handed over by `api.migrations.runner`, or made from the settings."""

from typing import Any, Literal

from alembic import context
from sqlalchemy import Connection, text

from api.db import Base, create_database
from api.db.encrypted import EncryptedJSON, EncryptedText
from api.migrations import tables  # noqa: F401
from api.settings import load_settings

LOCK_TIMEOUT = "5s"


def _render(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """Encrypted columns are bytes to the database; migrations should not depend on our classes."""
    if kind == "type" and isinstance(item, EncryptedText | EncryptedJSON):
        return "sa.LargeBinary()"
    return False


def _migrate(connection: Connection) -> None:
    context.configure(connection=connection, target_metadata=Base.metadata, render_as_batch=True, render_item=_render)
    with context.begin_transaction():
        if connection.dialect.name == "postgresql":
            connection.execute(text(f"SET LOCAL lock_timeout = '{LOCK_TIMEOUT}'"))
        context.run_migrations()


def _run() -> None:
    given: Connection | None = context.config.attributes.get("connection")
    if given is not None:
        _migrate(given)
        return
    settings = load_settings()
    database = create_database(
        settings.database_url, settings.data_keys.get_secret_value(), settings.database_timeout_s
    )
    with database.writing() as engine, engine.begin() as connection:
        _migrate(connection)


_run()
