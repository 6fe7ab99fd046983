"""Two-step classification: first the group (a clause, or a kind of talk), then the label within it.

One softmax over all labels is slower to train by an order of magnitude and less often right about the clause
(docs/decisions/0005-understanding.md has the figures).
"""

from dataclasses import dataclass
from typing import Mapping, Sequence

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

_ITERATIONS = 60


@dataclass
class HierarchicalModel:
    """`labels` in the order of the columns of `probabilities`."""

    labels: list[str]
    _top: LogisticRegression
    _within: dict[str, LogisticRegression]
    _columns: dict[str, np.ndarray]

    @classmethod
    def fit(
        cls, features: csr_matrix, labels: Sequence[str], groups: Mapping[str, str], regularization: float
    ) -> "HierarchicalModel":
        """Trains on `features` (n × d); `groups` names the group of each label."""
        names = sorted(set(labels))
        ids = np.array([names.index(label) for label in labels])
        group_of = np.array([groups[label] for label in labels])
        top = _regression(features, group_of, regularization)
        within, columns = {}, {}
        for group in top.classes_:
            rows = np.flatnonzero(group_of == group)
            columns[group] = np.unique(ids[rows])
            if len(columns[group]) > 1:
                within[group] = _regression(features[rows], ids[rows], regularization)
        return cls(names, top, within, columns)

    def probabilities(self, features: csr_matrix) -> np.ndarray:
        """n × number of labels; each row sums to one."""
        groups = self._top.predict_proba(features)
        result = np.zeros((features.shape[0], len(self.labels)), dtype=np.float32)
        for at, group in enumerate(self._top.classes_):
            inner = self._within.get(group)
            share = inner.predict_proba(features) if inner else 1.0
            result[:, self._columns[group]] = groups[:, [at]] * share
        return result


def _regression(features: csr_matrix, targets: np.ndarray, regularization: float) -> LogisticRegression:
    model = LogisticRegression(C=regularization, max_iter=_ITERATIONS).fit(features, targets)
    model.coef_ = model.coef_.astype(np.float32)
    return model
