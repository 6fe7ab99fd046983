"""The protocol's nonce store in the database, so that all processes share it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from api.channels.wechat.inbound import repository


@dataclass(frozen=True)
class DatabaseNonces:
    """In the caller's transaction (`protocol.NonceStore`)."""

    session: Session

    def claim(self, nonce: str, message: str, until: datetime) -> str:
        """Keep it for this push, unless it is kept already; the push that it is kept for."""
        return repository.claim_nonce(self.session, nonce, message, until)
