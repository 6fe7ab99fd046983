"""Corrections of the phone or mailbox itself. Numbers and addresses are invented."""

import pytest

from api.identity.contacts import contact_hash
from api.tickets.corrections import corrects_contact, new_contacts
from api.tickets.domain import Level, RequestType, Status
from api.tickets.filing import Filed
from tests.support.parts import Parts
from tests.support.requests import MAIL, PHONE, PHONE_E164, file, file_proved, prove

OLD, OLD_E164 = "13900139000", "+8613900139000"
CORRECTION = RequestType.CORRECTION
NEW_PHONE = {"wrong_field": "手机号", "correct_value": PHONE}
ADDRESS = {"wrong_field": "通讯地址", "correct_value": "某市某路 1 号"}


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ("手机号", PHONE, True),
        ("预留电话", "新号 138 0013 8000", True),
        ("邮箱", MAIL, True),
        ("资料", f"+86 {PHONE}", True),
        ("资料", MAIL, True),
        ("手机号", "不记得了", True),
        ("通讯地址", "某市某路 1 号", False),
        ("姓名", "张三", False),
        ("公司名称", "某某公司 13 部", False),
    ],
)
def test_what_corrects_a_contact(field: str, value: str, expected: bool) -> None:
    details = {"wrong_field": field, "correct_value": value}
    assert corrects_contact(CORRECTION, details) is expected
    assert not corrects_contact(RequestType.DELETION, details)


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("改成138 0013 8000，谢谢", {PHONE_E164}),
        (PHONE, {PHONE_E164}),
        (f"邮箱是{MAIL.upper()}", {MAIL}),
        (f"{PHONE} 或 {MAIL}", {PHONE_E164, MAIL}),
        ("没有", set()),
    ],
)
def test_new_contacts(value: str, found: set[str]) -> None:
    assert set(new_contacts({"correct_value": value})) == found


def test_code_to_the_new_number_proves_nothing(parts: Parts) -> None:
    filed = file_proved(parts, type=CORRECTION, details=NEW_PHONE)
    assert (filed.ticket.status, filed.ticket.level) == (Status.IDENTITY_UNVERIFIED, Level.L0)
    assert filed.ticket.proved_hash is None


def test_code_to_the_new_mailbox_proves_nothing(parts: Parts) -> None:
    where = parts.conversation()
    proof = prove(parts, where, MAIL, purpose="correction")
    details = {"wrong_field": "邮箱", "correct_value": f"应该是 {MAIL}"}
    who = {"phone": None, "email": MAIL}
    filed = file(parts, where, type=CORRECTION, details=details, requester=who, verification_id=proof)
    assert (filed.ticket.status, filed.ticket.level) == (Status.IDENTITY_UNVERIFIED, Level.L0)


def _from_the_old_number(parts: Parts, where: str, key: str, details: dict[str, str]) -> Filed:
    proof = prove(parts, where, OLD_E164, purpose="correction")
    who = {"phone": OLD}
    return file(parts, where, key, type=CORRECTION, details=details, requester=who, verification_id=proof)


def test_code_to_the_old_number_is_kept_but_a_person_checks(parts: Parts) -> None:
    ticket = _from_the_old_number(parts, parts.conversation(), "key-1", NEW_PHONE).ticket
    assert (ticket.status, ticket.level) == (Status.IDENTITY_UNVERIFIED, Level.L2)
    assert ticket.proved_hash == contact_hash(parts.index, OLD_E164)


def test_other_corrections_need_no_person(parts: Parts) -> None:
    filed = file_proved(parts, type=CORRECTION, details=ADDRESS)
    assert (filed.ticket.status, filed.ticket.level) == (Status.SUBMITTED, Level.L2)


def test_new_number_does_not_slip_into_a_proved_ticket(parts: Parts) -> None:
    where = parts.conversation()
    first = _from_the_old_number(parts, where, "key-1", ADDRESS)
    second = _from_the_old_number(parts, where, "key-2", NEW_PHONE)
    third = _from_the_old_number(parts, where, "key-3", ADDRESS)
    again = _from_the_old_number(parts, where, "key-4", NEW_PHONE)
    assert (second.merged, third.merged, again.merged) == (False, True, True)
    assert third.ticket.id == first.ticket.id
    assert again.ticket.id == second.ticket.id
    assert again.ticket.status == Status.IDENTITY_UNVERIFIED
