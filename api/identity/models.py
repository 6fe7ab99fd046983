"""Tables of verifications. The code itself is stored as a keyed digest only."""

from datetime import datetime

from sqlalchemy import ForeignKey, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from api.db import Base, UTCDateTime


class Verification(Base):
    """One code sent to one contact for one purpose. The contact itself is not kept, only its keyed hash.

    `sealed_for` is the purpose that the digest covers, when the request that the code was sent for became another.
    """

    __tablename__ = "verifications"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    conversation_id: Mapped[str | None] = mapped_column(
        ForeignKey("conversations.id", ondelete="CASCADE"), index=True
    )
    """Empty for codes that open a result file: the conversation may be gone by then."""
    purpose: Mapped[str] = mapped_column(String(40))
    sealed_for: Mapped[str | None] = mapped_column(String(40))
    channel: Mapped[str] = mapped_column(String(8))
    subject: Mapped[str] = mapped_column(String(64), index=True)
    digest: Mapped[str] = mapped_column(String(64))
    state: Mapped[str] = mapped_column(String(12))
    tries: Mapped[int] = mapped_column(Integer, default=0)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, index=True)
    expires_at: Mapped[datetime] = mapped_column(UTCDateTime)
    locked_until: Mapped[datetime | None] = mapped_column(UTCDateTime)
    verified_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class VerificationSubject(Base):
    """Counters of one contact: when the last code went out, and failures of the running day."""

    __tablename__ = "verification_subjects"

    subject: Mapped[str] = mapped_column(String(64), primary_key=True)
    last_sent_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    failures: Mapped[int] = mapped_column(Integer, default=0)
    failures_since: Mapped[datetime] = mapped_column(UTCDateTime)
