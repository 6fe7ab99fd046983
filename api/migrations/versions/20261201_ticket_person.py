"""The pseudonym that all conversations of one user of a channel share."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "20261201_ticket_person"
down_revision: str | None = "20261201_ticket_accepted"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("tickets", sa.Column("person_key", sa.String(40)))
    op.create_index("ix_tickets_person_key", "tickets", ["person_key"])


def downgrade() -> None:
    op.drop_index("ix_tickets_person_key", "tickets")
    op.drop_column("tickets", "person_key")
