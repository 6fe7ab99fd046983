"""Sessions for endpoints. `scope="function"` commits before the answer leaves, so no client is told of what a
failed commit undid."""

from collections.abc import Iterator
from typing import Annotated

from fastapi import Depends, Request
from sqlalchemy.orm import Session

from api.db.session import Database


def get_database(request: Request) -> Database:
    database: Database = request.app.state.database
    return database


def _write(database: Annotated[Database, Depends(get_database)]) -> Iterator[Session]:
    with database.transaction() as session:
        yield session


def _read(database: Annotated[Database, Depends(get_database)]) -> Iterator[Session]:
    with database.reading() as session:
        yield session


WriteSession = Annotated[Session, Depends(_write, scope="function")]
ReadSession = Annotated[Session, Depends(_read, scope="function")]
