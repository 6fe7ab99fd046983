"""The same WeChat user in a new conversation needs no code; anybody else does."""

import pytest

from api.bootstrap import Desk
from api.channels.wechat.people.farewell import Farewell
from api.channels.wechat.people.service import People
from api.conversations.domain import Body
from api.tickets.access import Claim
from api.tickets.domain import Level, RequestType
from api.tickets.errors import UnknownTicket
from tests.support.parts import Parts
from tests.support.requests import PHONE, PHONE_E164, file, file_proved, new_ticket


def test_new_conversation_of_the_same_user_sees_the_ticket(parts: Parts) -> None:
    first, later, stranger = (parts.conversation() for _ in range(3))
    parts.persons.keys = {first: "one", later: "one", stranger: "two"}
    ticket = file(parts, first).ticket
    with parts.database.reading() as session:
        assert parts.tickets.find(session, ticket.number, Claim(later)).id == ticket.id
        assert [each.id for each in parts.tickets.of_claim(session, Claim(later))] == [ticket.id]
        assert parts.tickets.of_claim(session, Claim(stranger)) == []
        with pytest.raises(UnknownTicket):
            parts.tickets.find(session, ticket.number, Claim(stranger))


def test_unknown_users_are_not_the_same(parts: Parts) -> None:
    ticket = file(parts, parts.conversation()).ticket
    with parts.database.reading() as session, pytest.raises(UnknownTicket):
        parts.tickets.find(session, ticket.number, Claim(parts.conversation()))


def test_user_who_proved_the_contact_before_is_bound_to_it(parts: Parts) -> None:
    first, later = parts.conversation(), parts.conversation()
    parts.persons.keys = {first: "one", later: "one"}
    parts.directory.known.add(PHONE_E164)
    file_proved(parts, first)
    access = {"type": RequestType.ACCESS}
    assert file(parts, later, "key-2", **access).ticket.level == Level.L1
    assert file(parts, later, "key-3", requester={"phone": "13900139000"}, **access).ticket.level == Level.L0
    for_child = {"relationship": "child"}
    assert file(parts, later, "key-4", requester=for_child, **access).ticket.level == Level.L0


def test_openid_is_what_makes_wechat_users_the_same(desk: Desk) -> None:
    people = People(desk.clock, desk.index, desk.conversations)
    tickets, body = desk.staff_side.tickets, Body(text="您好")
    with desk.database.transaction() as session:
        person = people.met(session, "openid-of-nobody")
        first, later = (people.open(session, person, body)[0].id for _ in range(2))
        ticket = tickets.filing.file(session, "key-1", new_ticket(first, requester={"phone": PHONE})).ticket
        assert [each.id for each in tickets.of_claim(session, Claim(later))] == [ticket.id]
        Farewell(desk.audit, desk.conversations).forget(session, person, "unsubscribe")
        back = people.open(session, people.met(session, "openid-of-nobody"), body)[0].id
        assert tickets.of_claim(session, Claim(back)) == []
