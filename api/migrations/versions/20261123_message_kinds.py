"""Reviews look for kinds of messages within a time."""

from collections.abc import Sequence

from alembic import op

revision: str = "20261123_message_kinds"
down_revision: str | None = "20261123_ticket_files"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    op.create_index("ix_messages_kind_created_at", "messages", ["kind", "created_at"])


def downgrade() -> None:
    op.drop_index("ix_messages_kind_created_at", "messages")
