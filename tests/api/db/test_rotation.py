"""Keys are exchanged while the data stay readable."""

import base64
import secrets
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from api.audit import Audit
from api.conversations.domain import Body
from api.conversations.models import Conversation, Message
from api.db import Database, DecryptionFailed, create_database
from api.db.rotation import Rotation, encrypted_columns
from api.migrations.runner import migrate
from tests.support.clock import FakeClock

Open = Callable[[str], Database]
COUNT = 7


def new_key(name: str) -> str:
    return f"{name}:{base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()}"


@pytest.fixture
def open_with(tmp_path: Path) -> Iterator[Open]:
    """The same database under other settings of DATA_KEYS."""
    opened: list[Database] = []

    def open_database(keys: str) -> Database:
        opened.append(create_database(f"sqlite:///{tmp_path / 'desk.db'}", keys, 5))
        return opened[-1]

    yield open_database
    for database in opened:
        database.dispose()


def fill(database: Database) -> None:
    """A conversation with messages, and an audit row with its reason."""
    migrate(database)
    now = FakeClock().now()
    with database.transaction() as session:
        session.add(
            Conversation(
                id="c1",
                token_hash="t",
                channel="web",
                state="waiting",
                handoff_reason="投诉",
                created_at=now,
                updated_at=now,
            )
        )
        session.flush()
        for number in range(COUNT):
            body = Body(text=f"第{number}句").to_json()
            session.add(
                Message(conversation_id="c1", author="user", kind="text", body=body, status="sent", created_at=now)
            )
        Audit(FakeClock(), "key").record(session, actor="user", subject="ticket:1", action="x", why="理由")


def texts(database: Database) -> list[str]:
    with database.reading() as session:
        return [message.body["text"] for message in session.query(Message).order_by(Message.id)]


OLD, NEW, OTHER = new_key("k1"), new_key("k10"), new_key("k1")


def test_after_the_rotation_the_old_key_is_not_needed(open_with: Open) -> None:
    fill(open_with(OLD))
    done = list(Rotation(open_with(f"{NEW},{OLD}"), batch=3).run())
    assert [batch.renewed for batch in done if batch.column == "messages.body"] == [3, 3, 1]
    assert not any(batch.unreadable for batch in done)
    after = open_with(NEW)
    assert texts(after) == [f"第{number}句" for number in range(COUNT)]
    with after.reading() as session:
        assert session.get_one(Conversation, "c1").handoff_reason == "投诉"
        assert Audit(FakeClock(), "key").verify(session) == 1
    with pytest.raises(DecryptionFailed):
        texts(open_with(OLD))


def test_run_that_was_cut_off_goes_on(open_with: Open) -> None:
    fill(open_with(OLD))
    both = open_with(f"{NEW},{OLD}")
    batches = Rotation(both, batch=2).run()
    while next(batches).column != "messages.body":
        pass
    batches.close()
    assert texts(both) == [f"第{number}句" for number in range(COUNT)]
    assert dict(Rotation(both).left())["messages.body"] == COUNT - 2
    assert sum(batch.renewed for batch in Rotation(both).run() if batch.column == "messages.body") == COUNT - 2
    assert list(Rotation(both).run()) == []


def test_dry_run_changes_nothing(open_with: Open) -> None:
    fill(open_with(OLD))
    left = dict(Rotation(open_with(f"{NEW},{OLD}")).left())
    assert left["messages.body"] == COUNT
    assert texts(open_with(OLD)) == [f"第{number}句" for number in range(COUNT)]


@pytest.mark.parametrize("keys", [NEW, f"{NEW},{OTHER}"], ids=["missing", "wrong"])
def test_key_that_is_missing_is_named_and_nothing_lost(open_with: Open, keys: str) -> None:
    fill(open_with(OLD))
    done = list(Rotation(open_with(keys), batch=3).run())
    assert {key for batch in done for key in batch.unreadable} == {"k1"}
    assert sum(batch.renewed for batch in done) == 0
    assert len(texts(open_with(OLD))) == COUNT


def test_every_personal_column_is_walked() -> None:
    walked = {str(column) for column in encrypted_columns()}
    assert {"tickets.name", "tickets.details", "messages.body", "audit_events.why", "jobs.payload"} <= walked
