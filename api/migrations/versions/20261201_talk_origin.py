"""The keyed hash of the address that a conversation was opened from."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "20261201_talk_origin"
down_revision: str | None = "20261201_ticket_clocks"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("conversations", sa.Column("origin", sa.String(64)))


def downgrade() -> None:
    op.drop_column("conversations", "origin")
