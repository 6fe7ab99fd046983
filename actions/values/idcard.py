"""Document numbers that people give unasked: recognised in order not to be kept.

The api hides them before the bot hears of them and leaves `MASK` in their place; so that mark counts as one too."""

import re
from collections.abc import Iterator
from typing import Final

from stdnum.cn import ric

from actions.values.text import Group, chains, flat
from actions.values.travel_document import travel_document_spans

MASK: Final = "［证件号已隐去］"

_CHECK_MARKS: Final = frozenset("xX×叉")
_BLANKS: Final = re.compile(r"[\s\-‐-―.·_*/,，、]{0,3}")
_REGION: Final = r"(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]|91)[0-9]{4}"
_MONTH_DAY: Final = r"(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])"
_LONG: Final = re.compile(f"{_REGION}(?:18|19|20)[0-9]{{2}}{_MONTH_DAY}[0-9]{{3}}[0-9X]")
_SHORT: Final = re.compile(f"{_REGION}[0-9]{{2}}{_MONTH_DAY}[0-9]{{3}}")


def has_id_number(text: str) -> bool:
    """Whether the text holds an ID-card number, what looks like one with a slip in it, or the mark of a hidden one."""
    return MASK in text or bool(id_number_spans(text))


def mask_id_numbers(text: str) -> str:
    """The text without its ID-card numbers."""
    for start, end in reversed(id_number_spans(text)):
        text = text[:start] + MASK + text[end:]
    return text


def id_number_spans(text: str) -> list[tuple[int, int]]:
    """Where numbers of ID cards and travel documents stand, first to last, however they are spelled."""
    view = flat(text)
    cards = [span for chain in chains(text, _BLANKS) for span in _in_chain(view, chain)]
    others = [span for span in travel_document_spans(text) if not any(a < span[1] and span[0] < b for a, b in cards)]
    return sorted(cards + others)


def _in_chain(text: str, chain: list[Group]) -> Iterator[tuple[int, int]]:
    first = 0
    while first < len(chain):
        found = _from_group(text, chain, first)
        if found:
            last, end = found
            yield chain[first].start, end
            first = last
        first += 1


def _from_group(text: str, chain: list[Group], first: int) -> tuple[int, int] | None:
    """The last group and the end of the number that begins with a group."""
    number = ""
    short: tuple[int, int] | None = None
    for last in range(first, len(chain)):
        number += chain[last].digits
        if len(number) > 18:
            break
        end = chain[last].end
        marked = _check_mark(text, end) if len(number) == 17 else None
        if marked and _looks_real(number + "X"):
            return last, marked
        if _looks_real(number) and len(number) == 18:
            return last, end
        if _looks_real(number) and first == last:
            short = last, end
    return short


def _check_mark(text: str, end: int) -> int | None:
    """The place behind an X that closes a number of seventeen digits."""
    gap = _BLANKS.match(text, end)
    place = gap.end() if gap else end
    return place + 1 if place < len(text) and text[place] in _CHECK_MARKS else None


def _looks_real(number: str) -> bool:
    return bool(_LONG.fullmatch(number) or _SHORT.fullmatch(number)) or (len(number) == 18 and ric.is_valid(number))
