"""Talk that is no answer: a why, a person asked for, small talk, taking time, and what could not be made out."""

import re
from typing import Final

from actions.forms.draft import Draft
from actions.forms.flows import FREE_TEXT, REQUEST_TYPE
from actions.forms.heard import Heard
from actions.forms.moves import AskCancel, Explain, Guess, Move, Remark, Unusable
from actions.forms.turning import answers_slot
from actions.values.confirmation import read_confirmation
from actions.values.hold import is_hold
from actions.values.name import find_name
from actions.values.name_guess import begins_with_double_surname, possible_name
from actions.values.name_shape import is_surname
from actions.values.person import asks_for_person, introduces_oneself
from actions.values.phone import find_phone
from actions.values.reason import keeps_reason
from actions.values.text import fold
from actions.values.why import asks_why

WAITS: Final = Remark("utter_chitchat/wait")
_ABUSE: Final = Remark("utter_chitchat/abuse")
_SURE: Final = 0.6
_SMALL_TALK: Final = 0.4
_CERTAIN_PERSON: Final = 0.9
_SHORT: Final = 8
_CALLS: Final = re.compile(
    r"人工|真人|活人|客服|转|找|叫|喊|换|接|请|派|来个|来一个|给我|联系|经理|主管|负责人|human|person|agent|talk|speak|someone|operator|staff|real"
)
_SPEAKS_OF_ONE: Final = re.compile(r"领导|经理|主管|负责人|老板|转接|接线|管事")
_INSULTS: Final = re.compile(
    r"是(?:个|一群|一帮|不是)*(?:死人|死的|畜生|牲口|猪|狗|瞎子|聋子|哑巴|吃屎|吃干饭|饭桶|废物|傻|蠢|脑残|摆设)|死绝|死光|死了(?:吗|么)"
    r"|养(?:着|了|出)?(?:这|那|一[群帮])|怎么不去死|缺德|良心"
)
# A description of what happened may well speak of claims or premiums: only these are no part of it.
_ASIDES: Final = frozenset({
    "chitchat/joke", "chitchat/wait", "chitchat/who_are_you", "chitchat/capabilities", "chitchat/there",
    "out_of_scope/general_knowledge", "out_of_scope/injection",
})  # fmt: skip


def wants_person(draft: Draft, heard: Heard) -> bool:
    """Whether a person is asked for; abuse of persons (你们领导是死人吗) and the value that is asked for (我叫慕容雪)
    only sound like it."""
    if not heard.sounds_like("handoff") or find_phone(heard.text) is not None:
        return False
    if asks_for_person(heard.text):
        return True
    if _is_value(draft, heard.text):
        return False
    if draft.asked in FREE_TEXT and not _SPEAKS_OF_ONE.search(fold(heard.text)):
        return False  # 机器和人员 is what is to be looked up
    if _INSULTS.search(fold(heard.text)) and not _CALLS.search(fold(heard.text)):
        return False
    return heard.best.confidence >= _CERTAIN_PERSON or bool(_CALLS.search(fold(heard.text)))


def is_why(draft: Draft, heard: Heard) -> bool:
    """Whether the reason for the asked slot is wanted, by the label or by the words."""
    if draft.asked == "deletion_reason" and keeps_reason(heard.text):
        return True
    return _sounds_like_why(draft, heard, 0.5) or asks_why(heard.text, draft.asked or "")


def is_aside(draft: Draft, heard: Heard) -> bool:
    """Small talk where any text would do as a value; a story or a few plain words (信号工) are one all the same."""
    if draft.asked not in FREE_TEXT or heard.best.label not in _ASIDES or heard.best.confidence < _SURE:
        return False
    # What happened may be told in any words, also those of the message that is complained about.
    told = draft.asked == "details" or len(heard.text.strip()) <= _SHORT
    return heard.best.question or not (heard.best.label.startswith("out_of_scope/") and told)


def otherwise(draft: Draft, heard: Heard) -> Move:
    """What a message is that gives no value and steers nothing."""
    label = heard.best.label
    small_talk = label.startswith(("chitchat/", "out_of_scope/"))
    if _sounds_like_why(draft, heard, 0.3):
        return Explain()
    if label == "forgot" and heard.best.confidence >= _SMALL_TALK:
        return Unusable("forgot")
    guess = possible_name(heard.text) if draft.asked == "name" else None
    if small_talk and heard.best.confidence >= _SURE and not (guess and _is_rather_a_name(guess, label)):
        return Remark(f"utter_{label}")
    if guess and not is_hold(heard.text):
        return Guess(guess)
    if small_talk and heard.best.confidence >= _SMALL_TALK:
        return Remark(f"utter_{label}")
    if label == "handoff":
        return _ABUSE
    if is_hold(heard.text):
        return WAITS
    if draft.asked == REQUEST_TYPE and read_confirmation(heard.text) == "cancel":
        return AskCancel()
    return Unusable("unclear")


def _is_value(draft: Draft, text: str) -> bool:
    """Whether the text gives what is asked for, whatever it sounds like."""
    if draft.asked == "name":
        return introduces_oneself(text) or find_name(text, asked=True) is not None
    return answers_slot(draft, text)


def _sounds_like_why(draft: Draft, heard: Heard, at_least: float) -> bool:
    """何必 alone, where a name is asked for, begins with a surname: it is asked back, not explained."""
    guess = possible_name(heard.text) if draft.asked == "name" else None
    return heard.sounds_like("why_ask", at_least) and not (guess and is_surname(guess[0]))


def _is_rather_a_name(guess: str, label: str) -> bool:
    """What is off the subject may well be a name (苗苗), and a double surname surely begins one."""
    return begins_with_double_surname(guess) or (label.startswith("out_of_scope/") and is_surname(guess[0]))


def clearly(label: str, heard: Heard, at_least: float = 0.9) -> bool:
    """Whether a short message is surely of this label and nothing in it speaks against that."""
    view = fold(heard.text)
    if heard.best.question or len(view) > 24 or not heard.sounds_like(label, at_least):
        return False
    return label != "affirm" or not re.search(r"不|别|没|错|改|等|但|除|慢|先|\bno|\bn't|wait|but|chang", view)
