"""One canonical form for every way of writing the same contact."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.identity.contacts import contact_of, local_form, normalise_email, normalise_phone
from api.identity.domain import Channel


@pytest.mark.parametrize(
    ("text", "phone"),
    [
        ("13800138000", "+8613800138000"),
        (" 138 0013-8000 ", "+8613800138000"),
        ("+86 13800138000", "+8613800138000"),
        ("１３８００１３８０００", "+8613800138000"),
        ("+852 6123 4567", "+85261234567"),
        ("0510-8512 6866", "+8651085126866"),
        ("12345678901", None),
        ("abc", None),
        ("", None),
    ],
)
def test_phones(text: str, phone: str | None) -> None:
    assert normalise_phone(text) == phone


@pytest.mark.parametrize(
    ("text", "mail"),
    [
        (" Zhang.San@Example.COM ", "zhang.san@example.com"),
        ("a@b", None),
        ("two words@example.com", None),
        ("x" * 300 + "@example.com", None),
    ],
)
def test_mailboxes(text: str, mail: str | None) -> None:
    assert normalise_email(text) == mail


def test_contact_names_its_channel() -> None:
    phone, mail = contact_of("13800138000", None), contact_of(None, "a@example.com")
    assert phone is not None
    assert mail is not None
    assert (phone.channel, mail.channel) == (Channel.SMS, Channel.MAIL)
    assert contact_of(None, None) is None


@pytest.mark.parametrize(
    ("address", "local"),
    [
        ("+8613800138000", "13800138000"),
        ("+8651085126866", "051085126866"),
        ("+85261234567", "+85261234567"),
        ("a@example.com", "a@example.com"),
    ],
)
def test_local_form(address: str, local: str) -> None:
    assert local_form(address) == local


@given(st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True))
def test_local_form_turns_back(phone: str) -> None:
    address = normalise_phone(phone)
    assert address is None or local_form(address) == phone
