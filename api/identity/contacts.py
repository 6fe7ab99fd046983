"""Phones and mailboxes in one canonical form, so that the same contact always gives the same keyed hash."""

import re
import unicodedata
from dataclasses import dataclass

import phonenumbers

from api.db import BlindIndex
from api.identity.domain import Channel

_MAIL = re.compile(r"^[^@\s\x00-\x1f]{1,64}@(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,63}$")
_MAX_MAIL = 254


@dataclass(frozen=True)
class Contact:
    """A reachable address: E.164 for phones, lower case for mail."""

    channel: Channel
    address: str


def normalise_phone(text: str) -> str | None:
    """E.164 of a possible and valid number, mainland China assumed when no country is given."""
    try:
        number = phonenumbers.parse(unicodedata.normalize("NFKC", text).strip(), "CN")
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def normalise_email(text: str) -> str | None:
    """The address in lower case, or None when it cannot be one."""
    plain = unicodedata.normalize("NFKC", text).strip().lower()
    if len(plain) > _MAX_MAIL or not _MAIL.match(plain):
        return None
    return plain


def contact_of(phone: str | None, email: str | None) -> Contact | None:
    """The one contact named by a body that holds either a phone or a mailbox."""
    address = normalise_phone(phone) if phone else normalise_email(email or "")
    if address is None:
        return None
    return Contact(Channel.SMS if phone else Channel.MAIL, address)


def local_form(address: str) -> str:
    """How people in mainland China write the number; other addresses stay as they are."""
    if not address.startswith("+86"):
        return address
    number = phonenumbers.parse(address)
    return re.sub(r"\D", "", phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL))


def contact_hash(index: BlindIndex, address: str) -> str:
    """The keyed hash by which the same contact is found again, in tickets and in verifications."""
    return index.of("contact", address)
