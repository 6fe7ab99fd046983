"""When staff first told a ticket's user something."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "20261201_ticket_accepted"
down_revision: str | None = "20261201_ticket_waits"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("tickets", sa.Column("accepted_at", sa.DateTime(timezone=True)))


def downgrade() -> None:
    op.drop_column("tickets", "accepted_at")
