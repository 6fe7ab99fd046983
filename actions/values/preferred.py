"""Which of several values of one kind is meant: 不是 A 是 B, 旧的 A 新的 B, A 写错了应该是 B."""

import re
from functools import cache
from typing import Final, TypeVar

from actions.values.kin import everyone
from actions.values.lexicon import any_of
from actions.values.text import fold

_Item = TypeVar("_Item")

_REJECTED_BEFORE: Final = re.compile(
    r"(不是|唔系|勿是|别用|不要用|以前|之前|原来|原先|旧|老)(的|用的|是)?(那个)?(手机|电话|号码|邮箱|号)*[是:\s]*$"
)
_REJECTED_AFTER: Final = re.compile(
    r"^[\s,，。]*(这个|那个|的)?(号|邮箱)?(已经|早就|早)?(不用了|停用|停机|停了|注销|打不通(?!就|再|的?话|时|打|换|找|可|才|试)|不对|错了|写错|打错"
    r"|输错|作废|换掉|不要了"
    r"|是(?:我)?(?:老婆|老公|爸|妈|儿子|女儿|朋友|公司|别人|同事|老板|媳妇|家里|工友)[^,，。]{0,4}(?=[,，。;；]))"
)
PUT_RIGHT_IN_ENGLISH: Final = re.compile(
    r"\b(?:sorry|oops|my bad|i mean(?:t)?|no,? wait|wait,? no|make (?:it|that)|rather|actually|scratch that|correction"
    r"|(?:it )?should (?:be|read)|to be (?:exact|precise))\b",
    re.IGNORECASE,
)
_REPLACED_BETWEEN: Final = re.compile(r"改成|改为|换成|换为|更正为|应该是|应为|不对|错了|写错|打错|说错|现在用|新的?")


def preferred(text: str, items: list[tuple[_Item, int, int]]) -> _Item | None:
    """The first item that is not taken back, or the one that takes its place; items are (value, start, end)."""
    view = fold(text)
    kept = [item for item in items if not _is_rejected(view, item[1], item[2])] or items
    chosen: _Item | None = None
    end = 0
    for value, start, stop in kept:
        between = (view, end, start)
        if chosen is None or _REPLACED_BETWEEN.search(*between) or PUT_RIGHT_IN_ENGLISH.search(*between):
            chosen = value
        end = stop
    return chosen


def _is_rejected(view: str, start: int, end: int) -> bool:
    ahead = view[max(0, start - 16) : start]
    before = _REJECTED_BEFORE.search(ahead) or _others().search(ahead)
    return bool(before or _REJECTED_AFTER.match(view[end : end + 16]))


@cache
def _others() -> re.Pattern[str]:
    """我老婆的号: somebody else's, where there is another one."""
    return re.compile(rf"{any_of(everyone())}的?(?:手机号?码?|电话号?码?|号码?|邮箱)?(?:是|[:：\s])*$")
