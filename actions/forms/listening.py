"""From a message to moves: the order in which a message is tried against what it could mean."""

import re
from typing import Iterator

from actions.forms.draft import Draft
from actions.forms.flows import CODE, CONFIRM, CONSENT, FREE_TEXT, REQUEST_TYPE, REQUEST_TYPES
from actions.forms.heard import Heard
from actions.forms.moves import (
    Agree,
    Answer,
    AskCancel,
    Cancel,
    Change,
    Confirm,
    Doubt,
    Explain,
    Fill,
    HandOff,
    Move,
    Refuse,
    Remark,
    Resend,
    Resume,
    Switch,
    TryCode,
    Unusable,
)
from actions.forms.slots import UnusableValue, read_slot, volunteered
from actions.values.code import find_code
from actions.values.correction import find_correction
from actions.values.idcard import has_id_number
from actions.values.phone import find_phone
from actions.values.yesno import read_cancelling, read_confirmation, read_yes_no

_QUESTION = 0.45  # a question in between is answered from this confidence on
_QUESTION_OR_VALUE = 0.7  # the same where any text would do as a value
_SURE = 0.6
_CERTAIN = 0.8
_FIELDS = ("wrong_field", "correct_value")  # here 「手机号不对」 names what is to be corrected

# What replaces the type: 「不是删除，是注销」.
_REPLACES = re.compile(r"不是|不要|改成|换成|还是|说错|弄错|搞错|其实|想了想|不删|不改|不查|\binstead\b|\bnot\b", re.I)
_EVERYTHING = re.compile(r"全部|所有|全都|都要|一切|通通|统统|有啥.啥|\b(?:all|everything)\b", re.I)
# A description of what happened may well speak of claims or premiums: only these are no part of it.
_ASIDES = frozenset({
    "chitchat/joke", "chitchat/wait", "chitchat/who_are_you", "chitchat/capabilities", "chitchat/there",
    "out_of_scope/general_knowledge", "out_of_scope/injection",
})  # fmt: skip

_LONGEST_NAMING = 10
_SLOT_NAMES = {
    "name": "姓名|名字",
    "phone": "手机|电话|号码",
    "email": "邮箱|邮件",
    "request_scope": "范围",
    "deletion_reason": "情形|原因",
    "correct_value": "正确的",
    "wrong_field": "哪一项|项目",
    "delivery_target": "发给|收件",
    "details": "情况|内容|说明",
}


def listen(draft: Draft, heard: Heard) -> list[Move]:
    """The moves that a message makes, in the order in which they are carried out."""
    if heard.payload:
        return [_pressed(draft, heard.payload, heard)]
    decided = _decision(draft, heard)
    if decided:
        return [decided, *_aside(heard)] if isinstance(decided, (Agree, Fill)) else [decided]
    given = _values(draft, heard)
    asked = heard.questions(_QUESTION_OR_VALUE if draft.asked in FREE_TEXT else _QUESTION)
    if draft.asked == "request_scope" and _EVERYTHING.search(heard.text) and isinstance(given, Fill):
        return [given]
    if asked and not (draft.asked in FREE_TEXT and isinstance(given, Fill) and not heard.best.question):
        kept = [given] if isinstance(given, (Fill, TryCode)) and draft.asked not in FREE_TEXT else []
        return [*kept, Answer(asked)]
    return [given or _otherwise(draft, heard)]


def _aside(heard: Heard) -> Iterator[Move]:
    questions = heard.questions(_SURE)
    if questions and len(heard.parts) > 1:
        yield Answer(questions)


def _pressed(draft: Draft, payload: str, heard: Heard) -> Move:
    """A quick reply says exactly what is meant."""
    verb, _, value = payload.partition(":")
    if verb == "choose":
        slot, _, choice = value.partition("=")
        return _chosen(slot, choice)
    if verb == "request" and value in REQUEST_TYPES:
        return Switch(value)
    if verb == "ask":
        return Answer((value,))
    moves: dict[str, Move] = {
        "cancel": Cancel() if draft.cancelling else AskCancel(),
        "confirm": Confirm(),
        "change": Doubt(),
        "resume": Resume(),
        "handoff": HandOff(),
        "resend_code": Resend(),
    }
    return moves.get(value) or _otherwise(draft, heard)


def _chosen(slot: str, choice: str) -> Move:
    if slot == CONSENT:
        return Agree() if choice == "yes" else Refuse()
    if slot == REQUEST_TYPE:
        return Switch(choice)
    if slot == "change":
        return Change(choice)
    return Fill({slot: choice})


def _decision(draft: Draft, heard: Heard) -> Move | None:
    """Moves that steer the whole request, and answers of yes or no."""
    if heard.sounds_like("handoff") and find_phone(heard.text) is None:
        return HandOff()
    ended = _after_cancelling(heard) if draft.cancelling else None
    if ended:
        return ended
    code = find_code(heard.text) if draft.asked == CODE else None
    if code:
        return TryCode(code)
    instead = _switch(draft, heard) if _REPLACES.search(heard.text) else None
    if instead:
        return instead
    correction = find_correction(heard.text)
    if correction and draft.asked != CONSENT and (correction.explicit or draft.asked not in _FIELDS):
        return _corrected(draft, correction.slot, correction.value)
    if draft.asked == CONFIRM:
        return _on_summary(draft, heard)
    if draft.asked == CONSENT:
        return _on_notice(heard)
    if heard.sounds_like("cancel", _SURE) or read_confirmation(heard.text) == "cancel":
        return AskCancel()
    if heard.sounds_like("why_ask"):
        return Explain()
    if draft.asked == CODE and heard.sounds_like("resend_code", 0.3):
        return Resend()
    # A document number given unasked is about this request, not a wish to correct the number.
    return None if has_id_number(heard.text) else _switch(draft, heard)


def _after_cancelling(heard: Heard) -> Move | None:
    stops = read_cancelling(heard.text)
    if stops is None:
        return None
    return Cancel() if stops else Resume()


def _corrected(draft: Draft, slot: str, value: str | None) -> Move | None:
    if slot not in draft.values:
        return None
    if value is None:
        return Change(slot)
    try:
        read = read_slot(slot, value, draft)
    except UnusableValue:
        return Change(slot)
    return Fill(read) if read else Change(slot)


def _on_summary(draft: Draft, heard: Heard) -> Move | None:
    wrong = _named_slot(heard.text, draft)
    if wrong:
        return Change(wrong)
    said = read_confirmation(heard.text)
    if heard.questions(_QUESTION) and said not in ("cancel", "change"):
        return None
    moves: dict[str | None, Move] = {"yes": Confirm(), "no": Doubt(), "cancel": AskCancel(), "change": Doubt()}
    return moves.get(said)


def _named_slot(text: str, draft: Draft) -> str | None:
    """The value that is said to be wrong at the summary by its name alone: 「手机号」, 「范围要改」."""
    if len(text) > _LONGEST_NAMING:
        return None
    named = (slot for slot, pattern in _SLOT_NAMES.items() if re.search(pattern, text))
    return next((slot for slot in named if slot in draft.values), None)


def _on_notice(heard: Heard) -> Move | None:
    said = read_yes_no(heard.text)
    if said is None:
        return Explain() if heard.sounds_like("why_ask") else None
    return Agree() if said else Refuse()


def _switch(draft: Draft, heard: Heard) -> Move | None:
    kind = heard.best.label.removeprefix("request_")
    if kind not in REQUEST_TYPES or kind == draft.type:
        return None
    if draft.type is None:
        return Switch(kind)
    at_least = _CERTAIN if draft.asked in FREE_TEXT or draft.asked == "deletion_reason" else _SURE
    replaces = bool(_REPLACES.search(heard.text))
    if heard.best.confidence < at_least or (at_least == _CERTAIN and not replaces):
        return None
    return Switch(kind)


def _values(draft: Draft, heard: Heard) -> Move | None:
    """What the message gives of the asked slot, and of others that it names unasked."""
    if draft.asked is None or draft.asked in (CODE, CONFIRM, CONSENT, REQUEST_TYPE) or _is_aside(draft, heard):
        return None
    try:
        found = read_slot(draft.asked, heard.text, draft)
    except UnusableValue as problem:
        return Unusable(problem.reason)
    extra = volunteered(heard.text, draft) if draft.asked not in FREE_TEXT else {}
    values = {**extra, **(found or {})}
    return Fill(values) if values else None


def _is_aside(draft: Draft, heard: Heard) -> bool:
    """Small talk where any text would do as a value."""
    return draft.asked in FREE_TEXT and heard.best.label in _ASIDES and heard.best.confidence >= _SURE


def _otherwise(draft: Draft, heard: Heard) -> Move:
    label = heard.best.label
    if heard.sounds_like("why_ask", 0.3):
        return Explain()
    if label == "forgot" and heard.best.confidence >= 0.4:
        return Unusable("forgot")
    if label.startswith(("chitchat/", "out_of_scope/")) and heard.best.confidence >= 0.4:
        return Remark(f"utter_{label}")
    if draft.asked == REQUEST_TYPE and read_confirmation(heard.text) == "cancel":
        return AskCancel()
    return Unusable("unclear")
