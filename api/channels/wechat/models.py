"""Tables of the channel. An openid is encrypted, and found by a keyed hash; nothing else tells who somebody is."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from api.db import Base, BigId, EncryptedJSON, EncryptedText, UTCDateTime


class WeChatPerson(Base):
    """One follower: how to reach them, what may still be sent, and what was offered last."""

    __tablename__ = "wechat_people"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    openid_hash: Mapped[str] = mapped_column(String(64), unique=True)
    openid: Mapped[str] = mapped_column(EncryptedText("wechat_people.openid"))
    said_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    """The last message; the 48 hours run from here."""
    sends_left: Mapped[int] = mapped_column(default=0)
    acted_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    """The last tap on the menu, scan or follow; its minute runs from here."""
    brief_sends_left: Mapped[int] = mapped_column(default=0)
    offered: Mapped[Any] = mapped_column(EncryptedJSON("wechat_people.offered"), nullable=True)
    """Titles and payloads of the options shown last, in their order."""
    offer: Mapped[int] = mapped_column(default=0)
    """Counts the offers, so that a tap on an old one is told apart."""
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)


class WeChatConversation(Base):
    """Which conversations are a person's; the newest is the present one."""

    __tablename__ = "wechat_conversations"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("wechat_people.id", ondelete="CASCADE"), index=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"), unique=True)


class WeChatDelivery(Base):
    """One push of the platform, however often it is delivered, and what it was answered with."""

    __tablename__ = "wechat_deliveries"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("wechat_people.id", ondelete="SET NULL"), index=True)
    message_id: Mapped[int | None] = mapped_column(ForeignKey("messages.id", ondelete="SET NULL"), index=True)
    """The user's message that it became."""
    attempts: Mapped[int]
    settled: Mapped[bool] = mapped_column(default=False)
    reply: Mapped[str | None] = mapped_column(EncryptedText("wechat_deliveries.reply"))
    """The bubble; None with `settled` means that `success` is all there is to say."""
    taken: Mapped[list[int] | None] = mapped_column(JSON(none_as_null=True))
    """Ids of the messages that the bubble was made of; None when it holds none, or they were put back."""
    offer: Mapped[int | None]
    """The number of the options that it showed (`WeChatPerson.offer`)."""
    received_at: Mapped[datetime] = mapped_column(UTCDateTime, index=True)


class WeChatOutbound(Base):
    """How a message to the user fares."""

    __tablename__ = "wechat_outbound"
    __table_args__ = (Index("ix_wechat_outbound_person_id_state", "person_id", "state"),)

    message_id: Mapped[int] = mapped_column(ForeignKey("messages.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("wechat_people.id", ondelete="CASCADE"))
    state: Mapped[str] = mapped_column(String(12))
    rest: Mapped[str | None] = mapped_column(EncryptedText("wechat_outbound.rest"))
    """What did not fit into the last bubble; None while nothing of it was sent."""
    via: Mapped[str | None] = mapped_column(String(12))
    error: Mapped[int | None]
    """The platform's code of the last failure."""
    attempts: Mapped[int] = mapped_column(default=0)
    lease_until: Mapped[datetime | None] = mapped_column(UTCDateTime)
    """Of state `sending`; past it the outcome is unknown and it is sent again."""
    template_id: Mapped[int | None] = mapped_column(BigInteger, index=True)
    """The platform's number of the template message that told of it."""
    updated_at: Mapped[datetime] = mapped_column(UTCDateTime)


class WeChatNonce(Base):
    """A signature that was used, and for which push."""

    __tablename__ = "wechat_nonces"

    nonce: Mapped[str] = mapped_column(String(64), primary_key=True)
    message: Mapped[str] = mapped_column(String(64))
    until: Mapped[datetime] = mapped_column(UTCDateTime, index=True)


class WeChatToken(Base):
    """The access token, one for all processes."""

    __tablename__ = "wechat_tokens"

    app_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    token: Mapped[str | None] = mapped_column(EncryptedText("wechat_tokens.token"))
    expires_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    renewing_until: Mapped[datetime | None] = mapped_column(UTCDateTime)
    renewing_by: Mapped[str | None] = mapped_column(String(32))
    forced_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    forced_since: Mapped[datetime | None] = mapped_column(UTCDateTime)
    """When the day began in which `forced_count` were forced."""
    forced_count: Mapped[int] = mapped_column(default=0, server_default="0")
