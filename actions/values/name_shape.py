"""Whether a few characters are a person's full name, and the name as it is filed."""

import re
from functools import cache
from typing import Final

from actions.values.lexicon import any_of, lines, words
from actions.values.text import flat, fold

HAN: Final = r"[\u3007\u3400-\u9fff\U00020000-\U000323af]"
DOT: Final = r"[·•・‧∙⋅.]"
LATIN: Final = r"[A-Za-zÀ-ÖØ-öø-ÿ][A-Za-zÀ-ÖØ-öø-ÿ'’.\-]*(?: [A-Za-zÀ-ÖØ-öø-ÿ][A-Za-zÀ-ÖØ-öø-ÿ'’.\-]*){0,4}"

_ALL_HAN: Final = re.compile(f"{HAN}+")
_DOTTED: Final = re.compile(rf"{HAN}{{1,10}}(?: ?{DOT} ?{HAN}{{1,10}}){{1,4}}")
_STOP: Final = frozenset("我你您他她它们的了吗呢吧么啥谁哪这不没叫说问给把被跟个就还都是嘛唔啲")
_PARTICLES: Final = re.compile(r"(?<=..)[吧啊呀哦喔噢呢嘛啦咯哈呗哩]+$")
_ENGLISH: Final = frozenset(
    "ok okay yes no not why what who how when where hello hi hey the my your you we they is are was do does don "
    "need name please want delete app test admin null none undefined select drop table user data cancel stop "
    "help human agent privacy policy phone mail email nope nah yeah sure fine thanks thank it this that can".split()
)


def full_name(text: str, strict: bool = True) -> str | None:
    """The plain name when the text is nothing but a name, perhaps with a title behind it.

    Not `strict` takes a surname that is in no table: right only behind 「我叫」 or 「姓名：」.
    """
    shown = flat(text).strip(" \t,，。.!！?？;；:：、\"'“”‘’「」『』()（）【】[]<>《》~～-—")
    if _DOTTED.fullmatch(shown):
        return _dotted(shown)
    if not _ALL_HAN.fullmatch(shown):
        return None
    shown = _PARTICLES.sub("", shown)
    view = fold(shown)
    for end in (len(view), *_before_titles(view)):
        if _is_han_name(view[:end], strict):
            return shown[:end]
    return None


def latin_name(text: str, words_wanted: int = 1) -> str | None:
    """A name in Latin letters; a single word must begin with a capital."""
    shown = " ".join(flat(text).split()).strip(" ,.!?")
    parts = shown.split(" ")
    if not re.fullmatch(LATIN, shown) or len(shown) < 3 or len(parts) < words_wanted:
        return None
    if any(part.lower().strip(".'’") in _ENGLISH for part in parts):
        return None
    return shown if len(parts) > 1 or (shown[0].isupper() and shown[1:] != shown[1:].upper()) else None


def is_surname(text: str) -> bool:
    """Whether this is a surname of the table, single or double."""
    return fold(text) in lines("surnames")


def _dotted(shown: str) -> str | None:
    view = fold(shown)
    if any(mark in "我你您的了吗么" for mark in view) or is_common_word(view):
        return None
    return re.sub(f" ?{DOT} ?", "·", shown)


def _before_titles(view: str) -> list[int]:
    title = _titles().search(view)
    return [title.start()] if title else []


def _is_han_name(view: str, strict: bool) -> bool:
    if len(view) < 2 or len(set(view)) == 1 or _is_word(view, strict) or is_common_word(view):
        return False
    if _has_surname(view):
        return not _STOP.intersection(view[1:])
    if all(mark in lines("minority_syllables") for mark in view):
        return len(view) <= 12
    return not strict and len(view) <= 4 and not _STOP.intersection(view) and not _titles().search(view)


def _has_surname(view: str) -> bool:
    surnames = lines("surnames")
    if view[:2] in surnames:
        return len(view) in (3, 4)
    if view[0] not in surnames or _titles().fullmatch(view, 1):
        return False
    return len(view) in (2, 3) or (len(view) == 4 and view[1] in surnames)


def _is_word(view: str, strict: bool) -> bool:
    """A word of daily talk whose first character happens to be a surname: 申请, 明天, 成都人.

    Towns and the like are names after all behind 「我叫」.
    """
    alone = words("name_words", "not_alone")
    if (
        (strict and view in alone)
        or (view[-1] in "人的" and view[:-1] in alone)
        or view in words("name_words", "explained")
    ):
        return True
    shut = words("name_words", "not_names")
    return view[:2] in shut or view[:3] in shut


def is_common_word(view: str) -> bool:
    """Whether a word stands in it that no name holds."""
    return bool(_common_words().search(view))


@cache
def _common_words() -> re.Pattern[str]:
    return re.compile(any_of(words("name_words", "words")))


@cache
def _titles() -> re.Pattern[str]:
    return re.compile(any_of(words("name_words", "titles")) + "$")
