"""What the desk has on record, read from its database as an operator could."""

import sqlite3
from collections import Counter
from contextlib import closing
from typing import Any

from tests.e2e.running_desk import RunningDesk


def rows(desk: RunningDesk, statement: str, *values: Any, database: str = "desk.db") -> list[tuple[Any, ...]]:
    """Read only."""
    path = desk.settings.var_dir / database
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=10)) as connection:
        return connection.execute(statement, values).fetchall()


def conversations(desk: RunningDesk) -> list[str]:
    """Ids of those in WeChat, oldest first."""
    found = rows(desk, "select id from conversations where channel = 'wechat' order by created_at, id")
    return [one for (one,) in found]


def newest_conversation(desk: RunningDesk) -> str:
    """The id of the one that was opened last."""
    return conversations(desk)[-1]


def said(desk: RunningDesk, conversation_id: str) -> Counter[str]:
    """How often each author spoke."""
    found = rows(desk, "select author from messages where conversation_id = ?", conversation_id)
    return Counter(author for (author,) in found)
