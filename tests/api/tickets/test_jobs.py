"""Dates that waited for a calendar, and handlers that are run twice."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from structlog.testing import CapturingLogger

from api.identity.delivery.ports import DeliveryFailed
from api.tickets.calendars import WorkCalendar, YearTable
from tests.support.clock import FakeClock
from tests.support.parts import Parts, new_database
from tests.support.requests import file, file_proved

NEW_YEAR = YearTable(frozenset({date(2027, 1, 1)}), frozenset())


@pytest.fixture
def december(tmp_path: Path) -> Parts:
    return Parts(new_database(tmp_path), FakeClock(datetime(2026, 12, 20, 9, tzinfo=UTC)))


def test_missing_year_stops_no_filing(december: Parts) -> None:
    ticket = file(december, december.conversation()).ticket
    assert not ticket.due_certain
    assert ticket.internal_due_on == date(2027, 1, 6)
    assert ticket.due_on == date(2027, 1, 19)


def test_missing_year_is_alarmed_every_day(december: Parts, monkeypatch: pytest.MonkeyPatch) -> None:
    heard = CapturingLogger()
    monkeypatch.setattr("api.tickets.jobs.log", heard)
    file(december, december.conversation())
    for _ in range(3):
        december.worker.run_due()
        december.clock.advance(hours=24)
    assert [call.args for call in heard.calls if call.method_name == "error"] == [("calendar.year_missing",)] * 3


def test_dates_are_recomputed_when_the_table_arrives(december: Parts) -> None:
    ticket = file(december, december.conversation()).ticket
    december.worker.run_due()
    later = Parts(december.database, december.clock, WorkCalendar({2027: NEW_YEAR}))
    later.clock.advance(hours=25)
    later.worker.run_due()
    with later.database.reading() as session:
        found = later.tickets.find(session, ticket.number)
        assert (found.internal_due_on, found.due_certain) == (date(2027, 1, 11), True)
    assert "ticket:due:recompute" in later.trail(ticket.id)


@pytest.fixture
def parts(tmp_path: Path) -> Parts:
    return Parts(new_database(tmp_path), FakeClock())


def test_notice_is_tried_again_when_the_provider_fails(parts: Parts) -> None:
    file_proved(parts)
    parts.letters.failure = DeliveryFailed("down")
    parts.worker.run_due()
    parts.letters.failure = None
    parts.clock.advance(minutes=5)
    parts.worker.run_due()
    assert parts.letters.sent[-1][1] == "ticket_receipt"


def test_final_refusal_of_the_provider_is_not_repeated(parts: Parts) -> None:
    file_proved(parts)
    parts.letters.failure = DeliveryFailed("wrong template", retry=False)
    parts.worker.run_due()
    parts.letters.failure = None
    parts.clock.advance(minutes=5)
    parts.worker.run_due()
    assert all(template == "code" for _, template, _ in parts.letters.sent)
