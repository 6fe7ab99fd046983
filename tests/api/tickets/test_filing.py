"""A confirmed form becomes one ticket, whatever is repeated."""

import re
from datetime import date
from pathlib import Path

import pytest

from api.conversations.errors import ConversationNotFound
from api.tickets.domain import RequestType, Status
from api.tickets.errors import KeyReused
from api.tickets.numbers import normalise
from tests.support.parts import Parts
from tests.support.requests import MAIL, PHONE, PHONE_E164, file, file_proved, new_ticket, prove


def test_unproved_deletion_waits_for_identity(parts: Parts) -> None:
    filed = file(parts, parts.conversation())
    assert (filed.created, filed.merged) == (True, False)
    assert (filed.ticket.status, filed.ticket.level) == (Status.IDENTITY_UNVERIFIED, "L0")
    assert filed.ticket.due_on == date(2026, 12, 23)
    assert normalise(filed.ticket.number) == filed.ticket.number


def test_proved_deletion_is_submitted(parts: Parts) -> None:
    filed = file_proved(parts)
    assert (filed.ticket.status, filed.ticket.level) == (Status.SUBMITTED, "L2")
    assert parts.trail(filed.ticket.id) == ["ticket:create"]


@pytest.mark.parametrize("kind", [RequestType.COMPLAINT, RequestType.CONSENT_WITHDRAWAL, RequestType.ACCESS])
def test_light_requests_need_no_code(parts: Parts, kind: RequestType) -> None:
    assert file(parts, parts.conversation(), type=kind).ticket.status == Status.SUBMITTED


def test_request_for_others_always_waits_for_proof(parts: Parts) -> None:
    filed = file_proved(parts, requester={"relationship": "child"})
    assert filed.ticket.status == Status.IDENTITY_UNVERIFIED
    assert filed.ticket.internal_due_on == date(2026, 11, 30)


def test_same_key_gives_the_same_ticket(parts: Parts) -> None:
    where = parts.conversation()
    first, again = file(parts, where), file(parts, where)
    assert again.ticket.number == first.ticket.number
    assert not again.created
    assert parts.trail(first.ticket.id) == ["ticket:create"]


def test_same_key_after_the_proof_was_used(parts: Parts) -> None:
    where = parts.conversation()
    proof = prove(parts, where)
    first = file(parts, where, verification_id=proof)
    again = file(parts, where, verification_id=proof)
    assert (again.ticket.number, again.created) == (first.ticket.number, False)


def test_same_key_with_other_content_is_refused(parts: Parts) -> None:
    where = parts.conversation()
    file(parts, where)
    with pytest.raises(KeyReused):
        file(parts, where, details={"deletion_reason": "1"})


def test_unknown_conversation_leaves_nothing_behind(parts: Parts) -> None:
    with pytest.raises(ConversationNotFound):
        file(parts, "0" * 32)
    where = parts.conversation()
    assert file(parts, where).created


def test_proof_of_another_contact_does_not_count(parts: Parts) -> None:
    where = parts.conversation()
    proof = prove(parts, where, "+8613900139000")
    assert file(parts, where, verification_id=proof).ticket.status == Status.IDENTITY_UNVERIFIED


def test_proof_for_another_request_does_not_count(parts: Parts) -> None:
    where = parts.conversation()
    proof = prove(parts, where, purpose="correction")
    assert file(parts, where, verification_id=proof).ticket.level == "L0"


def test_proof_of_another_conversation_does_not_count(parts: Parts) -> None:
    proof = prove(parts, parts.conversation())
    assert file(parts, parts.conversation(), verification_id=proof).ticket.level == "L0"


def test_proof_serves_one_ticket_only(parts: Parts) -> None:
    where = parts.conversation()
    proof = prove(parts, where)
    file(parts, where, "key-1", verification_id=proof)
    second = file(parts, where, "key-2", verification_id=proof, type=RequestType.COPY)
    assert second.ticket.status == Status.IDENTITY_UNVERIFIED


def test_second_request_of_the_same_person_is_added(parts: Parts) -> None:
    first = file_proved(parts, key="key-1")
    second = file_proved(parts, key="key-2", details={"request_scope": "通话记录"})
    assert (second.ticket.number, second.created, second.merged) == (first.ticket.number, False, True)
    assert parts.trail(first.ticket.id) == ["ticket:create", "ticket:account:match", "ticket:supplement:add"]


def test_merged_filing_repeats_as_merged(parts: Parts) -> None:
    file_proved(parts, key="key-1")
    where = parts.conversation()
    proof = prove(parts, where)
    file(parts, where, "key-2", verification_id=proof)
    again = file(parts, where, "key-2", verification_id=proof)
    assert (again.created, again.merged) == (False, True)


def test_stranger_with_the_same_phone_learns_nothing(parts: Parts) -> None:
    first = file_proved(parts, key="key-1")
    stranger = file(parts, parts.conversation(), "key-2")
    assert stranger.created
    assert stranger.ticket.number != first.ticket.number


def test_proof_lifts_the_first_unproved_ticket(parts: Parts) -> None:
    where = parts.conversation()
    first = file(parts, where, "key-1")
    second = file(parts, where, "key-2", verification_id=prove(parts, where))
    assert second.ticket.number == first.ticket.number
    assert (second.ticket.status, second.ticket.level) == (Status.SUBMITTED, "L2")
    assert parts.trail(first.ticket.id)[-2:] == ["ticket:identity:verify", "ticket:status:change"]


def test_other_types_are_not_merged(parts: Parts) -> None:
    where = parts.conversation()
    first = file(parts, where, "key-1", type=RequestType.COMPLAINT)
    assert file(parts, where, "key-2", type=RequestType.ACCESS).ticket.number != first.ticket.number


def test_receipt_goes_to_the_proved_phone(parts: Parts) -> None:
    filed = file_proved(parts, requester={"email": MAIL})
    parts.worker.run_due()
    to, template, params = parts.letters.sent[-1]
    assert (to, template) == (PHONE_E164, "ticket_receipt")
    assert params == {"number": filed.ticket.number, "due_on": filed.ticket.due_on.isoformat()}


def test_unproved_phone_is_not_flooded(parts: Parts) -> None:
    for number in range(8):
        file(parts, parts.conversation(), f"key-{number}")
        parts.worker.run_due()
    assert len(parts.letters.sent) == 3


def test_account_system_is_asked_for_staff(parts: Parts) -> None:
    parts.directory.known.add(PHONE_E164)
    filed = file_proved(parts)
    parts.worker.run_due()
    with parts.database.reading() as session:
        assert parts.tickets.find(session, filed.ticket.number).account_match == "registered"


def test_nothing_personal_is_readable_in_the_file(parts: Parts, tmp_path: Path) -> None:
    file(parts, parts.conversation(), requester={"email": MAIL, "account": "zs-account"}, details={"x": "秘密内容"})
    content = b"".join(path.read_bytes() for path in tmp_path.glob("desk.db*"))
    for word in (PHONE, PHONE_E164, MAIL, "张三", "zs-account", "秘密内容"):
        assert not re.search(re.escape(word.encode()), content)


def test_odd_phone_never_loses_a_filing(parts: Parts) -> None:
    filed = file(parts, parts.conversation(), requester={"phone": "转 8012"})
    assert filed.created
    assert new_ticket("c").canonical() == new_ticket("c").canonical()
