"""Puts near texts together: greedily, in one pass, by the character bigrams that they share (Dice's coefficient)."""

from collections import Counter, defaultdict
from collections.abc import Sequence

NEAR = 0.5

Bigrams = frozenset[str]


def bigrams(folded: str) -> Bigrams:
    """Pairs of neighbours; a text of one character, or none, stands for itself."""
    return frozenset(folded[at : at + 2] for at in range(len(folded) - 1)) or frozenset({folded})


def similarity(one: Bigrams, other: Bigrams) -> float:
    """1 for the same bigrams, 0 for none in common."""
    return 2 * len(one & other) / (len(one) + len(other))


class Leaders:
    """The first text of each group; whatever comes later is compared with these only, so the work is O(n·k)."""

    def __init__(self) -> None:
        self._sizes: list[int] = []
        self._holding: defaultdict[str, list[int]] = defaultdict(list)

    def add(self, text: Bigrams) -> int:
        """Open a group; its number."""
        number = len(self._sizes)
        self._sizes.append(len(text))
        for bigram in text:
            self._holding[bigram].append(number)
        return number

    def nearest(self, text: Bigrams) -> int | None:
        """The nearest group that is near enough; of two as near, the older."""
        shared = Counter(number for bigram in text for number in self._holding.get(bigram, ()))
        likeness = {number: 2 * count / (len(text) + self._sizes[number]) for number, count in shared.items()}
        best = max(likeness, key=lambda number: (likeness[number], -number), default=None)
        return best if best is not None and likeness[best] >= NEAR else None


def grouped(folded: Sequence[str]) -> tuple[list[list[int]], Leaders]:
    """Positions of the texts, group by group in the order of their first; and the leaders, to ask about others."""
    leaders, groups = Leaders(), list[list[int]]()
    for position, text in enumerate(map(bigrams, folded)):
        number = leaders.nearest(text)
        if number is None:
            leaders.add(text)
            groups.append([position])
        else:
            groups[number].append(position)
    return groups, leaders
