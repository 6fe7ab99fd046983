"""Jobs, audit chain, conversations."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "20261122_core"
down_revision: str | None = None
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIME = sa.DateTime(timezone=True)
CHAINED = "at, actor, subject, action, from_state, to_state, why_digest, previous_hash, hash"


def upgrade() -> None:
    _jobs()
    _audit()
    _append_only()
    _conversations()
    _messages()
    _feedback()


def _jobs() -> None:
    op.create_table(
        "jobs",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("kind", sa.String(64), nullable=False),
        sa.Column("payload", sa.LargeBinary(), nullable=False),
        sa.Column("key", sa.String(128)),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("run_at", TIME, nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("locked_until", TIME),
        sa.Column("locked_by", sa.String(32)),
        sa.Column("failed_at", TIME),
        sa.Column("last_error", sa.String(200)),
        sa.Column("created_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_jobs"),
        sa.UniqueConstraint("key", name="uq_jobs_key"),
    )
    op.create_index("ix_jobs_due", "jobs", ["failed_at", "run_at"])


def _audit() -> None:
    op.create_table(
        "audit_events",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.Column("actor", sa.String(80), nullable=False),
        sa.Column("subject", sa.String(120), nullable=False),
        sa.Column("action", sa.String(80), nullable=False),
        sa.Column("from_state", sa.String(80)),
        sa.Column("to_state", sa.String(80)),
        sa.Column("why", sa.LargeBinary()),
        sa.Column("why_digest", sa.String(64)),
        sa.Column("previous_hash", sa.String(64), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_audit_events"),
        sa.UniqueConstraint("hash", name="uq_audit_events_hash"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_audit_events_subject", "audit_events", ["subject", "id"])
    heads = op.create_table(
        "audit_heads",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("last_event_id", BIG_ID, nullable=False),
        sa.Column("last_hash", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_audit_heads"),
    )
    op.bulk_insert(heads, [{"id": 1, "last_event_id": 0, "last_hash": "0" * 64}])


def _append_only() -> None:
    """The database itself refuses; only `why` may be emptied when its retention ends."""
    if op.get_bind().dialect.name == "sqlite":
        refuse = "BEGIN SELECT RAISE(ABORT, 'audit_events is append-only'); END"
        op.execute(f"CREATE TRIGGER audit_events_no_delete BEFORE DELETE ON audit_events {refuse}")
        op.execute(f"CREATE TRIGGER audit_events_no_update BEFORE UPDATE OF {CHAINED} ON audit_events {refuse}")
        return
    op.execute(
        "CREATE FUNCTION refuse_audit_change() RETURNS trigger AS $$ "
        "BEGIN RAISE EXCEPTION 'audit_events is append-only'; END $$ LANGUAGE plpgsql"
    )
    refuse = "FOR EACH ROW EXECUTE FUNCTION refuse_audit_change()"
    op.execute(f"CREATE TRIGGER audit_events_no_delete BEFORE DELETE ON audit_events {refuse}")
    op.execute(f"CREATE TRIGGER audit_events_no_update BEFORE UPDATE OF {CHAINED} ON audit_events {refuse}")


def _conversations() -> None:
    op.create_table(
        "conversations",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("channel", sa.String(16), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("topic", sa.String(80)),
        sa.Column("assignee", sa.String(80)),
        sa.Column("waiting_since", TIME),
        sa.Column("handoff_reason", sa.LargeBinary()),
        sa.Column("locked_by", sa.String(32)),
        sa.Column("locked_until", TIME),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("updated_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_conversations"),
        sa.UniqueConstraint("token_hash", name="uq_conversations_token_hash"),
    )
    op.create_index("ix_conversations_state_updated_at", "conversations", ["state", "updated_at"])


def _messages() -> None:
    op.create_table(
        "messages",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("conversation_id", sa.String(32), nullable=False),
        sa.Column("author", sa.String(16), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("client_id", sa.String(128)),
        sa.Column("in_reply_to", BIG_ID),
        sa.Column("staff", sa.String(80)),
        sa.Column("sends", sa.Integer(), nullable=False),
        sa.Column("sends_failed", sa.Integer(), nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_messages"),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name="fk_messages_conversation_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["in_reply_to"], ["messages.id"], name="fk_messages_in_reply_to", ondelete="CASCADE"),
        sa.UniqueConstraint("conversation_id", "client_id", name="uq_messages_conversation_id_client_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_messages_conversation_id_id", "messages", ["conversation_id", "id"])
    received = sa.text("status = 'received'")
    op.create_index(
        "ix_messages_received", "messages", ["conversation_id"], sqlite_where=received, postgresql_where=received
    )
    op.create_index("ix_messages_in_reply_to", "messages", ["in_reply_to"])


def _feedback() -> None:
    op.create_table(
        "feedback",
        sa.Column("message_id", BIG_ID, nullable=False),
        sa.Column("useful", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.LargeBinary()),
        sa.Column("created_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("message_id", name="pk_feedback"),
        sa.ForeignKeyConstraint(["message_id"], ["messages.id"], name="fk_feedback_message_id", ondelete="CASCADE"),
    )


def downgrade() -> None:
    for table in ("feedback", "messages", "conversations", "audit_heads", "audit_events", "jobs"):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_audit_change()")
