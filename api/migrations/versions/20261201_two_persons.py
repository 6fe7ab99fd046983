"""What takes two persons beside a refusal."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "20261201_two_persons"
down_revision: str | None = "20261201_ticket_person"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("ticket_refusals", sa.Column("target", sa.String(24), nullable=False, server_default="refused"))
    op.add_column("ticket_refusals", sa.Column("outcome", sa.String(24)))


def downgrade() -> None:
    op.drop_column("ticket_refusals", "outcome")
    op.drop_column("ticket_refusals", "target")
