"""Dates that only the house knows, and the last reminder."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "20261201_ticket_clocks"
down_revision: str | None = "20261201_two_persons"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("tickets", sa.Column("target_on", sa.Date()))
    op.add_column("tickets", sa.Column("stop_on", sa.Date()))
    op.add_column("tickets", sa.Column("stopped_at", sa.DateTime(timezone=True)))
    op.add_column("tickets", sa.Column("reminded", sa.String(16)))


def downgrade() -> None:
    for column in ("reminded", "stopped_at", "stop_on", "target_on"):
        op.drop_column("tickets", column)
