"""Finds texts that are nearly the same, without comparing every pair."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from math import ceil

ALIKE = 0.85  # Jaccard similarity of character trigrams from which two ways to ask are one and the same


def trigrams(text: str) -> frozenset[str]:
    """Three characters each; a shorter text is its own only gram."""
    return frozenset(text[at : at + 3] for at in range(max(1, len(text) - 2)))


def similarity(one: frozenset[str], other: frozenset[str]) -> float:
    """Jaccard: what is shared, of all that there is."""
    shared = len(one & other)
    return shared / (len(one) + len(other) - shared)


def near_copies(texts: Sequence[str], alike: float = ALIKE) -> list[tuple[int, int]]:
    """Pairs (earlier, later) of texts at least so much alike; each later text once, with the first that it copies.

    Prefix filtering: sets of n grams that are `alike` must share one of the n - ceil(alike * n) + 1 rarest, so that
    only those are kept in the inverted index.
    """
    grams = [trigrams(text) for text in texts]
    frequency = Counter(gram for one in grams for gram in one)
    index: defaultdict[str, list[int]] = defaultdict(list)
    pairs = []
    for later, mine in enumerate(grams):
        rarest = sorted(mine, key=lambda gram: (frequency[gram], gram))[: len(mine) - ceil(alike * len(mine)) + 1]
        candidates = sorted({earlier for gram in rarest for earlier in index[gram]})
        copied = next((earlier for earlier in candidates if similarity(grams[earlier], mine) >= alike), None)
        if copied is not None:
            pairs.append((copied, later))
        for gram in rarest:
            index[gram].append(later)
    return pairs
