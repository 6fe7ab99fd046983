"""`python -m api.cli rotate-keys`: everything that is encrypted with another key than the first of DATA_KEYS is
encrypted anew, batch by batch. What was done is told by the values themselves, so a run that was cut off goes on where
it stopped, and the desk may be in use meanwhile."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Column, Engine

from api.db.base import Base
from api.db.crypto import DecryptionFailed, Keyring, key_id_of
from api.db.encrypted import EncryptedBytes, EncryptedJSON, EncryptedText, keyring_of
from api.db.rotation import repository
from api.db.session import Database

BATCH = 200
_ENCRYPTED = (EncryptedText, EncryptedJSON, EncryptedBytes)


@dataclass(frozen=True)
class Batch:
    """What one transaction did in one column."""

    column: str
    renewed: int
    unreadable: frozenset[str] = frozenset()
    """Ids of keys that DATA_KEYS does not hold (any more)."""


class Rotation:
    """Walks all encrypted columns of all tables."""

    def __init__(self, database: Database, batch: int = BATCH) -> None:
        self._database = database
        self._batch = batch
        self._keyring = _keyring(database.engine)

    def left(self) -> Iterator[tuple[str, int]]:
        """How many values of each column are under another key."""
        for column in encrypted_columns():
            with self._database.reading() as session:
                yield str(column), repository.count_stale(session, column, self._keyring.active)

    def run(self) -> Iterator[Batch]:
        """Renew them all; a value that no key of the ring opens is left as it is and reported."""
        for column in encrypted_columns():
            last: object = None
            more = True
            while more:
                with self._database.transaction() as session:
                    found = repository.stale(session, column, self._keyring.active, last, self._batch)
                    results = [(row, self._renewed(row.blob, column)) for row in found]
                    for row, blob in results:
                        if blob is not None:
                            repository.replace(session, column, row, blob)
                if found:
                    unreadable = frozenset(key_id_of(row.blob) for row, blob in results if blob is None)
                    yield Batch(str(column), sum(blob is not None for _, blob in results), unreadable)
                    last = found[-1].id
                more = len(found) == self._batch

    def _renewed(self, blob: bytes, column: "Column[object]") -> bytes | None:
        bound_to: str = column.type.column  # type: ignore[attr-defined]
        try:
            return self._keyring.encrypt(self._keyring.decrypt(blob, bound_to), bound_to)
        except DecryptionFailed:
            return None


def encrypted_columns() -> Iterator["Column[object]"]:
    """Of every table that the models name."""
    for table in Base.metadata.sorted_tables:
        yield from (each for each in table.columns if isinstance(each.type, _ENCRYPTED))


def _keyring(engine: Engine) -> Keyring:
    return keyring_of(engine.dialect)
