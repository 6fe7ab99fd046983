"""Encrypted values as the bytes that are stored: length of the key's id, the id, nonce, ciphertext."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, ColumnElement, LargeBinary, func, literal, select, type_coerce, update
from sqlalchemy.orm import Session


@dataclass(frozen=True)
class Stored:
    """One value and its row."""

    id: Any
    blob: bytes


def stale(session: Session, column: Column[Any], active: str, after: Any, limit: int) -> Sequence[Stored]:
    """Values under another key, by the row's id, behind `after`."""
    key = _key(column)
    query = select(key, type_coerce(column, LargeBinary)).where(_is_stale(column, active))
    query = query if after is None else query.where(key > after)
    return [Stored(row[0], bytes(row[1])) for row in session.execute(query.order_by(key).limit(limit))]


def count_stale(session: Session, column: Column[Any], active: str) -> int:
    return session.scalar(select(func.count()).select_from(column.table).where(_is_stale(column, active))) or 0


def replace(session: Session, column: Column[Any], row: Stored, blob: bytes) -> None:
    """Unless somebody has written another value meanwhile, which is under the present key anyway."""
    same = type_coerce(column, LargeBinary) == literal(row.blob, LargeBinary)
    change = update(column.table).where(_key(column) == row.id, same)
    session.execute(change.values({column: literal(blob, LargeBinary)}))


def _key(column: Column[Any]) -> ColumnElement[Any]:
    (key,) = column.table.primary_key
    found: ColumnElement[Any] = key
    return found


def _is_stale(column: Column[Any], active: str) -> ColumnElement[bool]:
    head = bytes([len(active.encode())]) + active.encode()
    start = func.substr(type_coerce(column, LargeBinary), 1, len(head), type_=LargeBinary)
    return start != literal(head, LargeBinary)
