"""「凭啥要手机」「why do you need my number」: why the very thing is asked that is being asked for."""

import re
from functools import cache
from typing import Final

from actions.values.lexicon import any_of, table, words
from actions.values.text import fold

_SHORT: Final = 12
_SHORT_LATIN: Final = 6
_STORIES: Final = frozenset({"details", "request_scope"})  # a story may ask why, too
_LATIN: Final = re.compile(r"[a-z]")


def asks_why(text: str, slot: str) -> bool:
    """Whether the reason for the asked slot is wanted: it is named, or nothing else can be meant."""
    view = fold(text)[:200]
    if not (_any("asking").search(view) or _any("asking_latin").search(view)):
        return False
    short = len(view.split()) <= _SHORT_LATIN if _LATIN.search(view) else len(view) <= _SHORT
    if _about(slot).search(view):
        return short or slot not in _STORIES
    return short and not _any("other").search(view)


@cache
def _any(key: str) -> re.Pattern[str]:
    return re.compile(any_of(words("why", key)))


@cache
def _about(slot: str) -> re.Pattern[str]:
    named = table("why")["slots"].get(slot)
    return re.compile(any_of(fold(named).split()) if named else "(?!)")
