"""Views of a text that keep its length, so that what is found in a view can be cut out of the text itself."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from opencc import OpenCC

_NUMERALS: Final = {
    **dict.fromkeys("零〇○洞", "0"),
    **dict.fromkeys("一幺壹弌", "1"),
    **dict.fromkeys("二两贰兩貳俩", "2"),
    **dict.fromkeys("三叁參叄仨", "3"),
    **dict.fromkeys("四肆", "4"),
    **dict.fromkeys("五伍", "5"),
    **dict.fromkeys("六陆陸", "6"),
    **dict.fromkeys("七柒拐", "7"),
    **dict.fromkeys("八捌", "8"),
    **dict.fromkeys("九玖勾", "9"),
}
_TRADITIONAL: Final = OpenCC("t2s")

# What may stand between the digits of one number: blanks, dashes, brackets, dots, commas, and marks without width.
SEPARATOR: Final = r"[\s\-‐-―−~·•・._/\\()\[\]【】「」*,，、。\u200b-\u200f\u2060\ufe0f\ufeff\u00ad\u20e3]"
_DIGIT_RUN: Final = re.compile(r"[0-9]+")
_GAP: Final = re.compile(f"{SEPARATOR}{{0,6}}")


class _Flat(dict[int, str]):
    """Full-width and compatibility characters to the plain ones, each on its own."""

    def __missing__(self, code: int) -> str:
        mark = chr(code)
        plain = unicodedata.normalize("NFKC", mark)
        self[code] = plain if len(plain) == 1 else mark
        return self[code]


class _Folded(dict[int, str]):
    """As `_Flat`; moreover lower-case and Simplified."""

    def __missing__(self, code: int) -> str:
        mark = flat(chr(code)).lower()
        simple = _TRADITIONAL.convert(mark) if "\u3400" <= mark <= "\u9fff" else mark
        self[code] = simple if len(simple) == 1 else flat(chr(code))
        return self[code]


class _Digits(dict[int, str]):
    """As `_Flat`; moreover numerals of any script as 0–9."""

    def __missing__(self, code: int) -> str:
        mark = flat(chr(code))
        number = unicodedata.decimal(mark, None)
        self[code] = _NUMERALS.get(mark, mark) if number is None else str(number)
        return self[code]


_FLAT: Final = _Flat()
_FOLDED: Final = _Folded()
_DIGITS: Final = _Digits()


def flat(text: str) -> str:
    """Half-width text in which each character keeps its place."""
    return text.translate(_FLAT)


def tidy(text: str) -> str:
    """The text as it is filed: letters, digits and blanks half-width, Chinese punctuation as written."""
    pairs = zip(text, flat(text), strict=True)
    return "".join(plain if plain.isalnum() or plain in " @" else mark for mark, plain in pairs)


def fold(text: str) -> str:
    """The text for matching: half-width, Simplified, lower-case; each character keeps its place."""
    return text.translate(_FOLDED)


def digits(text: str) -> str:
    """Half-width text with Chinese and other numerals as 0–9; each character keeps its place."""
    return text.translate(_DIGITS)


@dataclass(frozen=True)
class Group:
    """Digits written together in one script."""

    digits: str
    start: int
    end: int


def chains(text: str, gap: re.Pattern[str] = _GAP) -> Iterator[list[Group]]:
    """Groups of digits that nothing but separators keeps apart, chain by chain."""
    view = flat(text)
    chain: list[Group] = []
    for group in _groups(text):
        if chain and not gap.fullmatch(view, chain[-1].end, group.start):
            yield chain
            chain = []
        chain.append(group)
    if chain:
        yield chain


def _groups(text: str) -> Iterator[Group]:
    """Digit runs, cut where the script changes: 唯一138… is a word and a number."""
    view = digits(text)
    for run in _DIGIT_RUN.finditer(view):
        start = run.start()
        for place in range(run.start() + 1, run.end() + 1):
            if place == run.end() or _is_numeral(text[place]) != _is_numeral(text[place - 1]):
                yield Group(view[start:place], start, place)
                start = place


def _is_numeral(mark: str) -> bool:
    return flat(mark) in _NUMERALS


def blank(text: str, spans: list[tuple[int, int]], mark: str = "\0") -> str:
    """The text with some spans overwritten, so that nothing else is read out of them."""
    for start, end in spans:
        text = text[:start] + mark * (end - start) + text[end:]
    return text
