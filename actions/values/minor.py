"""Whether somebody says of themselves that they are under age: 「我今年13岁」, 「我还是初中生」, I am 15."""

import re
from typing import Final

from actions.values.text import digits, flat, fold

_OF_AGE: Final = 18
_AGE: Final = re.compile(
    r"(?:(?:我|俺|咱|本人)(?:是|今年|现在|才|刚|刚满|还|只有|都|也|就|虚岁|周岁|只|不到|未满|没到|没满"
    r"|[,， ])*|(?:^|[,，。;；\s])今年(?:才|刚|只有)?)"
    r"(?P<age>[0-9]{1,2}|[一二两三四五六七八九]?十[一二三四五六七八九]?|[三四五六七八九])\s*(?:周岁|岁半|岁)"
    r"(?=$|[了啦呢啊呀嘛,，。.!！;；\s])"
)
_NOT_OF_AGE: Final = re.compile(
    r"(?:我|俺|本人)(?:还|就|也|只|才)*(?:是|在读|在上|读|上|念)(?:一?[个名])?(?:未成年人?|小学生?|初中生?|初[一二三]|[一二三四五六]年级)(?=$|[了啦呢啊呀的,，。.!！;；\s])"
    r"|(?:我|本人)(?:还)?(?:未成年|没成年|没有成年)"
)
_ENGLISH: Final = re.compile(r"\bi(?:'m| am)(?: only| just)? (?P<age>[0-9]{1,2})(?: years? old)?(?=$|[ ,.!])")
_TENS: Final = re.compile(r"([一二两三四五六七八九]?)十([一二三四五六七八九]?)")


def says_under_age(text: str) -> str | None:
    """The words that say so."""
    view = fold(text)[:500]
    for pattern in (_AGE, _ENGLISH):
        for found in pattern.finditer(view):
            if _number(found["age"]) < _OF_AGE:
                return flat(text)[slice(*found.span())].strip(" ,，。;；")
    said = _NOT_OF_AGE.search(view)
    return flat(text)[slice(*said.span())] if said else None


def _number(age: str) -> int:
    tens = _TENS.fullmatch(age)
    if tens:
        return int(digits(tens[1] or "一")) * 10 + int(digits(tens[2]) or 0)
    return int(digits(age))
