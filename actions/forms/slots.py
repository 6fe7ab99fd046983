"""Reads the value of a slot out of a text."""

from typing import Callable

from actions.forms.draft import Draft
from actions.values.email import find_email, looks_like_email
from actions.values.field import find_field, find_new_value, plain_value
from actions.values.free import clean_free_text, same_as_before
from actions.values.idcard import has_id_number
from actions.values.name import find_name
from actions.values.phone import find_phone
from actions.values.reason import read_deletion_reason

_AS_TYPED_AFTER = 2
_LONGEST_NAME = 30


class UnusableValue(Exception):
    """The text gives a value that cannot be right; `reason` picks the explanation in data/answers/11_requests.yml."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def read_slot(slot: str, text: str, draft: Draft) -> dict[str, str] | None:
    """The values that an answer to the question for `slot` gives; None when there is none.

    Raises `UnusableValue` for a value that cannot be right.
    """
    return _READERS.get(slot, _free)(slot, text, draft)


def volunteered(text: str, draft: Draft) -> dict[str, str]:
    """Values that a message names without being asked: only what cannot be mistaken for something else."""
    values: dict[str, str] = {}
    phone = find_phone(text)
    if phone and phone.kind == "mobile" and "phone" not in draft.values:
        values["phone"] = phone.number
    email = find_email(text)
    if email and "email" not in draft.values:
        values["email"] = email
    name = find_name(text, asked=False)
    if name and "name" not in draft.values:
        values["name"] = name
    field = find_field(text) if draft.type == "correction" and "wrong_field" not in draft.values else None
    if field:
        values["wrong_field"] = field
        value = find_new_value(text)
        if value and "correct_value" not in draft.values:
            values["correct_value"] = value
    return values


def _name(slot: str, text: str, draft: Draft) -> dict[str, str] | None:
    name = find_name(text, asked=True)
    if name is None and draft.tries.get(slot, 0) >= _AS_TYPED_AFTER:
        name = _as_typed(text)
    return {slot: name} if name else None


def _as_typed(text: str) -> str | None:
    """What somebody insists on as the name; staff see it as it was typed."""
    name = clean_free_text(text, limit=_LONGEST_NAME)
    usable = any(mark.isalpha() for mark in name) and not any(mark.isdigit() for mark in text)
    return name if usable else None


def _phone(slot: str, text: str, draft: Draft) -> dict[str, str] | None:
    phone = find_phone(text)
    if phone is None:
        email = find_email(text)
        if email:
            return {"email": email}
        if has_id_number(text):
            raise UnusableValue("id_number")
        return _known_phone(text, draft)
    if phone.kind == "invalid":
        raise UnusableValue(f"phone_{phone.reason or 'invalid'}")
    if phone.kind != "mobile" and "code" in draft.flow:
        raise UnusableValue("phone_no_sms")
    return {slot: phone.number}


def _known_phone(text: str, draft: Draft) -> dict[str, str] | None:
    known = draft.values.get("phone")
    return {"phone": known} if known and same_as_before(text) else None


def _email(slot: str, text: str, draft: Draft) -> dict[str, str] | None:
    email = find_email(text)
    if email:
        return {slot: email}
    phone = find_phone(text)
    if phone and phone.kind == "mobile":
        return {"phone": phone.number}
    if looks_like_email(text):
        raise UnusableValue("email_shape")
    return None


def _reason(slot: str, text: str, draft: Draft) -> dict[str, str] | None:
    reason = read_deletion_reason(text)
    return {slot: str(reason)} if reason else None


def _field(slot: str, text: str, draft: Draft) -> dict[str, str] | None:
    value = find_new_value(text)
    field = find_field(text) or clean_free_text(text, limit=60)
    if not field:
        return None
    return {slot: field, "correct_value": value} if value and "correct_value" not in draft.values else {slot: field}


def _new_value(slot: str, text: str, draft: Draft) -> dict[str, str] | None:
    value = find_new_value(text) or plain_value(text)
    if has_id_number(text):
        raise UnusableValue("id_number")
    value = clean_free_text(value) if value else ""
    return {slot: value} if value else None


def _free(slot: str, text: str, draft: Draft) -> dict[str, str] | None:
    value = clean_free_text(text)
    return {slot: value} if value else None


_READERS: dict[str, Callable[[str, str, Draft], dict[str, str] | None]] = {
    "name": _name,
    "phone": _phone,
    "email": _email,
    "deletion_reason": _reason,
    "wrong_field": _field,
    "correct_value": _new_value,
}
