"""What plain retrieval reaches: the clauses of the policy ranked by Okapi BM25 over character bigrams."""

import math
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from api.policy.repository import load_policies
from tests.evaluation.folding import fold
from tests.evaluation.talk import Citation, Message, Reply

_K1, _B = 1.5, 0.75


class ClauseSearch:
    """Answers every question with the best clause, whole."""

    def __init__(self, clauses: Mapping[str, str]) -> None:
        self._clauses = clauses
        self._counts = {clause: Counter(bigrams(text)) for clause, text in clauses.items()}
        lengths = {clause: counts.total() for clause, counts in self._counts.items()}
        mean = sum(lengths.values()) / len(lengths)
        self._norms = {clause: _K1 * (1 - _B + _B * length / mean) for clause, length in lengths.items()}
        self._seen_in = Counter(term for counts in self._counts.values() for term in counts)

    @classmethod
    def of(cls, data_dir: Path) -> "ClauseSearch":
        """Over the newest version of the policy."""
        policy = list(load_policies(data_dir).values())[-1]
        return cls({clause: policy.quote(clause, None) or "" for clause in policy.clauses})

    def reply(self, text: str) -> Reply:
        """The best clause as the contract's answer."""
        terms = bigrams(text)
        best = max(self._clauses, key=lambda clause: self._score(clause, terms))
        return Reply((Message("answer", citations=(Citation(best, self._clauses[best]),)),))

    def _score(self, clause: str, terms: list[str]) -> float:
        counts, norm = self._counts[clause], self._norms[clause]
        return sum(self._weight(term) * counts[term] * (_K1 + 1) / (counts[term] + norm) for term in terms)

    def _weight(self, term: str) -> float:
        seen = self._seen_in[term]
        return math.log(1 + (len(self._clauses) - seen + 0.5) / (seen + 0.5))


def bigrams(text: str) -> list[str]:
    """Pairs of neighbouring characters."""
    folded = fold(text)
    return [folded[place : place + 2] for place in range(len(folded) - 1)]
