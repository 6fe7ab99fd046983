"""What a message means to an errand that is under way."""

import re
from typing import Final, Sequence

from actions.backend import Ticket
from actions.errands.errand import CONTACT, KINDS, Errand
from actions.errands.steps import Add, Begin, Leave, Pick, Prove, Step
from actions.errands.withdrawing import read_withdrawal
from actions.forms.asides import WAITS
from actions.forms.heard import Heard
from actions.forms.moves import Answer, Cancel, Confirm, HandOff, Refuse, Remark, Resend, TryCode, Unusable
from actions.values.code import find_code
from actions.values.confirmation import read_confirmation
from actions.values.email import find_email
from actions.values.free import clean_free_text, says_something
from actions.values.hold import is_hold
from actions.values.number import find_number
from actions.values.phone import find_phone
from actions.values.text import digits, fold

_QUESTION: Final = 0.6
_SURE: Final = 0.6
_SURE_QUESTION: Final = 0.85  # where any text would do as an addition
_ORDINAL: Final = re.compile(r"(?:第|^)([1-9])(?:个|件|条|份|张|$)")
_LAST: Final = re.compile(r"最近|最新|刚才|刚刚|上面那|最后|第一个|头一个")
_ABOUT_A_REPLY: Final = re.compile(
    r"(?:答复|回复|回覆|处理结果|结果|驳回|拒绝|不予办理)[^,，。]{0,6}(?:不满|不服|不认|不对|有意见|有异议|不接受|敷衍)"
)
_DO: Final = {
    "supplement": "supplement",
    "withdraw": "withdraw",
    "complain": "complain_about_reply",
    "status": "status",
}
_LABELS: Final = {f"request_{kind}": kind for kind in KINDS}


def errand_of(heard: Heard) -> Begin | None:
    """The errand that a message opens, by quick reply or by its label."""
    verb, _, value = (heard.payload or "").partition(":")
    if verb == "do":
        if value == "elsewhere":
            return Begin("status", elsewhere=True)
        return Begin(_DO[value]) if value in _DO else None
    label = heard.best.label if heard.payload is None else ""
    if label == "request_complaint" and _ABOUT_A_REPLY.search(fold(heard.text)):
        return Begin("complain_about_reply")
    kind = _LABELS.get(label)
    return Begin(kind) if kind and heard.best.confidence >= _SURE else None


def read(errand: Errand, heard: Heard) -> Step:
    """The one step of a message."""
    if heard.payload:
        return _pressed(heard)
    number = find_number(heard.text)
    if errand.asked == "details":
        return _addition(heard)
    if heard.sounds_like("handoff"):
        return HandOff()
    code = find_code(heard.text) if errand.asked == "code" else None
    if code:
        return TryCode(code)
    if number:
        return Pick(number)
    return _answer(errand, heard) or _instead(errand, heard) or _otherwise(heard)


def pick_from(tickets: Sequence[Ticket], text: str) -> Ticket | None:
    """「第二个」, 「最近那个」: one of those that were listed."""
    view = digits(fold(text.strip()))
    ordinal = _ORDINAL.search(view)
    if ordinal and int(ordinal[1]) <= len(tickets):
        return tickets[int(ordinal[1]) - 1]
    return tickets[0] if tickets and _LAST.search(fold(text)) else None


def _pressed(heard: Heard) -> Step:
    verb, _, value = (heard.payload or "").partition(":")
    begun = errand_of(heard)
    if begun:
        return begun
    if verb == "request":
        return Leave(value)
    if verb == "ask":
        return Answer((value,))
    if value.startswith("ticket="):
        return Pick(value.removeprefix("ticket="))
    steps: dict[str, Step] = {
        "cancel": Cancel(),
        "confirm": Confirm(),
        "resume": Unusable("again"),
        "handoff": HandOff(),
        "resend_code": Resend(),
    }
    return steps.get(value, Unusable("stale")) if verb == "do" else Unusable("stale")


def _addition(heard: Heard) -> Step:
    if read_confirmation(heard.text) == "cancel":
        return Cancel()
    if heard.sounds_like("handoff", 0.8) and len(heard.text) < 12:
        return HandOff()
    if is_hold(heard.text):
        return WAITS
    questions = heard.questions(_SURE_QUESTION) if heard.best.question else ()
    if questions:
        return Answer(questions)
    text = clean_free_text(heard.text)
    return Add(text) if says_something(text) else Unusable("details")


def _answer(errand: Errand, heard: Heard) -> Step | None:
    if errand.asked == CONTACT:
        return _contact(heard.text)
    if errand.asked == "confirm":
        return _confirmed(heard)
    if errand.asked != "code":
        return None
    other = _contact(heard.text)
    if isinstance(other, Prove):
        return other
    return Resend() if heard.sounds_like("resend_code", 0.3) else None


def _confirmed(heard: Heard) -> Step | None:
    said = read_withdrawal(heard.text)
    if said == "later":
        return WAITS
    return None if said is None else Confirm() if said else Refuse()


def _contact(text: str) -> Step | None:
    email, phone = find_email(text), find_phone(text)
    if email:
        return Prove(email)
    if phone is None:
        return None
    return Prove(phone.number) if phone.kind == "mobile" else Unusable("contact")


def _instead(errand: Errand, heard: Heard) -> Step | None:
    begun = errand_of(heard)
    if begun and begun.kind != errand.kind:
        return begun
    if heard.sounds_like("cancel", _SURE) or read_confirmation(heard.text) == "cancel":
        return Cancel()
    label = heard.best.label
    if label.startswith("request_") and heard.best.confidence >= _SURE and begun is None:
        return Leave(label.removeprefix("request_"))
    questions = heard.questions(_QUESTION)
    return Answer(questions) if questions else None


def _otherwise(heard: Heard) -> Step:
    if is_hold(heard.text):
        return WAITS
    label = heard.best.label
    if label.startswith(("chitchat/", "out_of_scope/")) and heard.best.confidence >= 0.4:
        return Remark(f"utter_{label}")
    return Unusable("unclear")
