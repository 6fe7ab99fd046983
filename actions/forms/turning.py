"""When a message turns to another type of request."""

import re
from typing import Final

from actions.forms.draft import Draft
from actions.forms.flows import CODE, CONFIRM, FREE_TEXT, PERSONAL, REQUEST_TYPE, REQUEST_TYPES
from actions.forms.heard import Heard
from actions.forms.moves import Move, Switch
from actions.forms.slots import UnusableValue, read_slot
from actions.values.code import find_code
from actions.values.confirmation import read_confirmation
from actions.values.wanted import Wish, changes_mind, gives_up, read_wish, turned_to

_QUESTION: Final = 0.45
_SURE: Final = 0.6
_CERTAIN: Final = 0.8
_GIVEN_UP: Final = 0.4  # once the present one is given up, a label need not be as sure

# What replaces the type: 「不是删除，是注销」.
_REPLACES: Final = re.compile(
    r"不是|不要|改成|换成|还是|说错|弄错|搞错|其实|想了想|不删|不改|不查|\binstead\b|\bnot\b|\brather\b|\bactually\b",
    re.I,
)
# A mistake in what the company has on file, not in what was typed just now.
_ON_FILE: Final = re.compile(r"登记|系统|你们|你哋|贵司|平台|保单|档案|资料里|留的|更正|\bon file\b|\brecords?\b", re.I)

_ASKS: Final = re.compile(r"[?？吗么呢]\s*[。.]?$|怎么|如何|什么|多久|能不能|可不可以")


def turned(draft: Draft, heard: Heard) -> Move | None:
    """Another type, named in words; a question about another type (删掉还是留着？) names it only."""
    wish = read_wish(heard.text)
    if draft.type is None:
        return _first_named(draft, wish, heard)
    if draft.cancelling:
        return _after_all(draft.type, wish, heard)
    kind = turned_to(heard.text, draft.type)
    if heard.questions(_QUESTION) and draft.type not in wish.denied and not (kind and _says_so(heard.text)):
        return None
    kind = kind or _instead(draft.type, heard)
    told = draft.asked == "details" and draft.type not in wish.denied
    return Switch(kind) if kind and not told else None


def _first_named(draft: Draft, wish: Wish, heard: Heard) -> Move | None:
    """不是删，是给我拷一份带走: the words decide which one is wanted, unless a label not turned down is surer."""
    label = heard.best.label.removeprefix("request_")
    if draft.asked != REQUEST_TYPE or (label in REQUEST_TYPES and label not in wish.denied):
        return None
    turned_down = bool(wish.denied or wish.rather)
    if heard.questions(_QUESTION) and not turned_down:
        return None
    kind = _only(wish.rather) or _only(wish.named)
    return Switch(kind) if kind else None


def _after_all(present: str, wish: Wish, heard: Heard) -> Move | None:
    """对，投诉, when it is asked whether the present request is to be called off: that other one is wanted."""
    kind = turned_to(heard.text, present)
    if kind:
        return Switch(kind)
    kind = _only(wish.named - {present})
    asks = heard.questions(_QUESTION) or _ASKS.search(heard.text)
    return Switch(kind) if kind and not asks and read_confirmation(heard.text) != "cancel" else None


def _says_so(text: str) -> bool:
    """算了直接投诉吧 changes to another type, whatever question the sentence begins with."""
    return changes_mind(text) and not _ASKS.search(text)


def _only(kinds: frozenset[str]) -> str | None:
    return next(iter(kinds)) if len(kinds) == 1 else None


def replaced(draft: Draft, heard: Heard) -> Move | None:
    """Another type by its label, in words that replace something."""
    return switched(draft, heard) if _REPLACES.search(heard.text) else None


def switched(draft: Draft, heard: Heard) -> Move | None:
    """Another type by its label alone."""
    kind = heard.best.label.removeprefix("request_")
    if kind not in REQUEST_TYPES or kind == draft.type:
        return None
    if draft.type is None:
        return Switch(kind)
    at_least = _CERTAIN if draft.asked in FREE_TEXT or draft.asked == "deletion_reason" else _SURE
    replaces = bool(_REPLACES.search(heard.text))
    if heard.best.confidence < at_least or (at_least == _CERTAIN and not replaces):
        return None
    return None if _is_about_this_one(draft, heard, kind) else Switch(kind)


def _instead(present: str, heard: Heard) -> str | None:
    """要是能换绑我就不销了，帮我把手机号换成…: the present one is given up, and the label tells what is wanted."""
    if not gives_up(heard.text, present):
        return None
    wish = read_wish(heard.text)
    surely = _labelled(heard, _SURE) | wish.named
    kinds = surely - {present} or _labelled(heard, _GIVEN_UP) - wish.denied - {present}
    return _only(frozenset(kinds))


def _labelled(heard: Heard, at_least: float) -> frozenset[str]:
    """The types that a part of the message, or the whole of it, was understood as."""
    parts = (part for part in (heard.best, *heard.parts) if part.confidence >= at_least)
    return frozenset(kind for part in parts if (kind := part.label.removeprefix("request_")) in REQUEST_TYPES)


def _is_about_this_one(draft: Draft, heard: Heard, kind: str) -> bool:
    """An answer to what is asked, or a slip of the pen, is no wish for another request: 少打了一位，139…."""
    if kind in read_wish(heard.text).named or draft.asked not in (*PERSONAL, CODE, CONFIRM):
        return False
    if kind == "correction" and not _ON_FILE.search(heard.text):
        return True
    return answers_slot(draft, heard.text)


def answers_slot(draft: Draft, text: str) -> bool:
    """Whether a text gives what is asked for, where not every text would do."""
    if draft.asked == CODE:
        return find_code(text) is not None
    if draft.asked not in (*PERSONAL, "deletion_reason"):
        return False
    try:
        return read_slot(str(draft.asked), text, draft) is not None
    except UnusableValue:
        return True
