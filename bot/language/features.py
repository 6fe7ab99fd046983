"""Sparse features of readings: characters, words, sounds and concepts, each weighted by tf-idf."""

from collections import Counter
from dataclasses import dataclass
from typing import Callable, Iterator, Sequence

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import TfidfVectorizer

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


_SMALLEST = 1e-9
VIEWS = {"characters": characters, "words": words, "sounds": sounds, "concepts": concepts}


@dataclass(frozen=True)
class View:
    """What was learnt of one view: the column of each term, and the weights of all columns."""

    terms: Callable[[Reading], Iterator[str]]
    columns: dict[str, int]
    rarity: np.ndarray

    @classmethod
    def fit(cls, terms: Callable[[Reading], Iterator[str]], readings: Sequence[Reading], min_count: int) -> "View":
        """Terms that fewer than `min_count` readings hold are left out."""
        learnt = TfidfVectorizer(analyzer=terms, min_df=min_count, dtype=np.float32).fit(readings)
        return cls(terms, {term: int(column) for term, column in learnt.vocabulary_.items()}, learnt.idf_)

    def row(self, reading: Reading) -> tuple[np.ndarray, np.ndarray]:
        """Columns and values, of unit length: TfidfVectorizer's with sublinear counts, in a tenth of its time."""
        counts = Counter(column for term in self.terms(reading) if (column := self.columns.get(term)) is not None)
        columns = np.fromiter(counts.keys(), dtype=np.int32, count=len(counts))
        often = np.fromiter(counts.values(), dtype=np.float32, count=len(counts))
        values = (1.0 + np.log(often)) * self.rarity[columns]
        return columns, values / max(float(np.linalg.norm(values)), _SMALLEST)


class Features:
    """Turns readings into one sparse matrix; a view with weight 0 is left out."""

    def __init__(self, weights: dict[str, float], min_count: int = 2) -> None:
        self._weights = {view: weight for view, weight in weights.items() if weight}
        self._min_count = min_count
        self._views: dict[str, View] = {}

    def fit(self, readings: Sequence[Reading]) -> "Features":
        """Learns vocabulary and weights."""
        self._views = {name: View.fit(VIEWS[name], readings, self._min_count) for name in self._weights}
        return self

    def transform(self, readings: Sequence[Reading]) -> csr_matrix:
        """One row of unit length for each reading, `float32`."""
        rows = [self._row(reading) for reading in readings]
        ends = np.cumsum([0, *(len(columns) for columns, _ in rows)])
        columns = np.concatenate([np.empty(0, np.int32), *(columns for columns, _ in rows)])
        values = np.concatenate([np.empty(0, np.float32), *(values for _, values in rows)])
        width = sum(len(view.columns) for view in self._views.values())
        return csr_matrix((values, columns, ends), shape=(len(rows), width), dtype=np.float32)

    def _row(self, reading: Reading) -> tuple[np.ndarray, np.ndarray]:
        columns, values, start = [], [], 0
        for name, view in self._views.items():
            places, weights = view.row(reading)
            columns.append(places + start)
            values.append(self._weights[name] * weights)
            start += len(view.columns)
        joined = np.concatenate(values)
        return np.concatenate(columns), joined / max(float(np.linalg.norm(joined)), _SMALLEST)
