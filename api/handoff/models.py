"""Tables of the talk with people: each time that one was asked for, and what staff note for each other."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, SmallInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from api.db import Base, BigId, EncryptedText, UTCDateTime


class Handover(Base):
    """One wait for a person and the talk that followed. Nothing personal in it: it outlives the conversation."""

    __tablename__ = "handovers"
    __table_args__ = (
        Index("ix_handovers_conversation_id_id", "conversation_id", "id"),
        Index("ix_handovers_asked_at", "asked_at"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    conversation_id: Mapped[str] = mapped_column(String(32))
    channel: Mapped[str] = mapped_column(String(16))
    reason: Mapped[str] = mapped_column(String(32))
    signs: Mapped[str] = mapped_column(String(120), default="")
    """Further reasons that the record shows, with commas between them."""
    asked_at: Mapped[datetime] = mapped_column(UTCDateTime)
    staff: Mapped[str | None] = mapped_column(String(80))
    taken_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    replied_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    """The first word of a person."""
    ended_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    ending: Mapped[str | None] = mapped_column(String(16))
    stars: Mapped[int | None] = mapped_column(SmallInteger)
    rated_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class ConversationNote(Base):
    """What staff write for each other; no channel ever reads this table."""

    __tablename__ = "conversation_notes"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"), index=True)
    staff: Mapped[str] = mapped_column(String(80))
    text: Mapped[str] = mapped_column(EncryptedText("conversation_notes.text"))
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
