"""Who corrects a question: 「说错了，是公开，不是转让」 after a question about 转让 asks the same about 公开."""

import re

_SLIP = r"(?:(?:我)?(?:说|打|写|问|讲|搞|弄)(?:错|反|岔)了?|错了|口误)"
_OPENING = rf"^(?:{_SLIP}[,. ]*)?"
_MEAN = r"我?(?:说|问|指|讲|要问|想问)的"
_NOT_BUT = re.compile(
    rf"{_OPENING}我?不是[说问指想]?(?P<wrong>.{{1,8}}?)[,. ]*(?:而?是|{_MEAN}是)(?P<right>.{{1,20}})$"
)
_BUT_NOT = re.compile(rf"{_OPENING}(?:我|{_MEAN})?是(?P<right>.{{1,20}}?)[,. ]+不是(?P<wrong>.{{1,8}})$")
_MEANT = re.compile(rf"{_OPENING}(?:{_MEAN}就?是|我?是[说问指]|就是(?![想要问说怕不]))(?P<right>.{{2,16}})$")
_TRAILING = re.compile(r"(?:那(?:个|块|种|边|类)|这(?:个|块|种)|的时候|的那个|的)?[呀啊哈呢吧哦喔了]*[.!?~]*$")


def reworded(question: str, normalized: str) -> "str | None":
    """The last question with what was corrected in it; None for a message that corrects nothing."""
    found = _NOT_BUT.match(normalized) or _BUT_NOT.match(normalized) or _MEANT.match(normalized)
    if found is None:
        return None
    right = _TRAILING.sub("", found.group("right"))
    wrong = found.groupdict().get("wrong") or ""
    if not right:
        return None
    return question.replace(wrong, right) if wrong and wrong in question else f"{right},{question}"
