"""Whether a user was told why numbers are hidden."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "20261123_told_of_numbers"
down_revision: str | None = "20261122_staff"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    op.add_column(
        "conversations", sa.Column("told_of_numbers", sa.Boolean(), nullable=False, server_default=sa.false())
    )


def downgrade() -> None:
    op.drop_column("conversations", "told_of_numbers")
