"""Column types that are encrypted at rest. The keyring comes with the engine, so there is no global key."""

import json
from typing import Any

from sqlalchemy import Dialect, LargeBinary
from sqlalchemy.types import TypeDecorator

from api.db.crypto import Keyring

KEYRING_ATTRIBUTE = "desk_keyring"


def keyring_of(dialect: Dialect) -> Keyring:
    """The keys that `open_engine` hung on the engine."""
    keyring: Keyring = getattr(dialect, KEYRING_ATTRIBUTE)
    return keyring


class EncryptedText(TypeDecorator[str]):
    """Text; `column` ("tickets.name") is bound into the ciphertext."""

    impl = LargeBinary
    cache_ok = True

    def __init__(self, column: str) -> None:
        super().__init__()
        self.column = column

    def process_bind_param(self, value: str | None, dialect: Dialect) -> bytes | None:
        return None if value is None else keyring_of(dialect).encrypt(value.encode(), self.column)

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> str | None:
        return None if value is None else keyring_of(dialect).decrypt(bytes(value), self.column).decode()


class EncryptedJSON(TypeDecorator[Any]):
    """A JSON value. Assign a new object to change it: changes inside are not noticed."""

    impl = LargeBinary
    cache_ok = True

    def __init__(self, column: str) -> None:
        super().__init__()
        self.column = column

    def process_bind_param(self, value: Any, dialect: Dialect) -> bytes | None:
        if value is None:
            return None
        plain = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
        return keyring_of(dialect).encrypt(plain, self.column)

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> Any:
        return None if value is None else json.loads(keyring_of(dialect).decrypt(bytes(value), self.column))


class EncryptedBytes(TypeDecorator[bytes]):
    """A file's content."""

    impl = LargeBinary
    cache_ok = True

    def __init__(self, column: str) -> None:
        super().__init__()
        self.column = column

    def process_bind_param(self, value: bytes | None, dialect: Dialect) -> bytes | None:
        return None if value is None else keyring_of(dialect).encrypt(value, self.column)

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> bytes | None:
        return None if value is None else keyring_of(dialect).decrypt(bytes(value), self.column)
