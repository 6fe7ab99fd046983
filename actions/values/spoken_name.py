"""Names whose characters are explained, as people do when they speak: 「我叫何铁兰钢铁的铁兰花的兰」.

An explanation is a word, 的, and one or two characters of that word (兰花的兰), a part of a character (王字旁的玮),
or a surname taken apart (木子李). Speech recognition gives all of it without a pause.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from actions.values.lexicon import any_of, lines, words
from actions.values.name_shape import HAN, full_name
from actions.values.text import fold

_MARKS: Final = re.compile(r"[\s,，.。、;；:：!！~～…“”\"'「」()（）]+")
_AROUND: Final = re.compile(r"(?:,|是|就是|那个|的|呢|啊|哈|嘛|呀|它|那|还有|然后)+")
_OF: Final = re.compile(rf"(?P<word>(?:(?!的){HAN}){{2,5}})的(?P<marks>{HAN}{{1,2}})")
_NOT: Final = re.compile(rf"不是(?:(?!的){HAN}){{2,5}}的{HAN}(?:{HAN}(?=$|[是不]))?")
_OWN: Final = re.compile(rf"(?P<mark>{HAN})(?:字)?就?是(?={HAN}{{2,5}}的(?P=mark))")
_PART: Final = re.compile(r"^(?!字).+(?:旁|头|底|边|水|框|字)(?:那个|这个)?$")
_PARTICLES: Final = ",的字了啊哈呢嘛吧呀哦"
_LONGEST: Final = 60
_LONGEST_NAME: Final = 4


def explained_name(text: str) -> str | None:
    """The name in an answer that explains its characters; None where nothing is explained."""
    said = _MARKS.sub(",", text).strip(",")[:_LONGEST]
    view = fold(said)
    readings = (_read(said[start:], view[start:], explained) for start, explained in _starts(view))
    return next((name for name in readings if name), None)


def _starts(view: str) -> Iterator[tuple[int, bool]]:
    """Where the name may begin, and whether something was explained before: 姓何何小测, 姓吴口天吴吴小测."""
    opening = _openings().match(view)
    begin = opening.end() if opening else 0
    surname = _surname().match(view, begin)
    if surname:
        apart = _apart().match(view, surname.end())
        end = apart.end() if apart and apart.group().endswith(surname.group()) else surname.end()
        end += view.startswith(",", end)
        if view.startswith(surname.group(), end):
            yield end, "姓" in view[:begin] or apart is not None  # 买买提 only looks like 买, 买提
    apart = _apart().match(view, begin)
    if apart and view.startswith(apart.group()[-1], apart.end()):
        yield apart.end(), True
    yield begin, False


def _read(said: str, view: str, explained: bool) -> str | None:
    for length in range(min(_LONGEST_NAME, len(said)), 1, -1):
        name = full_name(said[:length])
        if name and len(name) == length and _explains(view[length:], fold(name), explained):
            return name
    spelled = _spelled(view) or ""
    return full_name(spelled) if 1 < len(spelled) <= _LONGEST_NAME and spelled[0] in lines("surnames") else None


def _explains(rest: str, name: str, found: bool, place: int = 0) -> bool:
    """Whether all that follows explains characters of the name, and something does."""
    if found and not rest[place:].strip(_PARTICLES):
        return True
    return any(set(marks) <= set(name) and _explains(rest, name, True, end) for marks, end in _units(rest, place))


def _spelled(view: str, place: int = 0) -> str | None:
    """A name that is nothing but explained: 双人徐小心的小测量的测."""
    if place == len(view):
        return ""
    for marks, end in _units(view, place):
        rest = _spelled(view, end) if _at_an_edge(view[place:end]) else None
        if rest is not None:
            return marks + rest
    return None


def _units(view: str, place: int) -> Iterator[tuple[str, int]]:
    """The characters that may be explained at a place, and where each explanation ends."""
    around = _AROUND.match(view, place)
    start = around.end() if around else place
    denied = _NOT.match(view, start)
    if denied:
        yield "", denied.end()
        return
    own = _OWN.match(view, start)
    start = own.end() if own else start
    taken_apart = _apart().match(view, start)
    if taken_apart:
        yield taken_apart.group()[-1], taken_apart.end()
        return
    yield from _of_word(view, start)


def _of_word(view: str, start: int) -> Iterator[tuple[str, int]]:
    of = _OF.match(view, start)
    if of is None:
        return
    word, marks = of["word"], of["marks"]
    for length in range(len(marks), 0, -1):
        if marks[:length] in word or (length == 1 and _PART.search(word)):
            yield marks[:length], of.start("marks") + length


def _at_an_edge(unit: str) -> bool:
    """Whether an explanation names the first or last character of its word, as people do: not 三丰收的丰."""
    word, of, mark = unit.partition("的")
    return not of or len(word) > 3 or mark[:1] not in word[1:-1]


@cache
def _apart() -> re.Pattern[str]:
    """木子李, 双人徐: a surname by its parts."""
    return re.compile(any_of(word for word in words("name_words", "explained") if word[-1] in lines("surnames")))


@cache
def _surname() -> re.Pattern[str]:
    return re.compile(any_of(lines("surnames")))


@cache
def _openings() -> re.Pattern[str]:
    return re.compile(f"(?:,|{any_of(words('name_words', 'openings'))})*")
