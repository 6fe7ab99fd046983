"""Codes: sent, checked, limited, locked, used up."""

from dataclasses import replace
from datetime import timedelta

import pytest

from api.identity import repository
from api.identity.contacts import contact_of
from api.identity.domain import RULES, CheckResult
from api.identity.errors import (
    CodeTooSoon,
    TooManyCodes,
    UnknownConversation,
    UnknownVerification,
    VerificationLocked,
)
from api.identity.service import Checked, Started
from tests.support.parts import Parts
from tests.support.requests import PHONE_E164


def start(parts: Parts, conversation_id: str, phone: str = PHONE_E164, purpose: str = "deletion") -> Started:
    contact = contact_of(phone, None)
    assert contact is not None
    with parts.writing() as session:
        return parts.verifications.start(session, conversation_id=conversation_id, purpose=purpose, contact=contact)


def check(parts: Parts, verification_id: str, code: str) -> Checked:
    with parts.writing() as session:
        return parts.verifications.check(session, verification_id, code)


def right_code(parts: Parts, phone: str = PHONE_E164) -> str:
    parts.worker.run_due()
    return parts.letters.last_code(phone)


def wrong_code(parts: Parts) -> str:
    return "000000" if right_code(parts) != "000000" else "000001"


def test_right_code_verifies_and_does_so_again(parts: Parts) -> None:
    started = start(parts, parts.conversation())
    code = right_code(parts)
    assert check(parts, started.id, code).result == CheckResult.VERIFIED
    assert check(parts, started.id, code).result == CheckResult.VERIFIED
    assert check(parts, started.id, wrong_code(parts)).result == CheckResult.WRONG


@pytest.mark.parametrize("typed", ["{} ", " {}", "{}\n"])
def test_code_may_be_typed_loosely(parts: Parts, typed: str) -> None:
    started = start(parts, parts.conversation())
    code = right_code(parts)
    wide = "".join(chr(ord(digit) + 0xFEE0) for digit in code)
    assert check(parts, started.id, typed.format(wide)).result == CheckResult.VERIFIED


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "忘了", "١٢٣٤٥x"])
def test_what_is_no_code_costs_no_try(parts: Parts, typed: str) -> None:
    started = start(parts, parts.conversation())
    assert check(parts, started.id, typed) == Checked(CheckResult.WRONG, 5)


def test_five_wrong_codes_lock(parts: Parts) -> None:
    where = parts.conversation()
    started = start(parts, where)
    wrong = wrong_code(parts)
    results = [check(parts, started.id, wrong) for _ in range(6)]
    assert [each.tries_left for each in results] == [4, 3, 2, 1, 0, 0]
    assert results[4].result == results[5].result == CheckResult.LOCKED
    assert check(parts, started.id, right_code(parts)).result == CheckResult.LOCKED
    parts.clock.advance(minutes=14)
    with pytest.raises(VerificationLocked):
        start(parts, where)
    parts.clock.advance(minutes=2)
    assert start(parts, where).id != started.id


def test_lock_of_one_conversation_does_not_shut_out_another(parts: Parts) -> None:
    started = start(parts, parts.conversation())
    wrong = wrong_code(parts)
    for _ in range(5):
        check(parts, started.id, wrong)
    parts.clock.advance(seconds=61)
    assert start(parts, parts.conversation()).id


def test_ten_failures_a_day_end_it(parts: Parts) -> None:
    for _ in range(2):
        parts.clock.advance(minutes=16)
        started = start(parts, parts.conversation())
        wrong = wrong_code(parts)
        for _ in range(5):
            check(parts, started.id, wrong)
    parts.clock.advance(minutes=16)
    with pytest.raises(TooManyCodes):
        start(parts, parts.conversation())
    parts.clock.advance(hours=24)
    assert start(parts, parts.conversation()).id


def test_code_is_over_after_five_minutes(parts: Parts) -> None:
    started = start(parts, parts.conversation())
    code = right_code(parts)
    parts.clock.advance(minutes=5)
    assert check(parts, started.id, code).result == CheckResult.EXPIRED


def test_new_code_voids_the_old(parts: Parts) -> None:
    where = parts.conversation()
    first = start(parts, where)
    code = right_code(parts)
    parts.clock.advance(seconds=60)
    second = start(parts, where)
    assert check(parts, first.id, code).result == CheckResult.EXPIRED
    assert check(parts, second.id, right_code(parts)).result == CheckResult.VERIFIED


def test_code_of_a_moment_ago_is_named_again(parts: Parts) -> None:
    where = parts.conversation()
    first = start(parts, where)
    parts.clock.advance(seconds=20)
    again = start(parts, where)
    assert again == replace(first, sent=False)
    code = right_code(parts)
    assert len(parts.letters.sent) == 1
    assert check(parts, again.id, code).result == CheckResult.VERIFIED
    assert start(parts, where).id == first.id
    assert check(parts, first.id, code).result == CheckResult.VERIFIED


@pytest.mark.parametrize("purpose", ["deletion", "copy"])
def test_resend_waits_a_minute_elsewhere(parts: Parts, purpose: str) -> None:
    """Another conversation, and another request of the same conversation, get no part in the code under way."""
    where = parts.conversation()
    start(parts, where)
    with pytest.raises(CodeTooSoon) as caught:
        start(parts, where if purpose == "copy" else parts.conversation(), purpose=purpose)
    assert 55 <= int(caught.value.headers["Retry-After"]) <= 61


def test_locked_code_is_not_named_again(parts: Parts) -> None:
    where = parts.conversation()
    started = start(parts, where)
    wrong = wrong_code(parts)
    for _ in range(5):
        check(parts, started.id, wrong)
    with pytest.raises(VerificationLocked):
        start(parts, where)


def test_proof_is_for_its_purpose(parts: Parts) -> None:
    where = parts.conversation()
    started = start(parts, where)
    check(parts, started.id, right_code(parts))
    with parts.database.reading() as session:
        assert parts.verifications.proof(session, started.id, where, "deletion")
        assert parts.verifications.proof(session, started.id, where, "copy") is None


def test_five_an_hour_ten_a_day(parts: Parts) -> None:
    for least_wait in (3000, 12 * 3600):
        for _ in range(5):
            parts.clock.advance(seconds=61)
            start(parts, parts.conversation())
        parts.clock.advance(seconds=61)
        with pytest.raises(TooManyCodes) as caught:
            start(parts, parts.conversation())
        wait = int(caught.value.headers["Retry-After"])
        assert wait > least_wait
        parts.clock.advance(seconds=wait)
    assert start(parts, parts.conversation()).id


def test_one_conversation_may_not_try_many_phones(parts: Parts) -> None:
    where = parts.conversation()
    limit = RULES.per_conversation[0].limit
    for number in range(limit):
        start(parts, where, f"+861380013{8000 + number}")
    with pytest.raises(TooManyCodes):
        start(parts, where, "+8613900139000")


def test_only_the_digest_is_stored(parts: Parts) -> None:
    started = start(parts, parts.conversation())
    code = right_code(parts)
    with parts.database.reading() as session:
        stored = repository.get(session, started.id)
        assert stored is not None
        assert all(code not in str(value) for value in (stored.digest, stored.subject, stored.purpose))


def test_replaced_code_is_not_sent_any_more(parts: Parts) -> None:
    where = parts.conversation()
    start(parts, where)
    parts.clock.advance(seconds=61)
    start(parts, where)
    parts.worker.run_due()
    assert len(parts.letters.sent) == 1


def test_proof_ends_with_its_life(parts: Parts) -> None:
    where = parts.conversation()
    started = start(parts, where)
    check(parts, started.id, right_code(parts))
    with parts.database.reading() as session:
        assert parts.verifications.proof(session, started.id, where)
        assert parts.verifications.proof(session, started.id, "another") is None
        parts.clock.advance(seconds=RULES.proof_life.total_seconds())
        assert parts.verifications.proof(session, started.id, where) is None


def test_proof_is_used_up_once(parts: Parts) -> None:
    started = start(parts, parts.conversation())
    code = right_code(parts)
    check(parts, started.id, code)
    with parts.writing() as session:
        assert parts.verifications.use_up(session, started.id)
        assert not parts.verifications.use_up(session, started.id)
    assert check(parts, started.id, code).result == CheckResult.EXPIRED


def test_unknown_ids(parts: Parts) -> None:
    with pytest.raises(UnknownVerification):
        check(parts, "nothing", "123456")
    with pytest.raises(UnknownConversation):
        start(parts, "0" * 32)
    assert RULES.life == timedelta(minutes=5)


def change(parts: Parts, conversation_id: str, former: str, phone: str = PHONE_E164, purpose: str = "copy") -> Started:
    contact = contact_of(phone, None)
    assert contact is not None
    with parts.writing() as session:
        return parts.verifications.start(
            session, conversation_id=conversation_id, purpose=purpose, contact=contact, replaces=former
        )


def proof(parts: Parts, verification_id: str, conversation_id: str, purpose: str) -> str | None:
    with parts.writing() as session:
        return parts.verifications.proof(session, verification_id, conversation_id, purpose)


def test_code_serves_the_request_that_its_own_became(parts: Parts) -> None:
    conversation = parts.conversation()
    first = start(parts, conversation)
    code = right_code(parts)
    second = change(parts, conversation, first.id)
    assert (second.id, second.sent, second.verified) == (first.id, False, False)
    assert check(parts, first.id, code).result == CheckResult.VERIFIED
    assert check(parts, first.id, code).result == CheckResult.VERIFIED
    assert proof(parts, first.id, conversation, "copy") and not proof(parts, first.id, conversation, "deletion")


def test_proof_serves_the_request_that_its_own_became(parts: Parts) -> None:
    conversation = parts.conversation()
    first = start(parts, conversation)
    check(parts, first.id, right_code(parts))
    assert change(parts, conversation, first.id).verified
    assert proof(parts, first.id, conversation, "copy") and not proof(parts, first.id, conversation, "deletion")


def test_code_serves_nobody_else(parts: Parts) -> None:
    conversation = parts.conversation()
    first = start(parts, conversation)
    check(parts, first.id, right_code(parts))
    with pytest.raises(CodeTooSoon):
        change(parts, parts.conversation(), first.id)
    other = change(parts, conversation, first.id, phone="+8613900139000")
    assert other.id != first.id and other.sent and not other.verified


def test_used_code_serves_nothing_more(parts: Parts) -> None:
    conversation = parts.conversation()
    first = start(parts, conversation)
    check(parts, first.id, right_code(parts))
    with parts.writing() as session:
        assert parts.verifications.use_up(session, first.id)
    with pytest.raises(CodeTooSoon):
        change(parts, conversation, first.id)
    assert proof(parts, first.id, conversation, "copy") is None


def test_old_or_locked_code_serves_nothing_more(parts: Parts) -> None:
    conversation = parts.conversation()
    first = start(parts, conversation)
    parts.clock.advance(minutes=5)
    assert change(parts, conversation, first.id).id != first.id
    second = start(parts, conversation, phone="+8613900139000")
    for _ in range(RULES.tries):
        check(parts, second.id, "000000" if right_code(parts, "+8613900139000") != "000000" else "000001")
    with pytest.raises(VerificationLocked):
        change(parts, conversation, second.id, phone="+8613900139000")
