"""「等一下」「我想想」: somebody takes time; it is no value of anything."""

import re
from functools import cache
from typing import Final

from actions.values.lexicon import any_of, words
from actions.values.text import fold

_AROUND: Final = r"[\s,，.。!！~～…、;；]*"
_SAID: Final = r"(?:哦|噢|啊|哎|唉|诶|欸|嗯|呃|额|那|那个|你|您|先|不|别|哈|啦|呀|吧|哦对)*"


def is_hold(text: str) -> bool:
    """Whether nothing but that was said."""
    return not without_hold(text) and bool(_holds().match(fold(text)))


def without_hold(text: str) -> str:
    """What was said behind it: 「等一下，我找找」 is empty, 「等等，改成王小测」 is 改成王小测."""
    found = _holds().match(fold(text))
    return text[found.end() :] if found else text


@cache
def _holds() -> re.Pattern[str]:
    hold = any_of(words("scopes", "hold"))
    behind = r"(?:啊|哈|呀|哦|嘛|吧|哎|啦|了|一下|先)*"
    return re.compile(rf"(?:{_AROUND}{_SAID}{hold}{behind})+(?=[\s,，.。!！~～…、;；]|$){_AROUND}")
