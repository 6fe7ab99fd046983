"""What a passive reply was made of stays with its push, so that any process can put it back."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "20261201_wechat_taken"
down_revision: str | None = "20261130_code_serves_again"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("wechat_deliveries", sa.Column("taken", sa.JSON()))
    op.add_column("wechat_deliveries", sa.Column("offer", sa.Integer()))


def downgrade() -> None:
    op.drop_column("wechat_deliveries", "offer")
    op.drop_column("wechat_deliveries", "taken")
