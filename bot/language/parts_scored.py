"""The parts of a message with what each most likely means."""

from dataclasses import dataclass
from typing import Any, Sequence

import numpy as np

from bot.language.ordering import wants_done
from bot.language.questions import asks
from bot.language.reading import Reading

_KEPT = 5


@dataclass(frozen=True)
class ScoredPart:
    """One part; `ranking` holds the best labels with their probabilities, best first."""

    text: str
    ranking: tuple[tuple[str, float], ...]
    question: bool
    order: bool = False

    @property
    def label(self) -> str:
        """The best label."""
        return self.ranking[0][0]

    @property
    def confidence(self) -> float:
        """The probability of the best label."""
        return self.ranking[0][1]

    def summary(self) -> dict[str, Any]:
        """The form in which the actions read it."""
        confidence = round(self.confidence, 3)
        return {"text": self.text, "label": self.label, "confidence": confidence, "question": self.question}


def score_parts(readings: Sequence[Reading], labels: Sequence[str], scores: np.ndarray) -> list[ScoredPart]:
    """One scored part for each reading."""
    parts = []
    for reading, row in zip(readings, scores, strict=True):
        best = np.argsort(-row)[:_KEPT]
        ranking = tuple((labels[at], float(row[at])) for at in best)
        parts.append(ScoredPart(reading.text, ranking, asks(reading.normalized), wants_done(reading.normalized)))
    return parts
