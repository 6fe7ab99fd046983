"""Numbers of ID cards, travel documents and bank cards that people type: hidden before a message is stored or given to
the bot, because clause 4.5 asks people not to send them. Phone numbers and mail addresses stay: requests need them."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from stdnum import luhn
from stdnum.cn import ric

from api.conversations.travel_documents import travel_document_spans

ID_MARK = "［证件号已隐去］"
CARD_MARK = "［银行卡号已隐去］"
"""What stands in the number's place; the actions know the first one (`actions/values/idcard.py`)."""

_SPOKEN = ("零〇○洞", "一幺壹", "二两贰貳", "三叁", "四肆", "五伍", "六陆陸", "七柒拐", "八捌", "九玖勾")
_NUMERALS = {mark: str(value) for value, marks in enumerate(_SPOKEN) for mark in marks}
_GAP = re.compile(r"[\s\-‐-―−.·•_*/,，、\u200b-\u200f\u2060\ufeff\u00ad]{0,3}")
_CHECK_MARKS = frozenset("xX×叉")
_AS_X = str.maketrans("×叉", "XX")
_MAIL = re.compile(r"[A-Za-z0-9_.+%-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_REGION = r"(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]|91)\d{4}"
_MONTH_DAY = r"(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
_ID = re.compile(rf"{_REGION}(?:18|19|20)\d\d{_MONTH_DAY}\d{{3}}[\dX]", re.ASCII)
_OLD_ID = re.compile(rf"{_REGION}\d\d{_MONTH_DAY}\d{{3}}", re.ASCII)
_CARD = re.compile(r"[3-69]\d{15,18}", re.ASCII)


@dataclass(frozen=True)
class Cleaned:
    """A text without such numbers, and whether there were any."""

    text: str
    hidden: bool


@dataclass(frozen=True)
class _Group:
    """Digits written together in one script."""

    digits: str
    start: int
    end: int


def hide_numbers(text: str) -> Cleaned:
    """Each number exchanged for its mark, whatever script or separators it is written with."""
    view = "".join(map(_plain, text))
    found = list(_numbers(view, text))
    papers = [(*span, ID_MARK) for span in travel_document_spans(view) if not _overlaps(span, found)]
    found = sorted([*found, *papers])
    for start, end, mark in reversed(found):
        text = text[:start] + mark + text[end:]
    return Cleaned(text, bool(found))


def _overlaps(span: tuple[int, int], found: list[tuple[int, int, str]]) -> bool:
    return any(start < span[1] and span[0] < end for start, end, _ in found)


def _numbers(view: str, text: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and mark of each number, first to last."""
    groups = list(_groups(_without_mail(view), text))
    first = 0
    while first < len(groups):
        found = _from_group(view, groups, first)
        if found is None:
            yield from _inside(view, groups[first])
            first += 1
            continue
        last, end, mark = found
        yield groups[first].start, end, mark
        first = last + 1


def _plain(mark: str) -> str:
    """Half-width, digits of any script as 0–9; always one character."""
    flat = unicodedata.normalize("NFKC", mark)
    flat = flat if len(flat) == 1 else mark
    number = unicodedata.decimal(flat, None)
    return _NUMERALS.get(flat, flat) if number is None else str(number)


def _without_mail(view: str) -> str:
    return _MAIL.sub(lambda found: "\0" * len(found.group()), view)


def _groups(view: str, text: str) -> Iterator[_Group]:
    """Digit runs, cut where Chinese numerals and figures meet: 「唯一1101…」 is a word and a number."""
    for run in re.finditer(r"[0-9]+", view):
        start = run.start()
        for place in range(start + 1, run.end() + 1):
            if place == run.end() or (text[place] in _NUMERALS) != (text[place - 1] in _NUMERALS):
                yield _Group(view[start:place], start, place)
                start = place


def _from_group(view: str, groups: list[_Group], first: int) -> tuple[int, int, str] | None:
    """Last group, end and mark of the number that begins with a group: an ID-card number if it can be one."""
    card: tuple[int, int, str] | None = None
    number, sizes = "", list[int]()
    for last in range(first, len(groups)):
        if last > first and not _GAP.fullmatch(view, groups[last - 1].end, groups[last].start):
            break
        number += groups[last].digits
        sizes.append(len(groups[last].digits))
        if len(number) > 19:
            break
        end = _end_of_id(view, number, groups[last].end, alone=last == first)
        if end is not None:
            return last, end, ID_MARK
        if _is_card(number, sizes):
            card = last, groups[last].end, CARD_MARK
    return card


def _end_of_id(view: str, number: str, end: int, alone: bool) -> int | None:
    if len(number) == 17:
        gap = _GAP.match(view, end)
        place = gap.end() if gap else end
        marked = place < len(view) and view[place] in _CHECK_MARKS
        return place + 1 if marked and _is_id(number + "X") else None
    if len(number) == 18 and _is_id(number):
        return end
    return end if alone and _OLD_ID.fullmatch(number) else None


def _is_id(number: str) -> bool:
    """Right by its check digit, or in form: a slip of the finger does not make it less private."""
    return bool(_ID.fullmatch(number)) or ric.is_valid(number)


def _is_card(number: str, sizes: list[int]) -> bool:
    """16 to 19 digits, right by Luhn; in groups only as they are printed, by fours, so that two phone numbers beside
    each other are no card."""
    if not _CARD.fullmatch(number) or not luhn.is_valid(number):
        return False
    by_fours = all(size == 4 for size in sizes[:-1]) and sizes[-1] <= 4
    return len(sizes) == 1 or by_fours or sizes[0] == 6


def _inside(view: str, group: _Group) -> Iterator[tuple[int, int, str]]:
    """ID-card numbers in a longer run of digits, such as one that was typed together with a phone number; here the
    check digit must be right."""
    place = 0
    while len(group.digits) > 18 and place <= len(group.digits) - 17:
        start = group.start + place
        end = _end_of_id(view, group.digits[place : place + 18], start + 18, alone=False)
        closing = place == len(group.digits) - 17
        if closing:
            end = _end_of_id(view, group.digits[place:], group.end, alone=False)
        number = group.digits[place : place + 17] + (view[end - 1] if end else "")
        if end and ric.calc_check_digit(number) == number[-1].upper().translate(_AS_X):
            yield start, end, ID_MARK
            place += 18
        else:
            place += 1
