"""Until when a ticket waits for its user's answer."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "20261201_ticket_waits"
down_revision: str | None = "20261201_wechat_forced_tokens"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("tickets", sa.Column("answer_by", sa.Date()))


def downgrade() -> None:
    op.drop_column("tickets", "answer_by")
