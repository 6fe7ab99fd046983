"""Agreement said in one breath, as speech recognition writes it: 「对对对就这样」「对提交吧」「没错没错就这样交吧」."""

from functools import cache
from typing import Final

from actions.values.lexicon import words

_TOO_SHORT: Final = frozenset("来准整能1ky")
_LONGEST: Final = 40


def agrees_throughout(clause: str, agreeing: frozenset[str]) -> bool:
    """Whether a clause is made of words of agreement and particles alone, with at least one of the former."""
    if len(clause) > _LONGEST:
        return False
    agreeing, longest = _long_enough(agreeing)
    beside = words("yes_no", "beside")
    # For each place: None when it cannot be reached, else whether a word of agreement stands before it.
    reached: list[bool | None] = [False] + [None] * len(clause)
    for end in range(1, len(clause) + 1):
        for start in range(max(0, end - longest), end):
            before, piece = reached[start], clause[start:end]
            if before is not None and (piece in agreeing or piece in beside):
                reached[end] = bool(reached[end]) or before or piece in agreeing
    return bool(reached[-1])


@cache
def _long_enough(agreeing: frozenset[str]) -> tuple[frozenset[str], int]:
    kept = agreeing - _TOO_SHORT
    return kept, max(map(len, kept))
