"""A name that was misheard, put right: 「应该是李小测不是李小策」, 「测是测量的测不是政策的策」."""

import re
from typing import Final

from pypinyin import lazy_pinyin

from actions.values.name_shape import HAN, full_name, is_surname
from actions.values.text import flat, fold

_LINK: Final = r"[,，、\s]*(?:而)?"
_NOT: Final = r"(?:不是|不叫|唔系|勿是|并非|不姓)"
_IS: Final = r"(?:应该|其实|本来|应当|名字|我)*(?:就?是|叫|系|姓)"
_END: Final = r"(?=[,，。.!！\s啊哈的呀]|$)"
_BUT_NOT: Final = re.compile(rf"(?:{_IS}|^)(?P<name>{HAN}{{2,4}}?){_LINK}{_NOT}(?P<other>{HAN}{{2,4}}?){_END}")
_NOT_BUT: Final = re.compile(rf"{_NOT}(?P<other>{HAN}{{2,4}}?){_LINK}{_IS}(?P<name>{HAN}{{2,4}}?){_END}")
_WRONG_BUT: Final = re.compile(
    rf"(?P<other>{HAN}{{2,4}}?)(?:不对|错了|写错了|不是){_LINK}{_IS}(?P<name>{HAN}{{2,4}}?){_END}"
)
_OF: Final = rf"(?:(?!的|是){HAN}){{1,5}}的"
_MARK_NOT_MARK: Final = re.compile(rf"{_OF}(?P<right>{HAN}){_LINK}{_NOT}{_OF}(?P<wrong>{HAN})")
_WRONG_THEN_RIGHT: Final = re.compile(rf"{_NOT}{_OF}(?P<wrong>{HAN}){_LINK}(?:是){_OF}(?P<right>{HAN})")
_OTHER_SURNAME: Final = re.compile(
    rf"姓[^,，。]{{0,3}}(?:错|不对|有误)[^,，。]{{0,3}}[,，。\s]+(?:我|应该|其实|是)*姓?(?P<right>{HAN}{{1,2}})$"
    rf"|不姓{HAN}{{1,2}}[,，\s]*(?:我|是|应该|而是)*姓(?P<other>{HAN}{{1,2}})$"
)
_PART: Final = re.compile(r"(?:旁|头|底|边|字)$")
_MARK: Final = re.compile(rf"是(?P<word>(?:(?!的|是){HAN}){{2,5}})的(?P<right>{HAN})(?!{HAN})")


def rather_called(text: str) -> str | None:
    """The name that is meant where another is denied, in either order; None unless both are names."""
    shown = flat(text)[:200]
    for pattern in (_BUT_NOT, _NOT_BUT, _WRONG_BUT):
        found = pattern.search(fold(shown))
        name, other = (full_name(shown[slice(*found.span(group))]) for group in ("name", "other")) if found else (0, 0)
        if name and other:
            return str(name)
    return None


def respelled(name: str, text: str) -> str | None:
    """A name with one character put right, told apart by a word that holds it; None when nothing is put right."""
    view = fold(text[:200])
    surname = _OTHER_SURNAME.search(view)
    right = (surname["right"] or surname["other"]) if surname else ""
    if right and is_surname(right):
        return right + name[2 if is_surname(name[:2]) and len(name) > 2 else 1 :]
    found = _MARK_NOT_MARK.search(view) or _WRONG_THEN_RIGHT.search(view)
    if found:
        return _replaced(name, found["wrong"], found["right"])
    found = _MARK.search(view)
    if found is None or found["right"] in name or not (found["right"] in found["word"] or _PART.search(found["word"])):
        return None
    alike = [mark for mark in name if lazy_pinyin(mark) == lazy_pinyin(found["right"])]
    return _replaced(name, alike[0], found["right"]) if alike else None


def _replaced(name: str, wrong: str, right: str) -> str | None:
    return name.replace(wrong, right) if wrong in name else None
