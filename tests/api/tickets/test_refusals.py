"""Refusals need two people, a ground, a reason and a remedy."""

import pytest

from api.tickets.domain import Actor, Status
from api.tickets.errors import NoRefusalPending, RefusalIncomplete, RefusalPending, SamePerson, TicketClosed
from api.tickets.models import Ticket
from api.tickets.refusals import Grounds
from api.tickets.requests import By
from tests.support.parts import Parts
from tests.support.requests import file_proved

FIRST, SECOND = By(Actor.AGENT, "staff:1"), By(Actor.AGENT, "staff:2")
GROUNDS = Grounds(1, "法律要求保存五年", "可写信投诉，也可以起诉")


@pytest.fixture
def ticket(parts: Parts) -> Ticket:
    return file_proved(parts).ticket


def propose(parts: Parts, ticket: Ticket, grounds: Grounds = GROUNDS) -> None:
    with parts.writing() as session:
        found = parts.tickets.tickets.locked(session, ticket.number)
        parts.tickets.refusals.propose(session, found, grounds, FIRST)


def decide(parts: Parts, ticket: Ticket, by: By, approve: bool) -> Ticket:
    with parts.writing() as session:
        found = parts.tickets.tickets.locked(session, ticket.number)
        parts.tickets.refusals.decide(session, found, approve, by)
    return found


def test_second_person_closes(parts: Parts, ticket: Ticket) -> None:
    propose(parts, ticket)
    assert decide(parts, ticket, SECOND, approve=True).status == Status.REFUSED
    text = parts.said(ticket.conversation_id)[-1][2]
    assert "法律要求保存五年" in text
    assert "可以起诉" in text
    assert parts.trail(ticket.id)[1:] == [
        "ticket:refusal:propose",
        "ticket:refusal:approve",
        "ticket:status:change",
    ]


def test_proposer_cannot_decide(parts: Parts, ticket: Ticket) -> None:
    propose(parts, ticket)
    for approve in (True, False):
        with pytest.raises(SamePerson):
            decide(parts, ticket, FIRST, approve)


def test_rejected_proposal_sends_back_to_work(parts: Parts, ticket: Ticket) -> None:
    propose(parts, ticket)
    assert decide(parts, ticket, SECOND, approve=False).status == Status.SUBMITTED
    with pytest.raises(NoRefusalPending):
        decide(parts, ticket, SECOND, approve=True)
    propose(parts, ticket)


@pytest.mark.parametrize(
    "grounds", [Grounds(0, "x", "y"), Grounds(9, "x", "y"), Grounds(1, " ", "y"), Grounds(1, "x", "")]
)
def test_incomplete_grounds_are_refused(parts: Parts, ticket: Ticket, grounds: Grounds) -> None:
    with pytest.raises(RefusalIncomplete):
        propose(parts, ticket, grounds)


def test_one_proposal_at_a_time_and_none_after_closing(parts: Parts, ticket: Ticket) -> None:
    propose(parts, ticket)
    with pytest.raises(RefusalPending):
        propose(parts, ticket)
    decide(parts, ticket, SECOND, approve=True)
    with pytest.raises(TicketClosed):
        propose(parts, ticket)
