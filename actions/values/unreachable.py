"""「老卡停机了」「旧的收不到」: the phone or mailbox on file does not work any more."""

import re
from functools import cache
from typing import Final

from actions.values.lexicon import any_of, words
from actions.values.text import fold

_BETWEEN: Final = r"[^,，。!！?？;；\n]{0,8}?"


def is_unreachable(text: str) -> bool:
    """Whether that is said of the contact on file, or of the code that would go there."""
    view = fold(text)[:500]
    return bool(_dead().search(view) or _no_code().search(view))


@cache
def _dead() -> re.Pattern[str]:
    return re.compile(f"{any_of(words('unreachable', 'contact'))}{_BETWEEN}{any_of(words('unreachable', 'dead'))}")


@cache
def _no_code() -> re.Pattern[str]:
    return re.compile(any_of(words("unreachable", "no_code")))
