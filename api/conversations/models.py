from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from api.db import Base, BigId, EncryptedJSON, EncryptedText, UTCDateTime


class Conversation(Base):
    """Who answers is stored here, not remembered by the bot."""

    __tablename__ = "conversations"
    __table_args__ = (Index("ix_conversations_state_updated_at", "state", "updated_at"),)

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    channel: Mapped[str] = mapped_column(String(16))
    state: Mapped[str] = mapped_column(String(16))
    version: Mapped[int] = mapped_column(default=1)
    """Grows with every change; the row is locked from then on, so message ids are committed in order."""
    topic: Mapped[str | None] = mapped_column(String(80))
    """The id of the last policy answer shown."""
    assignee: Mapped[str | None] = mapped_column(String(80))
    waiting_since: Mapped[datetime | None] = mapped_column(UTCDateTime)
    handoff_reason: Mapped[str | None] = mapped_column(EncryptedText("conversations.handoff_reason"))
    locked_by: Mapped[str | None] = mapped_column(String(32))
    locked_until: Mapped[datetime | None] = mapped_column(UTCDateTime)
    origin: Mapped[str | None] = mapped_column(String(64))
    """The keyed hash of the address that it was opened from, where the channel knows one."""
    told_of_numbers: Mapped[bool] = mapped_column(default=False)
    """The user has been told why document and bank card numbers are hidden."""
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    updated_at: Mapped[datetime] = mapped_column(UTCDateTime)


# Few messages are waiting for the bot at any time; only those are in this index.
_RECEIVED = text("status = 'received'")


class Message(Base):
    """What was said. `body` holds the words and cards (`domain.Body`), encrypted."""

    __tablename__ = "messages"
    __table_args__ = (
        UniqueConstraint("conversation_id", "client_id"),
        Index("ix_messages_conversation_id_id", "conversation_id", "id"),
        Index("ix_messages_received", "conversation_id", sqlite_where=_RECEIVED, postgresql_where=_RECEIVED),
        Index("ix_messages_in_reply_to", "in_reply_to"),
        Index("ix_messages_kind_created_at", "kind", "created_at"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"))
    author: Mapped[str] = mapped_column(String(16))
    kind: Mapped[str] = mapped_column(String(16))
    body: Mapped[Any] = mapped_column(EncryptedJSON("messages.body"))
    status: Mapped[str] = mapped_column(String(16))
    client_id: Mapped[str | None] = mapped_column(String(128))
    in_reply_to: Mapped[int | None] = mapped_column(ForeignKey("messages.id", ondelete="CASCADE"))
    staff: Mapped[str | None] = mapped_column(String(80))
    sends: Mapped[int] = mapped_column(default=0)
    """How often it was given to the bot."""
    sends_failed: Mapped[int] = mapped_column(default=0)
    """The last giving that is known to have come to nothing; below `sends`, the outcome is unknown."""
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)


class Feedback(Base):
    """What the user thought of a reply; the last word counts."""

    __tablename__ = "feedback"

    message_id: Mapped[int] = mapped_column(ForeignKey("messages.id", ondelete="CASCADE"), primary_key=True)
    useful: Mapped[bool]
    reason: Mapped[str | None] = mapped_column(EncryptedText("feedback.reason"))
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
