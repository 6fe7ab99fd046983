"""Whether somebody asks for a person in so many words, or says who they are."""

import re
from functools import cache
from typing import Final

from actions.values.lexicon import any_of, words
from actions.values.text import fold

_CALLED: Final = re.compile(
    r"^(?:嗯+|哦+|啊|呃|额|你好|您好|好的?|那|[,，。\s])*"
    r"(?:(?:我|俺|咱|偶|本人|鄙人|在下|阿拉|吾)的?(?:姓名|名字|大名)?(?:就|真的?)?|姓名|名字|免贵|小|敝)"
    r"(?:叫做?|姓|名叫|喊做?)(?![你您他她它人个不了])"
)


def asks_for_person(text: str) -> bool:
    """转人工, 来个活人, speak to somebody."""
    return bool(_person().search(fold(text)))


def introduces_oneself(text: str) -> bool:
    """我叫慕容雪, 我姓邝: said of oneself, whatever the name may be."""
    return bool(_CALLED.match(fold(text)))


@cache
def _person() -> re.Pattern[str]:
    return re.compile(any_of(words("person", "person")))
