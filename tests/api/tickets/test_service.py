"""Moves after the filing, with their audit rows and what the user hears."""

from datetime import timedelta

import pytest

from api.staff.domain import Role
from api.tickets.changes import Change
from api.tickets.domain import Actor, Outcome, Status
from api.tickets.errors import (
    AlreadyExtended,
    ExtensionTooLong,
    ForbiddenMove,
    OutcomeMissing,
    ReasonMissing,
    TicketClosed,
    UnknownTicket,
)
from api.tickets.models import Ticket
from api.tickets.requests import SYSTEM, USER, By
from tests.support.parts import Parts
from tests.support.requests import file_proved

AGENT = By(Actor.AGENT, "staff:1")


@pytest.fixture
def ticket(parts: Parts) -> Ticket:
    return file_proved(parts).ticket


def move(parts: Parts, ticket: Ticket, *changes: Change, by: By = AGENT) -> Ticket:
    for change in changes:
        with parts.writing() as session:
            found = parts.tickets.tickets.locked(session, ticket.number)
            parts.tickets.tickets.move(session, found, change, by)
    return found


START = Change(Status.IN_PROGRESS)
STORED_ONLY = Change(Status.COMPLETED, "法律要求保存五年。", Outcome.STORAGE_ONLY)
FINISH = Change(Status.COMPLETED, "已删除您的通话记录。", Outcome.DONE)


def test_way_to_completion(parts: Parts, ticket: Ticket) -> None:
    done = move(parts, ticket, START, FINISH)
    assert (done.status, done.outcome) == (Status.COMPLETED, Outcome.DONE)
    assert done.closed_at == parts.clock.now()
    assert parts.trail(ticket.id) == ["ticket:create", "ticket:status:change", "ticket:status:change"]


def test_user_hears_of_each_step_in_the_conversation(parts: Parts, ticket: Ticket) -> None:
    move(parts, ticket, START, FINISH)
    said = parts.said(ticket.conversation_id)
    assert [(author, kind) for author, kind, _ in said] == [("staff", "status")] * 2
    assert "已删除您的通话记录。" in said[1][2]
    assert ticket.number in said[0][2]


def test_notice_of_a_step_holds_number_and_state_only(parts: Parts, ticket: Ticket) -> None:
    parts.worker.run_due()
    move(parts, ticket, START)
    parts.worker.run_due()
    assert parts.letters.sent[-1][1:] == ("ticket_status", {"number": ticket.number, "status": "处理中"})


def test_storage_only_is_an_outcome(parts: Parts, ticket: Ticket) -> None:
    move(parts, ticket, START)
    with parts.writing() as session:
        done = parts.tickets.tickets.locked(session, ticket.number)
        parts.tickets.refusals.step(session, done, STORED_ONLY, AGENT)
        parts.tickets.refusals.decide(session, done, True, By(Actor.AGENT, "staff:2"))
    assert done.outcome == Outcome.STORAGE_ONLY
    assert "仅存储" in parts.said(ticket.conversation_id)[-1][2]


@pytest.mark.parametrize(
    ("change", "by", "error"),
    [
        (Change(Status.COMPLETED, "x", Outcome.DONE), AGENT, ForbiddenMove),
        (Change(Status.REFUSED, "x"), AGENT, ForbiddenMove),
        (Change(Status.IN_PROGRESS), USER, ForbiddenMove),
        (Change(Status.WITHDRAWN), AGENT, ReasonMissing),
        (Change(Status.EXPIRED), SYSTEM, ForbiddenMove),
    ],
)
def test_wrong_moves_are_refused(parts: Parts, ticket: Ticket, change: Change, by: By, error: type[Exception]) -> None:
    with pytest.raises(error):
        move(parts, ticket, change, by=by)
    assert parts.trail(ticket.id) == ["ticket:create"]


def test_completion_needs_outcome_and_question_needs_text(parts: Parts, ticket: Ticket) -> None:
    move(parts, ticket, START)
    with pytest.raises(OutcomeMissing):
        move(parts, ticket, Change(Status.COMPLETED, "好了"))
    with pytest.raises(ReasonMissing):
        move(parts, ticket, Change(Status.WAITING_FOR_USER))


def test_supplement_wakes_a_waiting_ticket_once(parts: Parts, ticket: Ticket) -> None:
    move(parts, ticket, START, Change(Status.WAITING_FOR_USER, "请问是哪个账号？"))
    for _ in range(2):
        with parts.writing() as session:
            found = parts.tickets.tickets.locked(session, ticket.number)
            parts.tickets.tickets.supplement(session, found, "账号是 zs（虚构）", "turn-7")
    assert found.status == Status.IN_PROGRESS
    assert parts.trail(ticket.id).count("ticket:supplement:add") == 1


def test_user_withdraws_once_and_is_not_told_twice(parts: Parts, ticket: Ticket) -> None:
    done = move(parts, ticket, Change(Status.WITHDRAWN), Change(Status.WITHDRAWN), by=USER)
    assert done.status == Status.WITHDRAWN
    assert parts.trail(ticket.id) == ["ticket:create", "ticket:status:change"]
    assert parts.said(ticket.conversation_id) == []


def test_closed_ticket_stays_closed(parts: Parts, ticket: Ticket) -> None:
    move(parts, ticket, START, FINISH)
    with pytest.raises(TicketClosed):
        move(parts, ticket, START)


def test_one_extension_with_reason(parts: Parts, ticket: Ticket) -> None:
    until = ticket.due_on + timedelta(days=30)
    with parts.writing() as session:
        found = parts.tickets.tickets.locked(session, ticket.number)
        with pytest.raises(ExtensionTooLong):
            parts.tickets.tickets.extend(session, found, until + timedelta(days=1), "原因", AGENT)
        parts.tickets.tickets.extend(session, found, until, "需要逐一核对备份", AGENT)
        with pytest.raises(AlreadyExtended):
            parts.tickets.tickets.extend(session, found, until, "原因", AGENT)
    assert (found.due_on, found.extended) == (until, True)
    assert until.isoformat() in parts.said(ticket.conversation_id)[-1][2]


def test_submitted_ticket_never_expires(parts: Parts, ticket: Ticket) -> None:
    parts.clock.advance(days=60)
    parts.worker.run_due()
    with parts.database.reading() as session:
        assert parts.tickets.find(session, ticket.number).status == Status.SUBMITTED


def test_reminders_come_at_half_and_four_fifths_and_target(parts: Parts, ticket: Ticket) -> None:
    for days in (11, 8):
        parts.clock.advance(days=days)
        parts.worker.run_due()
    with parts.database.reading() as session:
        events = parts.audit.history(session, f"ticket:{ticket.id}")
    assert [event.why for event in events if event.action == "ticket:deadline:remind"] == ["half", "target", "four_fifths"]


def test_closed_ticket_reminds_nobody(parts: Parts, ticket: Ticket) -> None:
    move(parts, ticket, START, FINISH)
    parts.clock.advance(days=40)
    parts.worker.run_due()
    assert "ticket:deadline:remind" not in parts.trail(ticket.id)


def test_missing_conversation_stops_nothing(parts: Parts, ticket: Ticket) -> None:
    with parts.writing() as session:
        session.delete(parts.conversations.get(session, ticket.conversation_id))
    assert move(parts, ticket, START).status == Status.IN_PROGRESS


def test_note_stays_inside(parts: Parts, ticket: Ticket) -> None:
    parts.staff("wang", Role.AGENT)
    with parts.writing() as session:
        found = parts.tickets.tickets.locked(session, ticket.number)
        parts.tickets.tickets.note(session, found, "内部备注", AGENT)
    assert parts.said(ticket.conversation_id) == []


@pytest.mark.parametrize("number", ["", "PD-2026-AAAA-AAAA-AAAA", "1; drop table tickets"])
def test_unknown_numbers_are_not_found(parts: Parts, number: str) -> None:
    with parts.database.reading() as session, pytest.raises(UnknownTicket):
        parts.tickets.find(session, number)
