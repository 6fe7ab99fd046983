"""Moves that steer the whole request, and answers of yes or no."""

import re
from typing import Final

from actions.forms.asides import WAITS, clearly, is_why, wants_person
from actions.forms.correcting import added, corrected, named_slot
from actions.forms.draft import Draft
from actions.forms.flows import CODE, CONFIRM, CONSENT, FREE_TEXT, RELATIONSHIP
from actions.forms.for_whom import acts_for_another
from actions.forms.heard import Heard
from actions.forms.moves import (
    Agree,
    AskCancel,
    Cancel,
    Change,
    Confirm,
    Doubt,
    Explain,
    Fill,
    ForAnother,
    ForOneself,
    HandOff,
    Move,
    Refuse,
    Resend,
    Resume,
    Stay,
    Switch,
    TryCode,
    Unusable,
)
from actions.forms.restating import is_known, restates
from actions.forms.slots import volunteered
from actions.forms.turning import answers_slot, replaced, switched, turned
from actions.values.aside_a_yes import postpones
from actions.values.clauses import asks, clauses_of
from actions.values.code import find_code
from actions.values.confirmation import leans_to_yes, read_cancelling, read_confirmation
from actions.values.hold import is_hold
from actions.values.idcard import has_id_number
from actions.values.name_guess import is_bare_name
from actions.values.reason import read_deletion_reason
from actions.values.relationship import is_for_oneself
from actions.values.wanted import gives_up, names_only
from actions.values.yesno import all_agree, read_yes_no

_QUESTION: Final = 0.45
_SURE: Final = 0.6
# 对，改手机就行: yes to the correction, which is named once more.
_YES_CORRECT: Final = re.compile(r"^(?:对的?|嗯+|是的?|好的?|行|没错|可以)[,，。!！\s]*(?:就|只)?改(?!一下|下|改|一改)")
_STILL_WRONG: Final = re.compile(r"错|不对|应该|不是|一下|但|不过|改不改|[吗么?？]|[0-9]")


def decision(draft: Draft, heard: Heard) -> Move | None:
    """The one move that decides what becomes of the request; None for everything else."""
    code = find_code(heard.text) if draft.asked == CODE else None
    if code and not any(mark.isalpha() for mark in heard.text):
        return TryCode(code)
    if wants_person(draft, heard):
        return HandOff()
    move = turned(draft, heard) or _on_what_was_asked_back(draft, heard)
    if move:
        return move
    if code:
        return TryCode(code)
    if draft.asked == CONFIRM and restates(draft, heard.text):
        return Stay() if draft.doubted else Confirm()
    return corrected(draft, heard.text) or replaced(draft, heard) or _on_question(draft, heard)


def _on_what_was_asked_back(draft: Draft, heard: Heard) -> Move | None:
    """Answers to a question that stands before the one for the slot."""
    if draft.cancelling:
        return _after_cancelling(heard)
    if draft.offer:
        return _on_offer(draft, heard)
    if draft.asks_for_whom:
        return _on_for_whom(heard)
    return _on_guess(draft, heard) if draft.guess else None


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


def _on_for_whom(heard: Heard) -> Move | None:
    """Yes or no to 「是给您本人办吗？」."""
    if is_for_oneself(heard.text):
        return ForOneself()
    if acts_for_another(heard.text):
        return ForAnother()
    said = read_yes_no(heard.text)
    return None if said is None else ForOneself() if said else ForAnother()


def _on_guess(draft: Draft, heard: Heard) -> Move | None:
    """Yes or no to 「姓名是『万一』，对吗？」; the name once more is a yes."""
    said = read_yes_no(heard.text)
    if said or (said is None and draft.guess and draft.guess in heard.text):
        return Fill({"name": draft.guess or ""})
    return Unusable("unclear") if said is False else None


def _on_question(draft: Draft, heard: Heard) -> Move | None:
    if draft.asked == CONFIRM:
        return _on_summary(draft, heard)
    if draft.asked == CONSENT:
        return _on_notice(draft, heard)
    if _calls_off(draft, heard):
        return AskCancel()
    if is_hold(heard.text):
        return WAITS
    if draft.asked == RELATIONSHIP and is_for_oneself(heard.text):
        return ForOneself()
    if is_why(draft, heard) and not answers_slot(draft, heard.text):
        return Explain()
    if draft.asked == CODE and heard.sounds_like("resend_code", 0.3):
        return Resend()
    # A document number given unasked is about this request, not a wish to correct the number.
    return None if has_id_number(heard.text) else switched(draft, heard)


def _calls_off(draft: Draft, heard: Heard) -> bool:
    """不用了 is a reason for a deletion, and calls off nothing where a reason is asked for."""
    if read_confirmation(heard.text) == "cancel":
        return True
    if draft.asked not in FREE_TEXT and gives_up(heard.text, draft.type or ""):
        return True
    if draft.asked == "name" and is_bare_name(heard.text):
        return False  # 卜算 sounds like calling it off, and is a name
    gives_reason = draft.asked == "deletion_reason" and read_deletion_reason(heard.text) is not None
    return heard.sounds_like("cancel", _SURE) and not gives_reason


def _on_summary(draft: Draft, heard: Heard) -> Move | None:
    """A yes to 「哪一项要改？」 files nothing: the summary is shown once more."""
    move = _read_at_summary(draft, heard)
    return Stay() if draft.doubted and isinstance(move, Confirm) else move


def _read_at_summary(draft: Draft, heard: Heard) -> Move | None:
    if _agrees_to_correct(draft, heard.text):
        return Confirm()
    said = read_confirmation(heard.text, lambda clause: is_known(draft, clause))
    wrong = named_slot(heard.text, draft) if said != "yes" else None
    if wrong:
        return Change(wrong)
    more = added(draft, heard.text)
    if more:
        return more
    if heard.questions(_QUESTION) and said not in ("cancel", "change") and not all_agree(heard.text):
        return None
    moves: dict[str | None, Move] = {"yes": Confirm(), "no": Doubt(), "cancel": AskCancel(), "change": Doubt()}
    return moves.get(said) or _said_otherwise(draft, heard, later=said == "later")


def _agrees_to_correct(draft: Draft, text: str) -> bool:
    said_again = draft.type == "correction" and _YES_CORRECT.match(text) and not _STILL_WRONG.search(text)
    return bool(said_again) and not any(map(postpones, clauses_of(text)))


def _said_otherwise(draft: Draft, heard: Heard, later: bool) -> Move | None:
    """Neither yes nor no in so many words: the request by its name (关了吧), a value, or what it sounds like."""
    values = volunteered(heard.text, draft, again=True)
    if values:
        return Fill(values)
    if gives_up(heard.text, draft.type or ""):
        return AskCancel()
    if later or is_hold(heard.text):
        return WAITS
    if _sounds_like_yes(draft, heard):
        return Confirm()
    if heard.sounds_like("cancel", _SURE):
        return AskCancel()
    if is_why(draft, heard):
        return Explain()
    return Doubt() if clearly("deny", heard) else None


def _sounds_like_yes(draft: Draft, heard: Heard) -> bool:
    """Of several clauses each must have been understood: what stands beside a yes may take it back."""
    if leans_to_yes(heard.text) or names_only(heard.text, draft.type or ""):
        return True
    clauses = clauses_of(heard.text)
    return len(clauses) == 1 and not postpones(clauses[0]) and not asks(clauses[0]) and clearly("affirm", heard)


def _on_notice(draft: Draft, heard: Heard) -> Move | None:
    said = read_yes_no(heard.text)
    if said is None and not heard.questions(_QUESTION):
        said = True if clearly("affirm", heard) else False if clearly("deny", heard) else None
    if said is None:
        return Explain() if is_why(draft, heard) else None
    return Agree() if said else Refuse()
