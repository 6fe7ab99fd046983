"""A ticket ends by itself only where its user was asked, and never before a date that they were told."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from api.tickets.changes import Change
from api.tickets.domain import Actor, RequestType, Status
from api.tickets.models import Ticket
from api.tickets.requests import By
from tests.support.clock import FakeClock
from tests.support.parts import Parts, new_database
from tests.support.requests import file, file_proved

AGENT = By(Actor.AGENT, "staff:1")
ASK = Change(Status.WAITING_FOR_USER, "请问是哪个账号？")
ASK_PROOF = Change(Status.IDENTITY_UNVERIFIED, "请说一下您和本人的关系。")
ONE_IN_THE_MORNING = datetime(2026, 11, 22, 17, tzinfo=UTC)
"""01:00 on 23 November in Shanghai."""


def move(parts: Parts, ticket: Ticket, *changes: Change) -> Ticket:
    for change in changes:
        with parts.writing() as session:
            found = parts.tickets.tickets.locked(session, ticket.number)
            parts.tickets.tickets.move(session, found, change, AGENT)
    return found


def after(parts: Parts, ticket: Ticket, **span: int) -> Ticket:
    """As it stands when this time has gone by, a day at a time."""
    for _ in range(timedelta(**span) // timedelta(hours=6)):
        parts.clock.advance(hours=6)
        parts.worker.run_due()
    with parts.database.reading() as session:
        return parts.tickets.find(session, ticket.number)


def asked(parts: Parts) -> Ticket:
    return move(parts, file_proved(parts).ticket, Change(Status.IN_PROGRESS), ASK)


def test_request_that_waits_for_staff_never_expires(parts: Parts) -> None:
    ticket = file(parts, parts.conversation(), requester={"relationship": "parent"}).ticket
    assert after(parts, ticket, days=70).status == Status.IDENTITY_UNVERIFIED
    assert parts.said(ticket.conversation_id) == []


@pytest.mark.parametrize("start", [ONE_IN_THE_MORNING, ONE_IN_THE_MORNING + timedelta(hours=12)])
def test_question_holds_to_the_end_of_the_local_day(tmp_path: Path, start: datetime) -> None:
    parts = Parts(new_database(tmp_path), FakeClock(start))
    ticket = move(parts, file(parts, parts.conversation()).ticket, ASK_PROOF)
    assert (ticket.due_on, ticket.answer_by) == (date(2026, 12, 23), date(2026, 12, 23))
    parts.clock.advance(seconds=int((datetime(2026, 12, 23, 15, 59, tzinfo=UTC) - parts.clock.now()).total_seconds()))
    parts.worker.run_due()
    assert after(parts, ticket).status == Status.IDENTITY_UNVERIFIED
    assert after(parts, ticket, hours=6).status == Status.EXPIRED


def test_question_names_its_day(parts: Parts) -> None:
    ticket = asked(parts)
    assert f"请在 {ticket.answer_by} 前回复" in parts.said(ticket.conversation_id)[-1][2]


def test_unanswered_proof_question_expires_and_says_so(parts: Parts) -> None:
    ticket = move(parts, file(parts, parts.conversation()).ticket, ASK_PROOF)
    assert after(parts, ticket, days=32).status == Status.EXPIRED
    assert parts.said(ticket.conversation_id)[-1][:2] == ("system", "status")


def test_second_question_has_a_life_of_its_own(parts: Parts) -> None:
    ticket = asked(parts)
    after(parts, ticket, days=26)
    supplement(parts, ticket)
    move(parts, ticket, ASK)
    assert after(parts, ticket, days=29).status == Status.WAITING_FOR_USER
    assert after(parts, ticket, days=3).status == Status.EXPIRED


def test_later_question_replaces_the_date_of_the_first(parts: Parts) -> None:
    ticket = move(parts, file(parts, parts.conversation()).ticket, ASK_PROOF)
    after(parts, ticket, days=20)
    move(parts, ticket, ASK_PROOF)
    assert after(parts, ticket, days=29).status == Status.IDENTITY_UNVERIFIED


def test_answer_to_the_proof_question_stops_the_wait(parts: Parts) -> None:
    ticket = move(parts, file(parts, parts.conversation()).ticket, ASK_PROOF)
    supplement(parts, ticket)
    left = after(parts, ticket, days=60)
    assert (left.status, left.answer_by) == (Status.IDENTITY_UNVERIFIED, None)


def test_merged_request_is_an_answer(parts: Parts) -> None:
    where = parts.conversation()
    ticket = file(parts, where, type=RequestType.ACCESS, details={}).ticket
    move(parts, ticket, Change(Status.IN_PROGRESS), ASK)
    again = file(parts, where, "key-2", type=RequestType.ACCESS, details={"request_scope": "全部"})
    assert (again.merged, again.ticket.status, again.ticket.answer_by) == (True, Status.IN_PROGRESS, None)
    assert after(parts, ticket, days=60).status == Status.IN_PROGRESS


def test_extension_moves_the_answer_day_along(parts: Parts) -> None:
    ticket = asked(parts)
    until = ticket.due_on + timedelta(days=20)
    with parts.writing() as session:
        found = parts.tickets.tickets.locked(session, ticket.number)
        parts.tickets.tickets.extend(session, found, until, "核对备份", AGENT)
    assert found.answer_by == until
    assert after(parts, ticket, days=40).status == Status.WAITING_FOR_USER


def supplement(parts: Parts, ticket: Ticket) -> None:
    with parts.writing() as session:
        found = parts.tickets.tickets.locked(session, ticket.number)
        parts.tickets.tickets.supplement(session, found, "补充一句", None)
