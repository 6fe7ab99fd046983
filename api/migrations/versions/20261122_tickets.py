"""Tickets."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op

revision: str = "20261122_tickets"
down_revision: str | None = "20261122_core"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIME = sa.DateTime(timezone=True)
INDEXED = ("conversation_id", "phone_hash", "email_hash", "account_hash")


def upgrade() -> None:
    _tickets()
    _filings()
    _entries()
    _refusals()


def _tickets() -> None:
    op.create_table(
        "tickets",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("number", sa.String(24), nullable=False),
        sa.Column("type", sa.String(32), nullable=False),
        sa.Column("status", sa.String(24), nullable=False),
        sa.Column("outcome", sa.String(24)),
        sa.Column("level", sa.String(4), nullable=False),
        sa.Column("conversation_id", sa.String(32), nullable=False),
        *_personal(),
        sa.Column("notice_version", sa.String(40), nullable=False),
        sa.Column("agreed_at", TIME, nullable=False),
        sa.Column("received_at", TIME, nullable=False),
        sa.Column("updated_at", TIME, nullable=False),
        sa.Column("closed_at", TIME),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("internal_due_on", sa.Date(), nullable=False),
        sa.Column("due_certain", sa.Boolean(), nullable=False),
        sa.Column("extended", sa.Boolean(), nullable=False),
        sa.Column("assignee", sa.String(80)),
        sa.PrimaryKeyConstraint("id", name="pk_tickets"),
        sa.UniqueConstraint("number", name="uq_tickets_number"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_tickets_status_internal_due_on", "tickets", ["status", "internal_due_on"])
    for column in INDEXED:
        op.create_index(f"ix_tickets_{column}", "tickets", [column])


def _personal() -> list[sa.Column[Any]]:
    encrypted = [sa.Column(name, sa.LargeBinary()) for name in ("name", "phone", "email", "account", "relationship")]
    hashes = [sa.Column(name, sa.String(64)) for name in ("phone_hash", "email_hash", "account_hash", "proved_hash")]
    details = sa.Column("details", sa.LargeBinary(), nullable=False)
    return [*encrypted, details, *hashes, sa.Column("account_match", sa.String(16))]


def _filings() -> None:
    op.create_table(
        "ticket_filings",
        sa.Column("key", sa.String(128), nullable=False),
        sa.Column("body_hash", sa.String(64), nullable=False),
        sa.Column("ticket_id", BIG_ID),
        sa.Column("merged", sa.Boolean(), nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_ticket_filings"),
        _of_ticket("ticket_filings"),
    )
    op.create_index("ix_ticket_filings_ticket_id", "ticket_filings", ["ticket_id"])


def _entries() -> None:
    op.create_table(
        "ticket_entries",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("ticket_id", BIG_ID, nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("author", sa.String(80), nullable=False),
        sa.Column("text", sa.LargeBinary()),
        sa.Column("details", sa.LargeBinary()),
        sa.Column("key", sa.String(128)),
        sa.Column("created_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_ticket_entries"),
        sa.UniqueConstraint("key", name="uq_ticket_entries_key"),
        _of_ticket("ticket_entries"),
    )
    op.create_index("ix_ticket_entries_ticket_id_id", "ticket_entries", ["ticket_id", "id"])


def _refusals() -> None:
    op.create_table(
        "ticket_refusals",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("ticket_id", BIG_ID, nullable=False),
        sa.Column("ground", sa.Integer(), nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=False),
        sa.Column("remedy", sa.LargeBinary(), nullable=False),
        sa.Column("proposed_by", sa.String(80), nullable=False),
        sa.Column("proposed_at", TIME, nullable=False),
        sa.Column("decided_by", sa.String(80)),
        sa.Column("decided_at", TIME),
        sa.Column("approved", sa.Boolean()),
        sa.PrimaryKeyConstraint("id", name="pk_ticket_refusals"),
        _of_ticket("ticket_refusals"),
    )
    op.create_index("ix_ticket_refusals_ticket_id", "ticket_refusals", ["ticket_id"])


def _of_ticket(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name=f"fk_{table}_ticket_id", ondelete="CASCADE")


def downgrade() -> None:
    for table in ("ticket_refusals", "ticket_entries", "ticket_filings", "tickets"):
        op.drop_table(table)
