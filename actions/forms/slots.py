"""Reads the value of a slot out of a text."""

import re
from typing import Callable

from actions.forms.draft import Draft
from actions.forms.flows import PERSONAL
from actions.values.email import find_email, looks_like_email
from actions.values.field import (
    find_field,
    find_new_value,
    names_document,
    names_mailbox,
    names_person,
    names_phone,
    plain_value,
    says_wrong,
    what_one_is,
)
from actions.values.free import clean_free_text, same_as_before, says_something
from actions.values.hold import without_hold
from actions.values.idcard import has_id_number
from actions.values.name import find_name
from actions.values.name_guess import looks_like_a_name
from actions.values.phone import find_phone
from actions.values.reason import read_deletion_reason
from actions.values.scope import read_scope
from actions.values.unreachable import is_unreachable

_AS_TYPED_AFTER = 2
_LONGEST_NAME = 20
_CALLED_NEW = re.compile(r"(?:新|现在用|现用|换成|改成|换了)[^,，。；;]{0,8}$")


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


def volunteered(text: str, draft: Draft, again: bool = False) -> dict[str, str]:
    """Values that a message names without being asked: only what cannot be mistaken for something else. `again`: also
    such as take the place of an earlier one."""
    values = _wrong_field(text, draft) if draft.type == "correction" else {}
    phone = find_phone(text)
    if phone and phone.kind == "mobile" and phone.number != values.get("correct_value"):
        values["phone"] = phone.number
    email = find_email(text)
    if email and email != values.get("correct_value"):
        values["email"] = email
    name = find_name(text, asked=False)
    if name and name != values.get("correct_value"):
        values["name"] = name
    known = draft.values.items() if again else ()
    return {
        slot: value
        for slot, value in values.items()
        if (slot, value) not in known and (again or slot not in draft.values)
    }


def _wrong_field(text: str, draft: Draft) -> dict[str, str]:
    field = find_field(text) if "wrong_field" not in draft.values else None
    if field is None or _is_given_besides(field, text, draft):
        return {}
    value = _in_shape(field, find_new_value(text), text) or _new_number(field, text)
    return {"wrong_field": field, "correct_value": value} if value else {"wrong_field": field}


def _is_given_besides(field: str, text: str, draft: Draft) -> bool:
    """邮箱一块给你 …@…, where the phone is asked for: a way to reach somebody, not what is wrong."""
    contact = names_phone(field) or names_mailbox(field)
    given = find_email(text) is not None or find_phone(text) is not None
    return contact and given and draft.asked in PERSONAL and not says_wrong(text)


def _new_number(field: str, text: str) -> str | None:
    """办了个新的186…: the number that is called new, where the phone is what is wrong."""
    phone = find_phone(text) if names_phone(field) else None
    if phone is None or phone.kind == "invalid":
        return None
    before = text[: text.find(phone.text)]
    return phone.number if _CALLED_NEW.search(before) else None


def _in_shape(field: str, value: str | None, text: str) -> str | None:
    """A number or an address without the words around it; nothing for a document, whose number is not kept."""
    if names_document(field) or has_id_number(text):
        return None
    phone = find_phone(text) if names_phone(field) else None
    if phone and phone.kind != "invalid" and value:
        return phone.number
    return (find_email(text) if names_mailbox(field) else None) or value


def _name(slot: str, text: str, draft: Draft) -> dict[str, str] | None:
    name = find_name(text, asked=True)
    if name is None and draft.tries.get(slot, 0) >= _AS_TYPED_AFTER:
        name = _as_typed(text)
    return {slot: name} if name else None


def _as_typed(text: str) -> str | None:
    """What somebody insists on as the name; staff see it as it was typed."""
    name = clean_free_text(text, limit=_LONGEST_NAME)
    usable = says_something(name) and not any(mark.isdigit() for mark in text) and looks_like_a_name(name)
    return name if usable and len(text.strip()) <= _LONGEST_NAME else None


def _phone(slot: str, text: str, draft: Draft) -> dict[str, str] | None:
    phone = find_phone(text)
    if phone is None:
        email = find_email(text)
        if email:
            return {"email": email}
        if has_id_number(text):
            raise UnusableValue("id_number")
        if is_unreachable(text) and draft.new_contact:
            return draft.new_contact
        return _known_phone(text, draft)
    if phone.kind == "invalid":
        raise UnusableValue(f"phone_{phone.reason or 'invalid'}")
    if phone.kind != "mobile" and "code" in draft.flow and {slot: phone.number} != draft.new_contact:
        raise UnusableValue("phone_no_sms")
    return {slot: phone.number}


def _known_phone(text: str, draft: Draft) -> dict[str, str] | None:
    """就是刚才那个号: the one given, taken back or proved before."""
    known = draft.values.get("phone") or draft.former.get("phone")
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
    known = draft.values.get(slot) or draft.former.get(slot)
    return {slot: known} if known and same_as_before(text) else None


def _reason(slot: str, text: str, draft: Draft) -> dict[str, str] | None:
    reason = read_deletion_reason(text)
    return {slot: str(reason)} if reason else None


def _field(slot: str, text: str, draft: Draft) -> dict[str, str] | None:
    text = without_hold(text)
    field = find_field(text) or (clean_free_text(text, limit=60) if says_something(text) else None)
    if not field:
        return None
    value = _in_shape(field, find_new_value(text), text) or _new_number(field, text)
    return {slot: field, "correct_value": value} if value and "correct_value" not in draft.values else {slot: field}


def _new_value(slot: str, text: str, draft: Draft) -> dict[str, str] | None:
    if has_id_number(text):
        raise UnusableValue("id_number")
    said = without_hold(text)
    field = draft.values.get("wrong_field", "")
    if names_phone(field) and same_as_before(said) and "phone" in draft.values:
        return {slot: draft.values["phone"]}
    value = _in_shape(field, find_new_value(said) or _new_name(field, said) or plain_value(what_one_is(said)), said)
    value = clean_free_text(value) if value else ""
    return {slot: value} if value else None


def _new_name(field: str, said: str) -> str | None:
    """尉迟恭平，没有草字头的尉: a name without what explains it."""
    return find_name(said, asked=True) if names_person(field) else None


def _scope(slot: str, text: str, draft: Draft) -> dict[str, str] | None:
    said = without_hold(text)
    value = read_scope(said) if says_something(said) else None
    return {slot: value} if value else None


def _details(slot: str, text: str, draft: Draft) -> dict[str, str] | None:
    """The whole story: what the opening told stands before the answer."""
    said = without_hold(text)
    value = clean_free_text(said) if says_something(said) else ""
    if not value:
        return None
    return {slot: with_story(value, draft)}


def with_story(text: str, draft: Draft) -> str:
    return f"{draft.story}；{text}" if draft.story and draft.story not in text else text


def _target(slot: str, text: str, draft: Draft) -> dict[str, str] | None:
    """就是刚才那个邮箱: a mailbox given before; else the words themselves."""
    if same_as_before(text) and "email" in draft.values:
        return {slot: draft.values["email"]}
    return _free(slot, text, draft)


def _free(slot: str, text: str, draft: Draft) -> dict[str, str] | None:
    said = without_hold(text)
    value = clean_free_text(said) if says_something(said) else ""
    return {slot: value} if value else None


_READERS: dict[str, Callable[[str, str, Draft], dict[str, str] | None]] = {
    "name": _name,
    "phone": _phone,
    "email": _email,
    "deletion_reason": _reason,
    "wrong_field": _field,
    "correct_value": _new_value,
    "request_scope": _scope,
    "delivery_target": _target,
    "details": _details,
}
