"""Talks with people, and what staff note for each other."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "20261123_handoff"
down_revision: str | None = "20261123_told_of_numbers"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "handovers",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("conversation_id", sa.String(32), nullable=False),
        sa.Column("channel", sa.String(16), nullable=False),
        sa.Column("reason", sa.String(32), nullable=False),
        sa.Column("signs", sa.String(120), nullable=False),
        sa.Column("asked_at", TIME, nullable=False),
        sa.Column("staff", sa.String(80)),
        sa.Column("taken_at", TIME),
        sa.Column("replied_at", TIME),
        sa.Column("ended_at", TIME),
        sa.Column("ending", sa.String(16)),
        sa.Column("stars", sa.SmallInteger()),
        sa.Column("rated_at", TIME),
        sa.PrimaryKeyConstraint("id", name="pk_handovers"),
    )
    op.create_index("ix_handovers_conversation_id_id", "handovers", ["conversation_id", "id"])
    op.create_index("ix_handovers_asked_at", "handovers", ["asked_at"])
    op.create_table(
        "conversation_notes",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("conversation_id", sa.String(32), nullable=False),
        sa.Column("staff", sa.String(80), nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_conversation_notes"),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversations.id"],
            name="fk_conversation_notes_conversation_id_conversations",
            ondelete="CASCADE",
        ),
    )
    op.create_index("ix_conversation_notes_conversation_id", "conversation_notes", ["conversation_id"])


def downgrade() -> None:
    op.drop_table("conversation_notes")
    op.drop_table("handovers")
