"""Sparse features of readings: characters, words, sounds and concepts, each weighted by tf-idf."""

from typing import Iterator, Sequence

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.preprocessing import normalize as scale_rows

from bot.language.questions import asks
from bot.language.reading import Reading


def characters(reading: Reading) -> Iterator[str]:
    """Runs of one to four characters, with the borders of the text marked; words in letters count as one."""
    text = f"^{reading.normalized}$"
    for length in (1, 2, 3, 4):
        for start in range(len(text) - length + 1):
            run = text[start : start + length]
            if " " not in run:
                yield run


def words(reading: Reading) -> Iterator[str]:
    """Words, and pairs of neighbours."""
    yield from reading.words
    yield from (f"{left} {right}" for left, right in zip(reading.words, reading.words[1:], strict=False))


def sounds(reading: Reading) -> Iterator[str]:
    """Runs of one to four syllables."""
    for length in (1, 2, 3, 4):
        for start in range(len(reading.sounds) - length + 1):
            yield " ".join(reading.sounds[start : start + length])


def concepts(reading: Reading) -> Iterator[str]:
    """Concepts, and every unordered pair of them; whether something is asked counts as one more."""
    found = sorted({*reading.concepts, "asks" if asks(reading.normalized) else "states"})
    yield from found
    yield from (f"{left}&{right}" for at, left in enumerate(found) for right in found[at + 1 :])


VIEWS = {"characters": characters, "words": words, "sounds": sounds, "concepts": concepts}


class Features:
    """Turns readings into one sparse matrix; a view with weight 0 is left out."""

    def __init__(self, weights: dict[str, float], min_count: int = 2) -> None:
        self._weights = {view: weight for view, weight in weights.items() if weight}
        self._vectorizers = {
            view: TfidfVectorizer(analyzer=VIEWS[view], min_df=min_count, sublinear_tf=True, dtype=np.float32)
            for view in self._weights
        }

    def fit(self, readings: Sequence[Reading]) -> "Features":
        """Learns vocabulary and weights."""
        for vectorizer in self._vectorizers.values():
            vectorizer.fit(readings)
        return self

    def transform(self, readings: Sequence[Reading]) -> csr_matrix:
        """One row of unit length for each reading, `float32`."""
        views = self._vectorizers.items()
        blocks = [self._weights[view] * vectorizer.transform(readings) for view, vectorizer in views]
        return scale_rows(hstack(blocks, format="csr", dtype=np.float32))
