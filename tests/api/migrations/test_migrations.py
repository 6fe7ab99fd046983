from pathlib import Path
from threading import Barrier, Thread

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect

from api.db import Base, Database, create_database
from api.migrations import tables
from api.migrations.runner import is_current, migrate
from api.settings import Settings


def _fresh(settings: Settings, path: Path) -> Database:
    return create_database(f"sqlite:///{path}", settings.data_keys.get_secret_value(), 5)


def test_migrations_make_what_the_models_say(database: Database) -> None:
    assert tables
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": False})
        assert compare_metadata(context, Base.metadata) == []


def test_two_processes_may_migrate_at_once(settings: Settings, tmp_path: Path) -> None:
    start = Barrier(2)
    databases = [_fresh(settings, tmp_path / "new.db") for _ in range(2)]

    def run(database: Database) -> None:
        start.wait()
        migrate(database)

    threads = [Thread(target=run, args=(database,)) for database in databases]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(is_current(database) for database in databases)


def test_empty_database_is_not_current(settings: Settings, tmp_path: Path) -> None:
    database = _fresh(settings, tmp_path / "new.db")
    assert not is_current(database)
    assert inspect(database.engine).get_table_names() == []
