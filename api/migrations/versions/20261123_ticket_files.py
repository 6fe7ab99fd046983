"""Result files of access and copy requests."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "20261123_ticket_files"
down_revision: str | None = "20261123_wechat"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "ticket_files",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("ticket_id", BIG_ID, nullable=False),
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("name", sa.LargeBinary()),
        sa.Column("content", sa.LargeBinary()),
        sa.Column("media_type", sa.String(100), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("uploaded_by", sa.String(80), nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("expires_at", TIME, nullable=False),
        sa.Column("downloads", sa.Integer(), nullable=False),
        sa.Column("removed_at", TIME),
        sa.PrimaryKeyConstraint("id", name="pk_ticket_files"),
        sa.UniqueConstraint("token_hash", name="uq_ticket_files_token_hash"),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name="fk_ticket_files_ticket_id", ondelete="CASCADE"),
    )
    for column in ("ticket_id", "created_at"):
        op.create_index(f"ix_ticket_files_{column}", "ticket_files", [column])


def downgrade() -> None:
    op.drop_table("ticket_files")
