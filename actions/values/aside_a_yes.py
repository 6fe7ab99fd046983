"""What may stand beside a yes to the summary, and what takes it back: 「可以，晚点提交」 files nothing."""

import re
from functools import cache
from typing import Final

from actions.values.clauses import asks, pattern, phrases, without_address
from actions.values.lexicon import any_of, words

_SHORTEST: Final = 2
_LITTLE: Final = 2
_AGAINST: Final = re.compile(
    r"不|没|别|错|但|除[了非开去]|漏|少|改|换|取消|撤|停|退|算了|重[新填写来]|唔|勿|莫|甭|未|拒|反|可是|只是|就是说|\?|？"
    r"|\bno|not|n't|but|wait|chang|except"
)


def postpones(clause: str) -> bool:
    """晚点提交, 等我老公回来: it is to be done later, or something is to come first."""
    return bool(pattern("postponing").search(without_courtesy(clause)))


def speaks_against(clause: str) -> bool:
    """Whether something in a clause may take a yes back: a question, a denial, a condition, another time."""
    left = _agreeing().sub("", without_courtesy(clause))
    return asks(left) or bool(_AGAINST.search(left)) or postpones(left)


def without_courtesy(clause: str) -> str:
    """快点提交, 提交吧别磨叽: without thanks, pressure and abuse."""
    return _courtesy().sub("", clause)


def stands_beside(clause: str) -> bool:
    """谢谢, 快点啊, 烦死了: thanks, pressure or abuse beside a yes, and words without a meaning of their own."""
    if speaks_against(clause):
        return False
    if pattern("harmless").search(clause):
        return True
    left = _fillers().sub("", _agreeing().sub("", pattern("pressing").sub("", without_address(clause))))
    return len(left) <= (_LITTLE if pattern("pressing").search(clause) else 0)


@cache
def _courtesy() -> re.Pattern[str]:
    return re.compile(any_of(phrases("harmless") | phrases("pressing")))


@cache
def _agreeing() -> re.Pattern[str]:
    """没问题, 不用改: words of agreement that hold a denial."""
    return re.compile(any_of(word for word in phrases("agree") if len(word) >= _SHORTEST))


@cache
def _fillers() -> re.Pattern[str]:
    return re.compile(any_of(words("yes_no", "beside") | words("yes_no", "vocatives") | words("yes_no", "exclaiming")))
