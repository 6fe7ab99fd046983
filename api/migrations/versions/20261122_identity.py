"""Verifications."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "20261122_identity"
down_revision: str | None = "20261122_tickets"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "verifications",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("conversation_id", sa.String(32), nullable=False),
        sa.Column("purpose", sa.String(40), nullable=False),
        sa.Column("channel", sa.String(8), nullable=False),
        sa.Column("subject", sa.String(64), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("expires_at", TIME, nullable=False),
        sa.Column("locked_until", TIME),
        sa.Column("verified_at", TIME),
        sa.PrimaryKeyConstraint("id", name="pk_verifications"),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name="fk_verifications_conversation_id", ondelete="CASCADE"
        ),
    )
    for column in ("conversation_id", "subject", "created_at"):
        op.create_index(f"ix_verifications_{column}", "verifications", [column])
    op.create_table(
        "verification_subjects",
        sa.Column("subject", sa.String(64), nullable=False),
        sa.Column("last_sent_at", TIME),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("failures_since", TIME, nullable=False),
        sa.PrimaryKeyConstraint("subject", name="pk_verification_subjects"),
    )


def downgrade() -> None:
    op.drop_table("verification_subjects")
    op.drop_table("verifications")
