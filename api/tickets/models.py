"""Tables of tickets. What people told us is encrypted; contacts are found by keyed hash."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Date, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from api.db import Base, BigId, EncryptedJSON, EncryptedText, UTCDateTime
from api.tickets.types import is_minor


class Ticket(Base):
    """One request, from receipt to closing."""

    __tablename__ = "tickets"
    __table_args__ = (
        Index("ix_tickets_status_internal_due_on", "status", "internal_due_on"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    number: Mapped[str] = mapped_column(String(24), unique=True)
    type: Mapped[str] = mapped_column(String(32))
    status: Mapped[str] = mapped_column(String(24))
    outcome: Mapped[str | None] = mapped_column(String(24))
    level: Mapped[str] = mapped_column(String(4))
    conversation_id: Mapped[str] = mapped_column(String(32), index=True)
    """No foreign key: the ticket is kept longer than the conversation."""
    person_key: Mapped[str | None] = mapped_column(String(40), index=True)
    """The pseudonym that all conversations of one user share, where the channel knows them."""

    name: Mapped[str | None] = mapped_column(EncryptedText("tickets.name"))
    phone: Mapped[str | None] = mapped_column(EncryptedText("tickets.phone"))
    email: Mapped[str | None] = mapped_column(EncryptedText("tickets.email"))
    account: Mapped[str | None] = mapped_column(EncryptedText("tickets.account"))
    relationship: Mapped[str | None] = mapped_column(EncryptedText("tickets.relationship"))
    details: Mapped[Any] = mapped_column(EncryptedJSON("tickets.details"))
    phone_hash: Mapped[str | None] = mapped_column(String(64), index=True)
    email_hash: Mapped[str | None] = mapped_column(String(64), index=True)
    account_hash: Mapped[str | None] = mapped_column(String(64), index=True)
    proved_hash: Mapped[str | None] = mapped_column(String(64))
    """The keyed hash of the contact that a code proved."""
    account_match: Mapped[str | None] = mapped_column(String(16))
    """What the company's account system says about the contact; for staff only."""

    notice_version: Mapped[str] = mapped_column(String(40))
    agreed_at: Mapped[datetime] = mapped_column(UTCDateTime)
    received_at: Mapped[datetime] = mapped_column(UTCDateTime)
    updated_at: Mapped[datetime] = mapped_column(UTCDateTime)
    accepted_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    """When staff first told the user something about it: from then on the user hears of each step by mail or SMS too,
    also where no code proved the contact."""
    closed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    erased_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    """When what people told us was taken out, at the end of its retention."""
    due_on: Mapped[date] = mapped_column(Date)
    internal_due_on: Mapped[date] = mapped_column(Date)
    target_on: Mapped[date | None] = mapped_column(Date)
    """When the house wants to be done."""
    stop_on: Mapped[date | None] = mapped_column(Date)
    """By whose end processing must have stopped: consent that was withdrawn."""
    stopped_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    reminded: Mapped[str | None] = mapped_column(String(16))
    """The last reminder; the list shows it."""
    answer_by: Mapped[date | None] = mapped_column(Date)
    """Until when the user's answer is waited for; empty while the next step is staff's, and then nothing expires."""
    due_certain: Mapped[bool]
    """False while a year's calendar is missing: the date is then the earliest possible one."""
    extended: Mapped[bool] = mapped_column(default=False)
    assignee: Mapped[str | None] = mapped_column(String(80))

    @property
    def of_minor(self) -> bool:
        """Whether it is about somebody under age."""
        return is_minor(self.relationship)


class TicketFiling(Base):
    """One confirmed form: its idempotency key and what came of it."""

    __tablename__ = "ticket_filings"

    key: Mapped[str] = mapped_column(String(128), primary_key=True)
    body_hash: Mapped[str] = mapped_column(String(64))
    ticket_id: Mapped[int | None] = mapped_column(ForeignKey("tickets.id", ondelete="CASCADE"), index=True)
    merged: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)


class TicketEntry(Base):
    """What was added to a ticket: supplements, questions, notes, answers."""

    __tablename__ = "ticket_entries"
    __table_args__ = (Index("ix_ticket_entries_ticket_id_id", "ticket_id", "id"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(16))
    author: Mapped[str] = mapped_column(String(80))
    text: Mapped[str | None] = mapped_column(EncryptedText("ticket_entries.text"))
    details: Mapped[Any] = mapped_column(EncryptedJSON("ticket_entries.details"), nullable=True)
    key: Mapped[str | None] = mapped_column(String(128), unique=True)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)


class TicketRefusal(Base):
    """A refusal, or another end that takes two, as proposed by one person and decided by another."""

    __tablename__ = "ticket_refusals"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id", ondelete="CASCADE"), index=True)
    target: Mapped[str] = mapped_column(String(24))
    outcome: Mapped[str | None] = mapped_column(String(24))
    ground: Mapped[int]
    """Of clause 5.8; 0 where it is no refusal."""
    reason: Mapped[str] = mapped_column(EncryptedText("ticket_refusals.reason"))
    remedy: Mapped[str] = mapped_column(EncryptedText("ticket_refusals.remedy"))
    proposed_by: Mapped[str] = mapped_column(String(80))
    proposed_at: Mapped[datetime] = mapped_column(UTCDateTime)
    decided_by: Mapped[str | None] = mapped_column(String(80))
    decided_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    approved: Mapped[bool | None]
