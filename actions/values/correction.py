"""A value given earlier in the conversation that is taken back: 「刚才名字写错了，应该是李雷」."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from actions.values.email import find_email
from actions.values.field import find_new_value, plain_value
from actions.values.lexicon import any_of, table, words
from actions.values.name import find_name
from actions.values.name_contrast import rather_called
from actions.values.phone import find_phone
from actions.values.reason import read_deletion_reason
from actions.values.text import fold, tidy

_BEHIND: Final = re.compile(
    r"^(?:[了的啦]|\s)*[,，。:：;；\s]+(?:(?:应该|应当|其实|正确的?|现在)?(?:是|叫|系|为)?\s*)?"
)
_THEN_IS: Final = re.compile(r"[,，]\s*(?:应该|其实)?(?=(?:是|叫)[^,，。]{2})")  # 刚才名字打快了，是…
_IS: Final = re.compile(r"^(?:了|的)?(?:是|叫|系|为|成)\s*")
_QUESTION: Final = re.compile(r"[吗么][?？!！。]*$|怎么|如何|能不能|可不可以|会不会|多久|[?？]$")
_NOT_BUT_NAME: Final = re.compile(
    r"(?:不是|不叫|唔系)[^,，。]{1,8}[,，\s]+(?:我?(?:是|叫|系))|^(?:不对|错了"
    r"|更正)[^,，。]{0,4}[,，。!！\s]+(?:我(?:是|叫))"
)
_I_AM: Final = re.compile(r"^(?:我(?:叫|是|姓名是|名字是)?|叫)")
_ABOUT_WHAT_FOLLOWS: Final = re.compile(r"改|要改|想改|换|修改|更正|重")
_SAID_AGAIN: Final = re.compile(r"^(?:不对|错了|唔啱|等等|等下|哦不|啊不|不不)")


@dataclass(frozen=True)
class Correction:
    """The slot that is taken back, and its new value if one was said.

    `explicit`: the user speaks of an own slip or of what was said just now; otherwise the sentence could also mean
    what the company has on file (手机号不对), which only the question that was asked can tell.
    """

    slot: str
    value: str | None
    explicit: bool


def find_correction(text: str) -> Correction | None:
    """None for ordinary answers and for mistakes in what the company has on file."""
    shown, view = tidy(text)[:500], fold(text)[:500]
    slip = _any("own_slip").search(view)
    just_now = _any("just_now").search(view)
    back = slip or _any("take_back").search(view) or (_THEN_IS.search(view) if just_now else None)
    if _any("not_slip").search(view) or (_QUESTION.search(view) and not slip):
        return None
    explicit = bool(slip or just_now)
    rather = rather_called(shown)
    if rather:
        return Correction("name", rather, explicit)
    if back is None:
        return _renamed(shown, view, explicit)
    slot = _named(view, back) or _by_shape(shown, view, back.end())
    return Correction(slot, _value(slot, shown, back.end()), explicit) if slot else None


def _renamed(shown: str, view: str, explicit: bool) -> Correction | None:
    """不是李蕾，是李雷."""
    said = _NOT_BUT_NAME.search(view)
    name = find_name(shown[said.end() :], asked=True) if said else None
    return Correction("name", name, explicit) if name else None


def _named(view: str, back: re.Match[str]) -> str | None:
    """The slot named nearest before the words that take it back, else behind them (改一下手机号)."""
    place = back.start()
    found = [(match.start(), slot) for slot, pattern in _slots() for match in pattern.finditer(view)]
    before = [item for item in found if item[0] < place and place - item[0] <= 14]
    if before:
        return max(before, key=lambda item: item[0])[1]
    behind = [item for item in found if 0 <= item[0] - place <= 8 and _ABOUT_WHAT_FOLLOWS.match(back.group())]
    return min(behind, key=lambda item: item[0])[1] if behind else None


def _by_shape(shown: str, view: str, end: int) -> str | None:
    """写错了，是139…: the value itself tells what it is."""
    said = shown[end:]
    phone = find_phone(said)
    if phone and phone.kind != "invalid":
        return "phone"
    if find_email(said):
        return "email"
    new = find_new_value(shown) or _tail(shown, end)
    slip = bool(_any("own_slip").search(view))
    if new and find_name(new, asked=True) == _I_AM.sub("", new):
        return "name" if slip or _NOT_BUT_NAME.search(view) or _SAID_AGAIN.match(view) else None
    return "deletion_reason" if slip and new and read_deletion_reason(new) else None


def _value(slot: str, shown: str, end: int) -> str | None:
    if slot == "phone":
        phone = find_phone(shown)
        return phone.number if phone and phone.kind != "invalid" else (phone.text if phone else None)
    if slot == "email":
        return find_email(shown)
    new = find_new_value(shown) or _tail(shown, end)
    return find_name(new, asked=True) if new and slot == "name" else new


def _tail(shown: str, end: int) -> str | None:
    """What follows the words that take something back: 写错了，李雷."""
    rest = shown[end:]
    opening = _BEHIND.match(rest) or _IS.match(rest)
    return plain_value(rest[opening.end() :]) or None if opening else None


@cache
def _slots() -> tuple[tuple[str, re.Pattern[str]], ...]:
    listed = table("corrections")["values"]
    return tuple((slot, re.compile(any_of(fold(said).split()))) for slot, said in listed.items())


@cache
def _any(key: str) -> re.Pattern[str]:
    return re.compile(any_of(words("corrections", key)))
