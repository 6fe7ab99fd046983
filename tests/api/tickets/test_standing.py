"""Who asks how their ticket stands is told the words of its last step too, wherever they ask and whatever became of
the conversation that it came from; and hears of each step by mail or SMS once staff have taken it up."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from api.tickets.access import Claim
from api.tickets.changes import Change
from api.tickets.domain import Actor, Outcome, RequestType, Status
from api.tickets.models import Ticket
from api.tickets.refusals import Grounds
from api.tickets.requests import USER, By
from api.tickets.schemas import TicketState
from tests.support.parts import Parts
from tests.support.requests import MAIL, PHONE_E164, file, file_proved, prove

AGENT, OTHER = By(Actor.AGENT, "staff:1"), By(Actor.AGENT, "staff:2")
START = Change(Status.IN_PROGRESS)
GROUNDS = Grounds(1, "法律要求我们保存五年。", "可以写信到 admin@jqbao168.com 投诉。")
Act = Callable[[Parts, Ticket], None]


def move(parts: Parts, ticket: Ticket, *changes: Change, by: By = AGENT) -> None:
    for change in changes:
        with parts.writing() as session:
            found = parts.tickets.tickets.locked(session, ticket.number)
            parts.tickets.tickets.move(session, found, change, by)


def refuse(parts: Parts, ticket: Ticket) -> None:
    with parts.writing() as session:
        found = parts.tickets.tickets.locked(session, ticket.number)
        parts.tickets.refusals.propose(session, found, GROUNDS, AGENT)
        parts.tickets.refusals.decide(session, found, True, OTHER)


def ask(parts: Parts, ticket: Ticket) -> None:
    move(parts, ticket, START, Change(Status.WAITING_FOR_USER, "请问是哪个账号？"))


def complete(parts: Parts, ticket: Ticket) -> None:
    move(parts, ticket, START, Change(Status.COMPLETED, "已删除您的通话记录。", Outcome.DONE))


def extend(parts: Parts, ticket: Ticket) -> None:
    with parts.writing() as session:
        found = parts.tickets.tickets.locked(session, ticket.number)
        parts.tickets.tickets.extend(session, found, found.due_on + timedelta(days=9), "需要核对备份", AGENT)


def asked_elsewhere(parts: Parts, ticket: Ticket) -> str | None:
    """What a new conversation is told that has proved the phone; the old one is gone."""
    with parts.writing() as session:
        session.delete(parts.conversations.get(session, ticket.conversation_id))
    where = parts.conversation()
    claim = Claim(where, prove(parts, where, PHONE_E164, "status"))
    with parts.database.reading() as session:
        (found,) = parts.tickets.of_claim(session, claim)
        return TicketState.of(found, parts.tickets.standing.told(session, found)).text


@pytest.mark.parametrize(
    ("act", "words"),
    [
        (refuse, ("第 1 种情形", GROUNDS.reason, GROUNDS.remedy)),
        (ask, ("请问是哪个账号？", "2026-12-23")),
        (complete, ("已删除您的通话记录。",)),
        (extend, ("需要核对备份",)),
    ],
)
def test_last_words_are_told_elsewhere(parts: Parts, act: Act, words: tuple[str, ...]) -> None:
    ticket = file_proved(parts).ticket
    act(parts, ticket)
    told = asked_elsewhere(parts, ticket)
    assert told is not None
    assert all(word in told for word in words)


def test_nothing_is_told_where_nothing_was_said(parts: Parts) -> None:
    ticket = file_proved(parts).ticket
    with parts.writing() as session:
        found = parts.tickets.tickets.locked(session, ticket.number)
        parts.tickets.tickets.note(session, found, "内部备注", AGENT)
    assert asked_elsewhere(parts, ticket) is None


def test_question_that_was_answered_is_not_told_again(parts: Parts) -> None:
    ticket = file_proved(parts).ticket
    ask(parts, ticket)
    with parts.writing() as session:
        found = parts.tickets.tickets.locked(session, ticket.number)
        parts.tickets.tickets.supplement(session, found, "账号是 zs（虚构）", None)
    assert asked_elsewhere(parts, ticket) is None


def letters(parts: Parts) -> list[tuple[str, str]]:
    parts.worker.run_due()
    return [(to, params.get("status", template)) for to, template, params in parts.letters.sent]


@pytest.mark.parametrize("kind", [RequestType.ACCESS, RequestType.COMPLAINT, RequestType.CONSENT_WITHDRAWAL])
def test_unproved_contact_hears_of_each_step_of_staff(parts: Parts, kind: RequestType) -> None:
    ticket = file(parts, parts.conversation(), type=kind, requester={"email": MAIL}).ticket
    letters(parts)
    complete(parts, ticket)
    assert letters(parts) == [(MAIL, "ticket_receipt"), (MAIL, "处理中"), (MAIL, "已办结")]


def test_request_for_another_hears_of_the_question(parts: Parts) -> None:
    ticket = file(parts, parts.conversation(), requester={"relationship": "parent"}).ticket
    move(parts, ticket, Change(Status.IDENTITY_UNVERIFIED, "请说一下您和本人的关系。"))
    assert letters(parts)[-1] == (PHONE_E164, "待核验身份")


def test_unproved_contact_hears_of_no_step_before_staff(parts: Parts) -> None:
    ticket = file(parts, parts.conversation(), type=RequestType.ACCESS).ticket
    move(parts, ticket, Change(Status.WITHDRAWN), by=USER)
    assert letters(parts) == [(PHONE_E164, "ticket_receipt")]
