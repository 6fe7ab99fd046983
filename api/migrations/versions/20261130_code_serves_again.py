"""A code that was not used up may serve the request that its own became."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "20261130_code_serves_again"
down_revision: str | None = "20261123_message_kinds"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("verifications", sa.Column("sealed_for", sa.String(40)))


def downgrade() -> None:
    op.drop_column("verifications", "sealed_for")
