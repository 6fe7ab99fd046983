"""Nobody alone ends what a user has asked for, in whatever words."""

import pytest

from api.tickets.changes import Change
from api.tickets.domain import Actor, Outcome, Status
from api.tickets.errors import NoRefusalPending, RefusalPending, SamePerson, SecondPersonMissing
from api.tickets.models import Ticket
from api.tickets.requests import USER, By
from tests.support.parts import Parts
from tests.support.requests import file_proved

FIRST, SECOND = By(Actor.AGENT, "staff:1"), By(Actor.SUPERVISOR, "staff:2")
WITHDRAW = Change(Status.WITHDRAWN, "您今天来电要求撤回。")
STORE = Change(Status.COMPLETED, "法律要求保存五年。", Outcome.STORAGE_ONLY)


@pytest.fixture
def ticket(parts: Parts) -> Ticket:
    ticket = file_proved(parts).ticket
    step(parts, ticket, Change(Status.IN_PROGRESS))
    return ticket


def step(parts: Parts, ticket: Ticket, change: Change, by: By = FIRST) -> Ticket:
    with parts.writing() as session:
        found = parts.tickets.tickets.locked(session, ticket.number)
        parts.tickets.refusals.step(session, found, change, by)
    return found


def decide(parts: Parts, ticket: Ticket, by: By, approve: bool = True) -> Ticket:
    with parts.writing() as session:
        found = parts.tickets.tickets.locked(session, ticket.number)
        parts.tickets.refusals.decide(session, found, approve, by)
    return found


@pytest.mark.parametrize("change", [WITHDRAW, STORE])
def test_one_person_only_proposes(parts: Parts, ticket: Ticket, change: Change) -> None:
    heard = len(parts.said(ticket.conversation_id))
    assert step(parts, ticket, change).status == Status.IN_PROGRESS
    with pytest.raises(SamePerson):
        decide(parts, ticket, FIRST)
    with pytest.raises(RefusalPending):
        step(parts, ticket, change, SECOND)
    assert len(parts.said(ticket.conversation_id)) == heard


@pytest.mark.parametrize("change", [WITHDRAW, STORE])
def test_service_itself_takes_no_single_hand(parts: Parts, ticket: Ticket, change: Change) -> None:
    with parts.writing() as session, pytest.raises(SecondPersonMissing):
        parts.tickets.tickets.move(session, parts.tickets.tickets.locked(session, ticket.number), change, SECOND)


@pytest.mark.parametrize("change", [WITHDRAW, STORE])
def test_second_person_lets_it_happen(parts: Parts, ticket: Ticket, change: Change) -> None:
    step(parts, ticket, change)
    done = decide(parts, ticket, SECOND)
    assert (done.status, done.outcome) == (change.target, change.outcome)
    assert change.text in parts.said(ticket.conversation_id)[-1][2]
    assert parts.trail(ticket.id)[-3:] == ["ticket:closing:propose", "ticket:closing:approve", "ticket:status:change"]


def test_second_person_may_send_it_back(parts: Parts, ticket: Ticket) -> None:
    step(parts, ticket, WITHDRAW)
    assert decide(parts, ticket, SECOND, approve=False).status == Status.IN_PROGRESS
    assert parts.trail(ticket.id)[-1] == "ticket:closing:reject"


def test_ticket_that_ends_otherwise_leaves_nothing_to_decide(parts: Parts, ticket: Ticket) -> None:
    step(parts, ticket, STORE)
    with parts.writing() as session:
        found = parts.tickets.tickets.locked(session, ticket.number)
        parts.tickets.tickets.move(session, found, Change(Status.WITHDRAWN), USER)
    with pytest.raises(NoRefusalPending):
        decide(parts, ticket, SECOND)
