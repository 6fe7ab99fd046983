"""argon2 through pwdlib."""

from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher


class Passwords:
    """Hashes and checks; an unknown name costs the same time as a wrong password."""

    def __init__(self, hasher: Argon2Hasher | None = None) -> None:
        self._hash = PasswordHash((hasher or Argon2Hasher(),))
        self._nobody = self._hash.hash("nobody has this password")

    def hash(self, password: str) -> str:
        """A salted hash."""
        return self._hash.hash(password)

    def right(self, password: str, stored: str | None) -> bool:
        """Compare; with nothing stored the same work is done for nothing."""
        found = self._hash.verify(password, stored or self._nobody)
        return found and stored is not None
