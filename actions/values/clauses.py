"""The clauses of a short answer, and a clause without what is said around it."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from actions.values.lexicon import any_of, words
from actions.values.text import fold

_EMOJI: Final = {"👌": "好,", "👍": "好,", "✅": "好,", "☑": "好,", "🆗": "好,", "❌": "不,", "🙅": "不,", "👎": "不,"}
_CLAUSE: Final = re.compile(r"[^,，、.。!！?？;；:：~～…\s]+(?:[\s]*[?？]+)?")
_LATIN_BLANK: Final = re.compile(r"(?<=[a-z]) (?=[a-z])")
_QUESTION: Final = re.compile(
    r"[?？]$|[吗么嘛]$|呢$|[行可以好对是能会]不[行可以好对是能会]?$|[行对好成中]不[行对好成中]|可不可以|可以不$"
    r"|能不能|是不是|会不会|要不要|有没有|同不同意|同意不"
    r"|什么|怎么|怎样|为啥|为何|凭啥|咋|干嘛|啥|谁|哪|多久|多少|几天|如何|乜嘢|点解|边个|whatif|what|why|how"
)
_CONDITION: Final = re.compile(r"如果|要是|假如|万一|倘若|的话|除非")
_IDIOM: Final = re.compile(r"没啥|没什么|冇乜")
_START: Final = re.compile(
    r"^(?:我|咱|俺|那|那就|就|哦|噢|喔|啊|哎|唉|嗯+|恩+|呃|额|本人|公司|也|都|当然|完全|全部|那么|先|确实|真的|请"
    r"|麻烦|your)"
)
_END: Final = re.compile(
    r"(?:吧|呀|啊|哦|噢|喔|啦|了|呗|呐|哈+|嘛|嘞|咯|的|滴|哟|哇|呢|咧|嘅|喇|唻|么|谢谢|多谢|唔该|哥|亲|老铁|您|你|哩|哒|额|撒|勒|喽|伐|捏"
    r"|please|pls|thx|thanks)$"
)


def clauses_of(text: str) -> list[str]:
    """The clauses, folded; English words are written together."""
    view = fold(text[:500])
    for emoji, word in _EMOJI.items():
        view = view.replace(emoji, word)
    return [clause.strip() for clause in _CLAUSE.findall(_LATIN_BLANK.sub("", view))]


def asks(clause: str) -> bool:
    """Whether a clause is a question or a condition."""
    return bool(_QUESTION.search(_IDIOM.sub("", clause)) or _CONDITION.search(clause))


def cores(clause: str) -> Iterator[str]:
    """The clause, then what is left as openings and particles are taken off, step by step."""
    yield clause
    ended = without_address(clause) or clause
    yield ended
    while (shorter := _END.sub("", ended)) not in ("", ended):
        ended = shorter
        yield ended
    started = clause
    while (shorter := _START.sub("", started, count=1)) not in ("", started):
        started = shorter
        yield started
        ended = started
        while (trimmed := _END.sub("", ended)) not in ("", ended):
            ended = trimmed
            yield ended


def without_address(clause: str) -> str:
    """对的哥们, 师傅行: without how the other is addressed, at either end."""
    return _called_by().sub("", clause)


@cache
def phrases(key: str) -> frozenset[str]:
    """The phrases of a list of `yes_no.yml` whose lines hold several, apart by blanks."""
    return frozenset(word for line in words("yes_no", key) for word in line.split())


@cache
def pattern(key: str) -> re.Pattern[str]:
    """One of these phrases."""
    return re.compile(any_of(phrases(key)))


@cache
def _called_by() -> re.Pattern[str]:
    called = any_of(words("yes_no", "vocatives"))
    return re.compile(f"^{called}|{called}$")
