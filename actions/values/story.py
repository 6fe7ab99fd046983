"""Whether the sentence that opens a complaint already tells what happened."""

import re
from functools import cache
from typing import Final

from actions.values.lexicon import any_of, words
from actions.values.text import fold

_MARKS: Final = re.compile(r"[\W_0-9a-z]+")
_WHO: Final = re.compile(
    r"(?:我叫|我是|本人|姓名[:是]?)[\u4e00-\u9fff·]{2,4}(?=[,，。、\s]|手机|电话|$)|(?:手机|电话|联系方式)(?:号码?)?[是为:：\s]*(?=[0-9一幺+])"
)
_ENOUGH: Final = 8
_ENOUGH_LATIN: Final = 4
_LATIN: Final = re.compile(r"[a-z']{2,}")


def tells_enough(text: str) -> bool:
    """More than the wish itself: 「我要投诉」 and 「投诉你们泄露信息」 are asked what happened."""
    return len(_rest(text)) >= _ENOUGH or len(_latin(text)) >= _ENOUGH_LATIN


def begins_a_story(text: str) -> bool:
    """Whether anything was told beside the wish, to be put before what is told when asked."""
    return len(_rest(text)) >= _ENOUGH // 2 or len(_latin(text)) >= _ENOUGH_LATIN // 2


def _rest(text: str) -> str:
    return _MARKS.sub("", _wishes().sub("", _WHO.sub("", fold(text))))


def _latin(text: str) -> list[str]:
    """The English words of a story, without those of the wish."""
    return [word for word in _LATIN.findall(fold(text)) if word not in words("story", "wishes_latin")]


@cache
def _wishes() -> re.Pattern[str]:
    return re.compile(any_of(words("story", "wishes")))
