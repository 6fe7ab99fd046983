"""A code that opens a result file belongs to no conversation."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "20261201_file_codes"
down_revision: str | None = "20261201_talk_origin"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    with op.batch_alter_table("verifications") as table:
        table.alter_column("conversation_id", existing_type=sa.String(32), nullable=True)


def downgrade() -> None:
    op.execute("DELETE FROM verifications WHERE conversation_id IS NULL")
    with op.batch_alter_table("verifications") as table:
        table.alter_column("conversation_id", existing_type=sa.String(32), nullable=False)
