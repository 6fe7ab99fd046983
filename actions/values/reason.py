"""Which of the five situations of clause 5.3 somebody means."""

import re
from functools import cache
from typing import Final

from actions.values.lexicon import any_of, table, words
from actions.values.text import digits, fold

_COUNT: Final = 5
_LEAST: Final = 2
_WEIGHTS: Final = {"strong": 3, "fair": 2, "weak": 1}
# A number chooses where it stands alone in its clause or behind such a word; 三个师傅离职了 and 才十三 count
# something else.
_CHOICE: Final = (
    r"(?<!\d)([1-9])(?![0-9])\s*(?:个|种|条|项|款|号|点)?\s*(?:情[形况]|原因|理由|选项)?"
    r"(?=$|\W|[吧的呀啊哦嘛呗咯啦了]|是|就|那)(?!\s+[年月天日次岁遍])"
)
_NUMBERED: Final = re.compile(
    rf"(?:第|选择?|情[形况]|原因|理由|序号|编号|属于|是|按|#)\s*第?\s*{_CHOICE}"
    rf"|(?:^|[,，。;；!！?？\s])(?:嗯|那|就|我|要)*{_CHOICE}"
)
_ONLY: Final = re.compile(r"[\s(\[【]*([1-9])[\s)\]】.。、!吧的啊呀]*")
_QUESTION: Final = re.compile(
    r"[吗么][?!.\s]*$|([\u4e00-\u9fff])不\1(?!清|楚)|什么意思"
    r"|哪(?:个|种|条|一)[^,，]{0,6}[?]?$|(?:怎么|如何|咋).{0,8}[?]$"
)
_CIRCLED: Final = dict(zip("❶❷❸❹❺⑴⑵⑶⑷⑸", "1234512345", strict=True))


def read_deletion_reason(text: str) -> int | None:
    """1 unlawful, 2 without consent, 3 against what was agreed, 4 no longer used, 5 no longer offered."""
    chosen = _by_number(text)
    if chosen:
        return chosen.pop() if len(chosen) == 1 else None
    view = fold(text[:300])
    return None if _QUESTION.search(view) else _by_words(view)


def keeps_reason(text: str) -> bool:
    """想删就删，还要啥理由: none of the five is said, and none will be as long as nobody says what they are for."""
    return bool(_unsaid().search(fold(text[:300])))


@cache
def _unsaid() -> re.Pattern[str]:
    return re.compile(any_of(words("deletion_reasons", "unsaid")))


def _by_number(text: str) -> set[int]:
    view = digits("".join(_CIRCLED.get(mark, mark) for mark in text[:60]))
    only = _ONLY.fullmatch(view)
    numbers = [only[1]] if only else [first or second for first, second in _NUMBERED.findall(view)]
    return {int(number) for number in numbers if 1 <= int(number) <= _COUNT}


def _by_words(view: str) -> int | None:
    scores = {reason: _score(view, reason) for reason in range(1, _COUNT + 1)}
    best = max(scores.values())
    leaders = [reason for reason, score in scores.items() if score == best]
    return leaders[0] if best >= _LEAST and len(leaders) == 1 else None


def _score(view: str, reason: int) -> int:
    return sum(weight for weight, pattern in _patterns(reason) if pattern.search(view))


@cache
def _patterns(reason: int) -> tuple[tuple[int, re.Pattern[str]], ...]:
    listed = table("deletion_reasons")[reason]
    return tuple((_WEIGHTS[weight], _pattern(phrase)) for weight in listed for phrase in fold(listed[weight]).split())


def _pattern(phrase: str) -> re.Pattern[str]:
    """In the lexicon … stands for a few characters, (a|b) for one of several, $ for the end."""
    escaped = "".join(mark if mark in "(|)$" else re.escape(mark) for mark in phrase.replace("...", "…"))
    return re.compile(escaped.replace("(", "(?:").replace("…", ".{0,8}").replace("$", r"(?=\W|$)"))
