"""Corrections of the contact itself.

Whoever wants the registered phone or mailbox changed names a new one. A code to the new one proves nothing about the
account, and a code to the old one is not enough: the change is checked by a person (facts: rights and deadlines,
section 5, level L3)."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import phonenumbers

from api.identity.contacts import normalise_email, normalise_phone
from api.tickets.domain import RequestType

_CONTACT_FIELD = re.compile(r"手机|电话|联系方式|联系号码|邮箱|邮件地址|phone|mobile|e-?mail", re.I)
_MAIL = re.compile(r"[A-Za-z0-9_.+%-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")


def corrects_contact(request_type: str, details: Mapping[str, Any]) -> bool:
    """Whether a phone or mailbox is what shall be corrected: by the name of the field, or by the new value alone."""
    if request_type != RequestType.CORRECTION:
        return False
    value = str(details.get("correct_value") or "").strip()
    whole = normalise_phone(value) or normalise_email(value)
    return bool(whole or _CONTACT_FIELD.search(str(details.get("wrong_field") or "")))


def new_contacts(details: Mapping[str, Any]) -> Iterator[str]:
    """Phones and mailboxes of the new value, in canonical form."""
    value = str(details.get("correct_value") or "")
    for match in phonenumbers.PhoneNumberMatcher(value, "CN"):
        yield phonenumbers.format_number(match.number, phonenumbers.PhoneNumberFormat.E164)
    candidates = (normalise_phone(value), *(normalise_email(found) for found in _MAIL.findall(value)))
    yield from (found for found in candidates if found)
