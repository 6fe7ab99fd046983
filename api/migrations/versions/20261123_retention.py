"""When a ticket was emptied at the end of its retention."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "20261123_retention"
down_revision: str | None = "20261123_handoff"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("tickets", sa.Column("erased_at", sa.DateTime(timezone=True)))


def downgrade() -> None:
    op.drop_column("tickets", "erased_at")
