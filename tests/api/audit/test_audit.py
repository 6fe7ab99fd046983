import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from api.audit import Audit, BrokenChain
from api.db import Database
from tests.support.clock import FakeClock


@pytest.fixture
def audit(database: Database, clock: FakeClock) -> Audit:
    """A chain of three."""
    audit = Audit(clock, "k" * 32)
    for state in ("submitted", "in_progress", "completed"):
        with database.transaction() as session:
            audit.record(
                session,
                actor="staff:1",
                subject="ticket:1",
                action="ticket:status:change",
                to_state=state,
                why="核实完毕",
            )
    return audit


def _tamper(database: Database, statement: str) -> None:
    """Somebody with the file in hand: the triggers are taken off first."""
    with database.transaction() as session:
        for trigger in ("audit_events_no_update", "audit_events_no_delete"):
            session.execute(text(f"DROP TRIGGER {trigger}"))
        session.execute(text(statement))


def _verify(database: Database, audit: Audit) -> int:
    with database.reading() as session:
        return audit.verify(session)


def test_chain_holds(database: Database, audit: Audit) -> None:
    assert _verify(database, audit) == 3
    with database.reading() as session:
        assert [event.to_state for event in audit.history(session, "ticket:1")][-1] == "completed"


@pytest.mark.parametrize(
    "statement", ["UPDATE audit_events SET actor = 'staff:2' WHERE id = 1", "DELETE FROM audit_events WHERE id = 3"]
)
def test_database_refuses_change(database: Database, audit: Audit, statement: str) -> None:
    with pytest.raises(IntegrityError, match="append-only"), database.transaction() as session:
        session.execute(text(statement))


@pytest.mark.parametrize(
    ("statement", "place"),
    [
        ("UPDATE audit_events SET actor = 'staff:2' WHERE id = 2", 2),
        ("UPDATE audit_events SET at = '2020-01-01 00:00:00' WHERE id = 1", 1),
        ("UPDATE audit_events SET why_digest = NULL, why = NULL WHERE id = 2", 2),
        ("DELETE FROM audit_events WHERE id = 2", 3),
        ("DELETE FROM audit_events WHERE id = 1", 2),
        ("DELETE FROM audit_events WHERE id = 3", 2),
        ("DELETE FROM audit_events", 0),
    ],
)
def test_tampering_is_found(database: Database, audit: Audit, statement: str, place: int) -> None:
    _tamper(database, statement)
    with pytest.raises(BrokenChain) as caught:
        _verify(database, audit)
    assert caught.value.event_id == place


def test_chain_cannot_be_made_anew_without_the_key(database: Database, audit: Audit, clock: FakeClock) -> None:
    with pytest.raises(BrokenChain):
        _verify(database, Audit(clock, "another key"))


def test_reason_may_be_erased_in_its_time(database: Database, audit: Audit) -> None:
    with database.transaction() as session:
        session.execute(text("UPDATE audit_events SET why = NULL"))
    assert _verify(database, audit) == 3


def test_rolled_back_change_leaves_no_row(database: Database, audit: Audit) -> None:
    with pytest.raises(RuntimeError), database.transaction() as session:
        audit.record(session, actor="user", subject="ticket:1", action="ticket:withdraw")
        raise RuntimeError
    assert _verify(database, audit) == 3
