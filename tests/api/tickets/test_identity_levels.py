"""How well it is known who asks: a code to a contact of no account proves no account, and a person's check is L3."""

import pytest

from api.tickets.changes import Change
from api.tickets.domain import Actor, Level, Outcome, RequestType, Status
from api.tickets.errors import IdentityOpen, ReasonMissing
from api.tickets.models import Ticket
from api.tickets.requests import By
from tests.support.parts import Parts
from tests.support.requests import MAIL, PHONE_E164, file, file_proved, prove

AGENT = By(Actor.AGENT, "staff:1")
START = Change(Status.IN_PROGRESS)
FINISH = Change(Status.COMPLETED, "已删除。", Outcome.DONE)
CHECKED = Change(Status.SUBMITTED, "电话回拨公司总机核对")


def move(parts: Parts, ticket: Ticket, change: Change) -> Ticket:
    with parts.writing() as session:
        found = parts.tickets.tickets.locked(session, ticket.number)
        parts.tickets.tickets.move(session, found, change, AGENT)
    return found


def stored(parts: Parts, ticket: Ticket) -> Ticket:
    with parts.database.reading() as session:
        return parts.tickets.find(session, ticket.number)


@pytest.fixture
def stranger(parts: Parts) -> Ticket:
    """The code was right, but the phone belongs to no account."""
    parts.directory.known.clear()
    ticket = file_proved(parts).ticket
    parts.worker.run_due()
    return stored(parts, ticket)


def test_code_to_an_unregistered_phone_proves_no_account(parts: Parts, stranger: Ticket) -> None:
    assert (stranger.status, stranger.level, stranger.account_match) == (Status.SUBMITTED, Level.L0, "not_found")
    assert parts.trail(stranger.id) == ["ticket:create", "ticket:account:match"]
    with pytest.raises(IdentityOpen):
        move(parts, stranger, START)


def test_check_by_a_person_opens_the_work(parts: Parts, stranger: Ticket) -> None:
    assert move(parts, stranger, CHECKED).level == Level.L3
    assert move(parts, stranger, START).status == Status.IN_PROGRESS
    assert parts.trail(stranger.id)[2:] == ["ticket:identity:verify", "ticket:status:change"]
    assert "核对" not in str(parts.said(stranger.conversation_id))


def test_code_to_a_registered_phone_is_enough(parts: Parts) -> None:
    ticket = file_proved(parts).ticket
    parts.worker.run_due()
    assert stored(parts, ticket).level == Level.L2
    assert move(parts, ticket, START).status == Status.IN_PROGRESS


def test_answer_that_comes_late_stops_the_completion(parts: Parts) -> None:
    parts.directory.known.clear()
    ticket = file_proved(parts).ticket
    move(parts, ticket, START)
    parts.worker.run_due()
    with pytest.raises(IdentityOpen):
        move(parts, ticket, FINISH)
    move(parts, ticket, Change(Status.IN_PROGRESS, CHECKED.text))
    assert move(parts, ticket, FINISH).status == Status.COMPLETED


def test_directory_is_asked_for_the_contact_that_was_proved(parts: Parts) -> None:
    parts.directory.known.remove(PHONE_E164)
    where = parts.conversation()
    ticket = file(parts, where, requester={"email": MAIL}, verification_id=prove(parts, where, MAIL)).ticket
    parts.worker.run_due()
    assert stored(parts, ticket).account_match == "registered"


def test_complaint_needs_no_account(parts: Parts) -> None:
    parts.directory.known.clear()
    ticket = file(parts, parts.conversation(), type=RequestType.COMPLAINT).ticket
    parts.worker.run_due()
    assert move(parts, ticket, START).status == Status.IN_PROGRESS


def test_check_needs_its_how_and_is_l3_on_record(parts: Parts) -> None:
    ticket = file(parts, parts.conversation(), requester={"relationship": "parent"}).ticket
    with pytest.raises(ReasonMissing):
        move(parts, ticket, Change(Status.SUBMITTED))
    found = move(parts, ticket, CHECKED)
    assert (found.status, found.level) == (Status.SUBMITTED, Level.L3)
    with parts.database.reading() as session:
        event = parts.audit.history(session, f"ticket:{ticket.id}")[1]
    assert (event.action, event.from_state, event.to_state, event.why) == (
        "ticket:identity:verify", "L0", "L3", CHECKED.text,
    )  # fmt: skip
    ((author, _, text),) = parts.said(ticket.conversation_id)
    assert author == "staff"
    assert "身份核验已通过" in text
    assert CHECKED.text not in text


def test_code_that_comes_later_takes_no_check_back(parts: Parts) -> None:
    where = parts.conversation()
    ticket = file(parts, where).ticket
    move(parts, ticket, CHECKED)
    assert file(parts, where, "key-2", verification_id=prove(parts, where)).ticket.level == Level.L3


def test_another_name_with_the_same_phone_is_another_person(parts: Parts) -> None:
    first = file_proved(parts, key="key-1")
    second = file_proved(parts, key="key-2", requester={"name": "李四", "email": MAIL})
    assert second.created
    assert (second.ticket.id != first.ticket.id, second.ticket.name) == (True, "李四")


def test_what_the_second_request_says_of_its_person_is_kept(parts: Parts) -> None:
    first = file_proved(parts, key="key-1")
    second = file_proved(parts, key="key-2", requester={"name": " 张 三", "email": MAIL})
    assert second.merged
    with parts.database.reading() as session:
        (entry,) = parts.tickets.browsing.folder(session, first.ticket).entries
    assert entry.details == {"deletion_reason": "4", "request_scope": "全部", "email": MAIL}
