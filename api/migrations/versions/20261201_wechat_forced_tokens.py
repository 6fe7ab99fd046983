"""How many access tokens were forced within a day: the platform allows twenty."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "20261201_wechat_forced_tokens"
down_revision: str | None = "20261201_wechat_taken"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("wechat_tokens", sa.Column("forced_since", sa.DateTime(timezone=True)))
    op.add_column("wechat_tokens", sa.Column("forced_count", sa.Integer(), nullable=False, server_default="0"))


def downgrade() -> None:
    op.drop_column("wechat_tokens", "forced_count")
    op.drop_column("wechat_tokens", "forced_since")
