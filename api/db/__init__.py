"""Sessions, encrypted columns, keyed look-up hashes. The only package that commits."""

from api.db.base import Base, BigId, UTCDateTime
from api.db.blind_index import BlindIndex
from api.db.crypto import DecryptionFailed, Keyring
from api.db.dependencies import ReadSession, WriteSession
from api.db.encrypted import EncryptedBytes, EncryptedJSON, EncryptedText
from api.db.session import Database, after_commit, create_database

__all__ = [
    "Base",
    "BigId",
    "BlindIndex",
    "Database",
    "DecryptionFailed",
    "EncryptedBytes",
    "EncryptedJSON",
    "EncryptedText",
    "Keyring",
    "ReadSession",
    "UTCDateTime",
    "WriteSession",
    "after_commit",
    "create_database",
]
