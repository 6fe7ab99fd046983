"""The house's own dates, and whom a reminder reaches."""

from datetime import date

import pytest
from structlog.testing import CapturingLogger

from api.bootstrap import Desk, job_handlers
from api.identity.delivery.post import Post
from api.identity.delivery.templates import load_templates
from api.jobs import RetryLater, Worker
from api.jobs.domain import Job
from api.tickets.admin_mail import TellAdmin
from api.tickets.domain import Actor, RequestType
from api.tickets.errors import ForbiddenMove, MinorProtected
from api.tickets.models import Ticket
from api.tickets.requests import By
from api.tickets.schedule import TELL_ADMIN, WATCH_CALENDAR
from tests.support.clock import FakeClock
from tests.support.parts import DATA, Letters, Parts
from tests.support.requests import file, file_proved

AGENT, SUPERVISOR = By(Actor.AGENT, "staff:1"), By(Actor.SUPERVISOR, "staff:2")
MAILBOX = "admin@example.com"


def withdrawn_consent(parts: Parts) -> Ticket:
    """Received on Monday, 23 November 2026, at 17:00."""
    return file(parts, parts.conversation(), type=RequestType.CONSENT_WITHDRAWAL, details={}).ticket


def told(parts: Parts, **span: int) -> list[str]:
    """Subjects of the mails to the house's mailbox when this time has gone by."""
    letters = Letters()
    post = Post(load_templates(DATA), None, letters)
    tell = TellAdmin(parts.database, post, parts.tickets.words, MAILBOX, "https://desk.example")
    parts.clock.advance(**span)
    parts.worker.run_due()
    Worker(parts.database, parts.clock, {TELL_ADMIN: tell}).run_due()
    assert {to for to, _, _ in letters.sent} <= {MAILBOX}
    return [params.get("reminder", template) for _, template, params in letters.sent]


def test_dates_of_the_house(parts: Parts) -> None:
    consent, deletion = withdrawn_consent(parts), file_proved(parts, key="key-2").ticket
    assert (consent.target_on, consent.stop_on) == (date(2026, 11, 24), date(2026, 11, 24))
    assert (deletion.target_on, deletion.stop_on) == (date(2026, 12, 7), None)


def test_stop_is_reminded_of_before_and_after_its_day(parts: Parts) -> None:
    ticket = withdrawn_consent(parts)
    assert told(parts, hours=0) == ["admin_request"]
    assert told(parts, hours=17) == ["到了目标办结日"]
    assert told(parts, hours=3) == ["今天之内必须停止处理"]
    assert told(parts, hours=12) == ["已过停止处理的期限"]
    with parts.database.reading() as session:
        assert parts.tickets.find(session, ticket.number).reminded == "stop_over"


def test_who_has_stopped_is_reminded_no_more(parts: Parts) -> None:
    ticket = withdrawn_consent(parts)
    with parts.writing() as session:
        found = parts.tickets.tickets.locked(session, ticket.number)
        parts.tickets.tickets.stop(session, found, AGENT)
        with pytest.raises(ForbiddenMove):
            parts.tickets.tickets.stop(session, found, AGENT)
    assert found.stopped_at == parts.clock.now()
    assert "ticket:processing:stop" in parts.trail(ticket.id)
    assert told(parts, hours=48) == ["admin_request", "到了目标办结日"]


def test_half_and_four_fifths_reach_the_mailbox(parts: Parts) -> None:
    file_proved(parts)
    told(parts, hours=0)
    assert told(parts, days=11) == ["内部期限已过一半"]
    assert told(parts, days=4) == ["到了目标办结日"]
    assert told(parts, days=3) == ["内部期限只剩五分之一"]


def test_reminder_is_sent_with_real_words(parts: Parts) -> None:
    ticket = withdrawn_consent(parts)
    mail = load_templates(DATA).mail_to(
        MAILBOX,
        "admin_reminder",
        dict.fromkeys(("type", "due_on", "internal_due_on", "link", "reminder"), "x") | {"number": ticket.number},
    )
    assert ticket.number in mail.subject


def test_missing_year_is_an_error_every_day(desk: Desk, clock: FakeClock, monkeypatch: pytest.MonkeyPatch) -> None:
    heard = CapturingLogger()
    monkeypatch.setattr("api.tickets.jobs.log", heard)
    watch = job_handlers(desk)[WATCH_CALENDAR]
    for _ in range(2):
        with pytest.raises(RetryLater):
            watch(Job(1, WATCH_CALENDAR, {}, 0))
        clock.advance(days=20)
    assert [call.kwargs for call in heard.calls] == [{"years": [2027]}]


def test_missing_year_stands_above_the_list(parts: Parts) -> None:
    with parts.database.reading() as session:
        assert parts.tickets.browsing.figures(session).years_missing == []
        parts.clock.advance(days=20)
        assert parts.tickets.browsing.figures(session).years_missing == [2027]


def test_data_of_minors_is_for_supervisors(parts: Parts) -> None:
    ticket = file(parts, parts.conversation(), requester={"relationship": "child"}).ticket
    with parts.writing() as session:
        found = parts.tickets.tickets.locked(session, ticket.number)
        with pytest.raises(MinorProtected):
            parts.tickets.tickets.shown(session, found, AGENT, "ticket page")
        parts.tickets.tickets.shown(session, found, SUPERVISOR, "ticket page")
    assert parts.trail(ticket.id).count("ticket:personal_data:show") == 1
