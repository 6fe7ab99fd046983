"""What may be a name when somebody is asked for one: it is asked back, and believed when it is said again.

「万一」 and 「何必」 are words, 「苗苗」 is a pet name, 「吉克阿呷」 begins with no surname of the table,
「欧阳夏丹红」 has three characters behind a double surname: a clerk would ask
whether that is the name, and would not refuse it.
"""

import re
from typing import Final

from actions.values.claimed_name import NOT_IN_NAMES, SEGMENT, candidates, never
from actions.values.lexicon import any_of, words
from actions.values.name_shape import HAN, LATIN, is_common_word, is_surname, latin_name
from actions.values.text import flat, fold

_TALK: Final = frozenset(
    "要真好再先快太很还也都就有无没能会可把被让给跟和对是在来去说问看查做办下上笑离等多少拒行成烦累气"
)
_SAYS_HOW: Final = re.compile(r"族(?:的|人|名字?)?$|[二两三四五六七八]个字|真姓|真名|本名|大名|复姓|全名|就叫这")
_NO_NAME: Final = re.compile(
    r"公司|平台|客服|告诉|不想|想知|自己查|别问|猜|滚|骗|爸爸|妈妈|爷爷|隐私|保密|\b(?:no|none|not|why|what)\b"
)
_DOUBLED: Final = re.compile(rf"({HAN})\1")
_LONG: Final = re.compile(rf"{HAN}{{5,8}}")
_SOUNDS: Final = frozenset("嗯哦啊呃额喂哎哈呵嘿嘻呜唉噢喔汗囧呸切嘘滚嘟呼嗨哇咦咳拜么哼")


def possible_name(text: str) -> str | None:
    """The one name that may be meant; nothing else stands in the text but how it is to be understood."""
    shown = flat(text).strip(" \t\n,，。.!！~～…")
    segments = [part for part in SEGMENT.findall(shown.replace("…", ",")) if not _is_joke(part)]
    if len(segments) > 1 and all(_SAYS_HOW.search(fold(part)) for part in segments[1:]):
        segments = segments[:1]
    if len(segments) != 1:
        return None
    said = segments[0].strip()
    alone = next(candidates(said), None) or _unusual(said)
    if alone and _is_joke(alone):
        return None
    if alone:
        return alone if is_surname(alone[0]) or not _TALK.intersection(fold(alone)) else None
    latin = re.fullmatch(LATIN, shown) and len(shown) > 1 and " " not in shown
    return shown if latin and latin_name(shown.capitalize()) else None


def is_bare_name(text: str) -> bool:
    """Whether a text is nothing but a few characters that begin with a surname, as an answer gives a name."""
    said = flat(text).strip(" \t\n,，。.!！~～…")
    return bool(re.fullmatch(rf"{HAN}{{2,4}}", said)) and is_surname(said[0]) and possible_name(said) == said


def looks_like_a_name(text: str) -> bool:
    """Whether what somebody insists on may be a name at all: not 「不想说」, 「骗子公司」, 「呵呵」."""
    view = fold(text)
    if NOT_IN_NAMES.intersection(view) or never().search(view) or is_common_word(view) or _is_joke(text):
        return False
    marks = [mark for mark in view if mark.isalpha()]
    talk = sum(mark in _TALK or mark in _SOUNDS for mark in marks)
    return len(set(marks)) > 1 and 2 * talk < len(marks) and not _NO_NAME.search(view)


def begins_with_double_surname(name: str) -> bool:
    """欧阳夏丹红."""
    return len(name) > 2 and is_surname(name[:2])


def _unusual(said: str) -> str | None:
    """苗苗; five to eight characters behind a surname."""
    view = fold(said)
    if NOT_IN_NAMES.intersection(view) or never().match(view) or is_common_word(view):
        return None
    if _DOUBLED.fullmatch(view):
        return None if _SOUNDS.intersection(view) or _TALK.intersection(view) else said
    begins_otherwise = words("name_words", "not_names") | words("name_words", "not_alone")
    if not _LONG.fullmatch(view) or _TALK.intersection(view) or view[:2] in begins_otherwise:
        return None
    return said if is_surname(view[0]) or is_surname(view[:2]) else None


def _is_joke(segment: str) -> bool:
    """奥特曼, 哈哈逗你的: what nobody would file."""
    view = fold(segment).strip()
    return view in words("name_words", "jokes") or bool(re.search(any_of(words("name_words", "joking")), view))
