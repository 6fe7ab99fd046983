"""From a message to moves: the order in which a message is tried against what it could mean."""

import re
from typing import Final, Iterator

from actions.forms.correcting import added, corrected, named_slot
from actions.forms.draft import Draft
from actions.forms.flows import CODE, CONFIRM, CONSENT, FREE_TEXT, RELATIONSHIP, REQUEST_TYPE, REQUEST_TYPES
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
    ForOneself,
    HandOff,
    Move,
    Offer,
    Refuse,
    Remark,
    Resend,
    Resume,
    Stay,
    Switch,
    TryCode,
    Unusable,
)
from actions.forms.pressing import pressed
from actions.forms.slots import UnusableValue, read_slot, volunteered
from actions.values.code import find_code
from actions.values.hold import is_hold
from actions.values.idcard import has_id_number
from actions.values.phone import find_phone
from actions.values.reason import read_deletion_reason
from actions.values.relationship import is_for_oneself
from actions.values.scope import EVERYTHING, is_everything, is_marketing
from actions.values.wanted import read_wish, turned_to
from actions.values.yesno import read_cancelling, read_confirmation, read_yes_no

_QUESTION: Final = 0.45  # a question in between is answered from this confidence on
_QUESTION_OR_VALUE: Final = 0.7  # the same where any text would do as a value
_SURE: Final = 0.6
_CERTAIN: Final = 0.8
_SHORT: Final = 6
_WAITS: Final = Remark("utter_chitchat/wait")

# What replaces the type: 「不是删除，是注销」.
_REPLACES = re.compile(r"不是|不要|改成|换成|还是|说错|弄错|搞错|其实|想了想|不删|不改|不查|\binstead\b|\bnot\b", re.I)
# A description of what happened may well speak of claims or premiums: only these are no part of it.
_ASIDES = frozenset({
    "chitchat/joke", "chitchat/wait", "chitchat/who_are_you", "chitchat/capabilities", "chitchat/there",
    "out_of_scope/general_knowledge", "out_of_scope/injection",
})  # fmt: skip

# A value given so often again, and the same is still asked for: it does not help.
_IN_VAIN = 2


def listen(draft: Draft, heard: Heard) -> list[Move]:
    """The moves that a message makes, in the order in which they are carried out."""
    if heard.payload:
        return [pressed(draft, heard.payload)]
    moves = _moves(draft, heard)
    if draft.repeats and all(isinstance(move, (Answer, Remark, Explain, Doubt)) for move in moves):
        return [_insisted(draft, heard)]
    if draft.repeats >= _IN_VAIN and draft.asked != CODE and all(isinstance(move, Fill) for move in moves):
        return [Unusable("unclear")]
    return moves


def _moves(draft: Draft, heard: Heard) -> list[Move]:
    decided = _decision(draft, heard)
    if decided:
        return [decided, *_besides(draft, decided, heard)]
    given = _values(draft, heard)
    asked = heard.questions(_QUESTION_OR_VALUE if draft.asked in FREE_TEXT else _QUESTION)
    if draft.asked == "request_scope" and is_everything(heard.text) and isinstance(given, Fill):
        return [given]
    if asked and not (draft.asked in FREE_TEXT and isinstance(given, Fill) and not heard.best.question):
        kept = [given] if isinstance(given, (Fill, TryCode)) and draft.asked not in FREE_TEXT else []
        return [*kept, Answer(asked)]
    return [given or _otherwise(draft, heard)]


def _besides(draft: Draft, decided: Move, heard: Heard) -> Iterator[Move]:
    """What else is in a message that answers yes, or puts a value right."""
    if isinstance(decided, Agree):
        values = volunteered(heard.text, draft)
        if values:
            yield Fill(values)
    questions = heard.questions(_SURE)
    if isinstance(decided, (Agree, Fill)) and questions and len(heard.parts) > 1:
        yield Answer(questions)


def _insisted(draft: Draft, heard: Heard) -> Move:
    """The same once more to the same question: not what it was taken for."""
    if draft.asked not in FREE_TEXT:
        return Unusable("unclear")
    try:
        values = read_slot(draft.asked, heard.text, draft)
    except UnusableValue as problem:
        return Unusable(problem.reason)
    return Fill(values) if values else Unusable("unclear")


def _decision(draft: Draft, heard: Heard) -> Move | None:
    """Moves that steer the whole request, and answers of yes or no."""
    code = find_code(heard.text) if draft.asked == CODE else None
    if code and not any(mark.isalpha() for mark in heard.text):
        return TryCode(code)
    if heard.sounds_like("handoff") and find_phone(heard.text) is None:
        return HandOff()
    turned = _turned(draft, heard)
    if turned:
        return turned
    ended = _after_cancelling(heard) if draft.cancelling else None
    if ended:
        return ended
    offered = _on_offer(draft, heard) if draft.offer else None
    if offered:
        return offered
    if code:
        return TryCode(code)
    return corrected(draft, heard.text) or _replaced(draft, heard) or _on_question(draft, heard)


def _on_question(draft: Draft, heard: Heard) -> Move | None:
    if draft.asked == CONFIRM:
        return _on_summary(draft, heard)
    if draft.asked == CONSENT:
        return _on_notice(heard)
    if _calls_off(draft, heard):
        return AskCancel()
    if is_hold(heard.text):
        return _WAITS
    if draft.asked == RELATIONSHIP and is_for_oneself(heard.text):
        return ForOneself()
    if heard.sounds_like("why_ask"):
        return Explain()
    if draft.asked == CODE and heard.sounds_like("resend_code", 0.3):
        return Resend()
    # A document number given unasked is about this request, not a wish to correct the number.
    return None if has_id_number(heard.text) else _switch(draft, heard)


def _calls_off(draft: Draft, heard: Heard) -> bool:
    """不用了 is a reason for a deletion, and calls off nothing where a reason is asked for."""
    if read_confirmation(heard.text) == "cancel":
        return True
    gives_reason = draft.asked == "deletion_reason" and read_deletion_reason(heard.text) is not None
    return heard.sounds_like("cancel", _SURE) and not gives_reason


def _turned(draft: Draft, heard: Heard) -> Move | None:
    """Another type, named in words."""
    if draft.type is None:
        return None
    kind = turned_to(heard.text, draft.type)
    told = draft.asked == "details" and draft.type not in read_wish(heard.text).denied
    return Switch(kind) if kind and not told else None


def _replaced(draft: Draft, heard: Heard) -> Move | None:
    return _switch(draft, heard) if _REPLACES.search(heard.text) else None


def _after_cancelling(heard: Heard) -> Move | None:
    stops = read_cancelling(heard.text)
    if stops is None:
        return None
    return Cancel() if stops else Resume()


def _on_offer(draft: Draft, heard: Heard) -> Move | None:
    """Yes or no to what was offered instead; anything else is an answer to the question before."""
    said = read_yes_no(heard.text)
    if said is None or draft.offer is None:
        return None
    return Switch(draft.offer) if said else Stay()


def _on_summary(draft: Draft, heard: Heard) -> Move | None:
    wrong = named_slot(heard.text, draft)
    if wrong:
        return Change(wrong)
    more = added(draft, heard.text)
    if more:
        return more
    said = read_confirmation(heard.text)
    if heard.questions(_QUESTION) and said not in ("cancel", "change"):
        return None
    if said is None and is_hold(heard.text):
        return _WAITS
    moves: dict[str | None, Move] = {"yes": Confirm(), "no": Doubt(), "cancel": AskCancel(), "change": Doubt()}
    return moves.get(said)


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
    if draft.asked in FREE_TEXT and len(heard.text) <= _SHORT and read_yes_no(heard.text) is not None:
        return Unusable("unclear")  # 对 is no scope and no address
    try:
        found = read_slot(draft.asked, heard.text, draft)
    except UnusableValue as problem:
        return Unusable(problem.reason)
    extra = volunteered(heard.text, draft) if draft.asked not in FREE_TEXT else {}
    values = {**extra, **(found or {})}
    if _is_about_marketing(draft, values):
        return Offer("consent_withdrawal", values)
    return Fill(values) if values else None


def _is_about_marketing(draft: Draft, values: dict[str, str]) -> bool:
    """Advertising is ended by taking the consent back (clause 5.4); nothing has to be deleted for it."""
    scope = values.get("request_scope", EVERYTHING)
    return draft.type == "deletion" and draft.offer is None and scope != EVERYTHING and is_marketing(scope)


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
    if is_hold(heard.text):
        return _WAITS
    if draft.asked == REQUEST_TYPE and read_confirmation(heard.text) == "cancel":
        return AskCancel()
    return Unusable("unclear")
