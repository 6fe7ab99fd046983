"""Values given before that are taken back, put right or named as wrong."""

import re
from typing import Final

from actions.forms.draft import Draft
from actions.forms.flows import CODE, CONFIRM, CONSENT, FREE_TEXT, PERSONAL
from actions.forms.moves import Change, Fill, Move
from actions.forms.slots import UnusableValue, read_slot
from actions.values.correction import find_correction
from actions.values.email import find_email
from actions.values.field import find_new_value, names_mailbox, names_phone
from actions.values.name import find_name
from actions.values.name_contrast import respelled
from actions.values.phone import find_phone
from actions.values.scope import is_everything
from actions.values.told_scope import told_scope

_FIELDS: Final = ("wrong_field", "correct_value")  # here 「手机号不对」 names what is to be corrected
_LONGEST_NAMING: Final = 10
_LONGEST: Final = 500
_CLAUSE: Final = re.compile(r"[,，。;；!！\n]+")
_RECIPIENT: Final = re.compile(r"^(?:发|给|转|传|寄|交)|本人|我自己|邮箱|@|公司$")
_AND_MORE: Final = re.compile(r"^(?:对了|哦对了|另外|还有|补充一?[点句下]|再补充|再加|要加)[,，:：\s]*")
_BY_MAIL: Final = re.compile(r"(?:用|发|换|改|走)[^,，。!！?？]{0,6}(?:邮箱|邮件)[^?？吗]{0,6}$")
_SLOT_NAMES: Final = {
    "name": "姓名|名字",
    "phone": "手机|电话|号码",
    "email": "邮箱|邮件",
    "request_scope": "范围",
    "deletion_reason": "情形|原因",
    "correct_value": "正确的",
    "wrong_field": "哪一项|项目",
    "delivery_target": "发给|收件",
    "relationship": "替谁|关系",
    "details": "情况|内容|说明",
}


def corrected(draft: Draft, text: str) -> Move | None:
    """The move of a message that takes values back; None for all others. What one clause of several puts right is put
    right, whatever else is said: 「名字改成李雷，手机改成…」."""
    if draft.asked == CONSENT:
        return None
    whole = _read(draft, text)
    clauses = [clause for clause in _CLAUSE.split(text) if clause.strip()]
    if len(clauses) < 2 or draft.asked not in (CODE, CONFIRM) or (whole is None and draft.asked != CONFIRM):
        return whole
    fills = [move for clause in clauses if isinstance(move := _read_clause(draft, clause), Fill)]
    values = {slot: value for fill in fills for slot, value in fill.values.items()}
    if isinstance(whole, Fill):
        values |= whole.values
    return Fill(values) if values else whole


def _read(draft: Draft, text: str) -> Move | None:
    ways = (_to_prove, _spelling, _taken_back, _restated, _unnamed, _other_contact)
    return next((move for way in ways if (move := way(draft, text))), None)


def _read_clause(draft: Draft, clause: str) -> Move | None:
    name = find_name(clause, asked=False) if "name" in draft.values else None
    if name and name not in (draft.values["name"], draft.values.get("correct_value")):
        return Fill({"name": name})
    return _read(draft, clause)


def named_slot(text: str, draft: Draft) -> str | None:
    """The value that is said to be wrong at the summary by its name alone: 「手机号」, 「范围要改」."""
    if len(text) > _LONGEST_NAMING:
        return None
    named = (slot for slot, pattern in _SLOT_NAMES.items() if re.search(pattern, text))
    return next((slot for slot in named if slot in draft.values), None)


def added(draft: Draft, text: str) -> Move | None:
    """「还有，……」 at the summary is one more sentence of the story."""
    more = _AND_MORE.match(text)
    rest = text[more.end() :].strip() if more else ""
    if draft.asked != CONFIRM or "details" not in draft.values or len(rest) < 2:
        return None
    return Fill({"details": f"{draft.values['details']}；{rest}"[:_LONGEST]})


def _to_prove(draft: Draft, text: str) -> Move | None:
    """「手机收不到，发到邮箱…」: where the code is asked for, a new phone or mailbox is the one to prove; the one that
    is to be put in proves nothing."""
    if draft.asked != CODE:
        return None
    phone, email = find_phone(text), find_email(text)
    given = {"email": email} if email else {"phone": phone.number} if phone and phone.kind == "mobile" else {}
    if not given and _BY_MAIL.search(text) and "email" in draft.values:
        given = {"email": draft.values["email"]}
    new = {slot: value for slot, value in given.items() if value not in (draft.contact, *draft.new_contact.values())}
    return Fill(new) if new else None


def _spelling(draft: Draft, text: str) -> Move | None:
    """是雪花的雪: one character of the name."""
    name = draft.values.get("name")
    right = respelled(name, text) if name and draft.asked != "details" else None
    return Fill({"name": right}) if right else None


def _taken_back(draft: Draft, text: str) -> Move | None:
    correction = find_correction(text)
    if correction is None or (draft.asked in _FIELDS and not correction.explicit):
        return None
    if _is_what_is_corrected(draft, correction.slot) and correction.value:
        return _put_right(draft, "correct_value", correction.value)
    if correction.slot in draft.values:
        return _put_right(draft, correction.slot, correction.value)
    if correction.slot not in PERSONAL or correction.slot == draft.asked or not correction.value:
        return None
    if draft.type == "correction" and not draft.has("wrong_field"):
        return None  # 「邮箱改成…」 names what the company has on file
    move = _put_right(draft, correction.slot, correction.value)
    return move if isinstance(move, Fill) else None


def _is_what_is_corrected(draft: Draft, slot: str) -> bool:
    """In a correction of the phone 「号码写错了，应该是…」 is about the new one, never about where the code goes."""
    field = draft.values.get("wrong_field", "") if "correct_value" in draft.values else ""
    return (slot == "phone" and names_phone(field)) or (slot == "email" and names_mailbox(field))


def _put_right(draft: Draft, slot: str, value: str | None) -> Move:
    try:
        read = read_slot(slot, value, draft) if value else None
    except UnusableValue:
        return Change(slot)
    return Fill(read) if read else Change(slot)


def _restated(draft: Draft, text: str) -> Move | None:
    """生日说错了，应该是…: the new value of what is to be corrected, said once more."""
    if "correct_value" not in draft.values or draft.asked in FREE_TEXT or find_new_value(text) is None:
        return None
    if _is_a_contact(draft, text):
        return None
    move = _put_right(draft, "correct_value", text)
    return move if isinstance(move, Fill) else None


def _unnamed(draft: Draft, text: str) -> Move | None:
    """改成只撤定位, 改成给我本人: at the summary the new value tells what it is."""
    new = find_new_value(text) if draft.asked == CONFIRM else None
    if not new:
        return None
    if "delivery_target" in draft.values and _RECIPIENT.search(new):
        return Fill({"delivery_target": new})
    scope = "request_scope" in draft.values and (is_everything(new) or told_scope(f"要看要删{new}", "deletion"))
    return Fill(read) if scope and (read := read_slot("request_scope", new, draft)) else None


def _other_contact(draft: Draft, text: str) -> Move | None:
    """还是用139…吧, once a phone is known: another number or address is the one that counts."""
    if draft.asked in FREE_TEXT or draft.asked in PERSONAL or draft.corrects_contact:
        return None
    phone, email = find_phone(text), find_email(text)
    values = {"phone": phone.number} if phone and phone.kind == "mobile" else {}
    values |= {"email": email} if email else {}
    other = {slot: value for slot, value in values.items() if draft.values.get(slot, value) != value}
    return Fill(other) if other else None


def _is_a_contact(draft: Draft, text: str) -> bool:
    """A mailbox or number where something else is corrected is where the person can be reached."""
    phone = find_phone(text)
    named = bool(find_email(text)) or (phone is not None and phone.kind != "invalid")
    return named and not draft.corrects_contact
