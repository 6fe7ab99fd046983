"""The WeChat official account: people, their conversations, pushes, outbound messages, signatures, the token."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "20261123_wechat"
down_revision: str | None = "20261123_retention"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    _people()
    _conversations()
    _deliveries()
    _outbound()
    _signatures_and_token()


def _people() -> None:
    op.create_table(
        "wechat_people",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("openid_hash", sa.String(64), nullable=False),
        sa.Column("openid", sa.LargeBinary(), nullable=False),
        sa.Column("said_at", TIME),
        sa.Column("sends_left", sa.Integer(), nullable=False),
        sa.Column("acted_at", TIME),
        sa.Column("brief_sends_left", sa.Integer(), nullable=False),
        sa.Column("offered", sa.LargeBinary()),
        sa.Column("offer", sa.Integer(), nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_wechat_people"),
        sa.UniqueConstraint("openid_hash", name="uq_wechat_people_openid_hash"),
        sqlite_autoincrement=True,
    )


def _conversations() -> None:
    op.create_table(
        "wechat_conversations",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("person_id", BIG_ID, nullable=False),
        sa.Column("conversation_id", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_wechat_conversations"),
        sa.ForeignKeyConstraint(
            ["person_id"], ["wechat_people.id"], name="fk_wechat_conversations_person_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversations.id"],
            name="fk_wechat_conversations_conversation_id",
            ondelete="CASCADE",
        ),
        sa.UniqueConstraint("conversation_id", name="uq_wechat_conversations_conversation_id"),
    )
    op.create_index("ix_wechat_conversations_person_id", "wechat_conversations", ["person_id"])


def _deliveries() -> None:
    op.create_table(
        "wechat_deliveries",
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("person_id", BIG_ID),
        sa.Column("message_id", BIG_ID),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("settled", sa.Boolean(), nullable=False),
        sa.Column("reply", sa.LargeBinary()),
        sa.Column("received_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_wechat_deliveries"),
        sa.ForeignKeyConstraint(
            ["person_id"], ["wechat_people.id"], name="fk_wechat_deliveries_person_id", ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["message_id"], ["messages.id"], name="fk_wechat_deliveries_message_id", ondelete="SET NULL"
        ),
    )
    for column in ("person_id", "message_id", "received_at"):
        op.create_index(f"ix_wechat_deliveries_{column}", "wechat_deliveries", [column])


def _outbound() -> None:
    op.create_table(
        "wechat_outbound",
        sa.Column("message_id", BIG_ID, nullable=False),
        sa.Column("person_id", BIG_ID, nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("rest", sa.LargeBinary()),
        sa.Column("via", sa.String(12)),
        sa.Column("error", sa.Integer()),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("lease_until", TIME),
        sa.Column("template_id", sa.BigInteger()),
        sa.Column("updated_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("message_id", name="pk_wechat_outbound"),
        sa.ForeignKeyConstraint(
            ["message_id"], ["messages.id"], name="fk_wechat_outbound_message_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["wechat_people.id"], name="fk_wechat_outbound_person_id", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_wechat_outbound_person_id_state", "wechat_outbound", ["person_id", "state"])
    op.create_index("ix_wechat_outbound_template_id", "wechat_outbound", ["template_id"])


def _signatures_and_token() -> None:
    op.create_table(
        "wechat_nonces",
        sa.Column("nonce", sa.String(64), nullable=False),
        sa.Column("message", sa.String(64), nullable=False),
        sa.Column("until", TIME, nullable=False),
        sa.PrimaryKeyConstraint("nonce", name="pk_wechat_nonces"),
    )
    op.create_index("ix_wechat_nonces_until", "wechat_nonces", ["until"])
    op.create_table(
        "wechat_tokens",
        sa.Column("app_id", sa.String(64), nullable=False),
        sa.Column("token", sa.LargeBinary()),
        sa.Column("expires_at", TIME),
        sa.Column("renewing_until", TIME),
        sa.Column("renewing_by", sa.String(32)),
        sa.Column("forced_at", TIME),
        sa.PrimaryKeyConstraint("app_id", name="pk_wechat_tokens"),
    )


def downgrade() -> None:
    for table in ("tokens", "nonces", "outbound", "deliveries", "conversations", "people"):
        op.drop_table(f"wechat_{table}")
