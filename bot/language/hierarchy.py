"""Two-step classification: first the group (a clause, or a kind of talk), then the label within it.

Linear support vector machines, since they train in seconds where a softmax over all labels takes minutes for the same
result (docs/decisions/0005-understanding.md has the figures). Margins become probabilities by a softmax with a fixed
temperature.
"""

from dataclasses import dataclass
from typing import Mapping, Sequence

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.svm import LinearSVC

_NEGLIGIBLE = 0.01


@dataclass
class MarginModel:
    """One linear machine for each of `classes`; `weights` has a row for each of the features named by `used`."""

    classes: np.ndarray
    used: np.ndarray
    weights: np.ndarray
    bias: np.ndarray
    sharpness: float

    @classmethod
    def fit(cls, features: csr_matrix, targets: np.ndarray, softness: float, sharpness: float) -> "MarginModel":
        """Trains one against all; `softness` is the usual C."""
        used = np.unique(features.indices)
        machine = LinearSVC(C=softness).fit(features[:, used], targets)
        weights, bias = machine.coef_.T, machine.intercept_
        if len(machine.classes_) == 2:
            weights, bias = np.hstack([-weights, weights]), np.array([-bias[0], bias[0]])
        # Half precision: half the memory and half the file, for the same decisions.
        return cls(machine.classes_, used, np.ascontiguousarray(weights, dtype=np.float16), bias, sharpness)

    def probabilities(self, row: csr_matrix) -> np.ndarray:
        """The probability of each class for one row of features."""
        places = np.minimum(np.searchsorted(self.used, row.indices), len(self.used) - 1)
        known = self.used[places] == row.indices
        weights = self.weights[places[known]].astype(np.float32)
        margins = self.sharpness * (row.data[known] @ weights + self.bias)
        powers = np.exp(margins - margins.max())
        return np.asarray(powers / powers.sum())


@dataclass
class HierarchicalModel:
    """`labels` in the order of the columns of `probabilities`."""

    labels: list[str]
    _top: MarginModel
    _within: dict[str, MarginModel]
    _columns: dict[str, np.ndarray]

    @classmethod
    def fit(
        cls,
        features: csr_matrix,
        labels: Sequence[str],
        groups: Mapping[str, str],
        softness: float,
        sharpness: float,
    ) -> "HierarchicalModel":
        """Trains on `features` (n × d); `groups` names the group of each label."""
        names = sorted(set(labels))
        number = {name: at for at, name in enumerate(names)}
        ids = np.array([number[label] for label in labels])
        group_of = np.array([groups[label] for label in labels])
        top = MarginModel.fit(features, group_of, softness, sharpness)
        within, columns = {}, {}
        for group in top.classes:
            rows = np.flatnonzero(group_of == group)
            columns[group] = np.unique(ids[rows])
            if len(columns[group]) > 1:
                within[group] = MarginModel.fit(features[rows], ids[rows], softness, sharpness)
        return cls(names, top, within, columns)

    def probabilities(self, features: csr_matrix) -> np.ndarray:
        """n × number of labels; each row sums to one."""
        return np.stack([self._of_row(features[at]) for at in range(features.shape[0])])

    def _of_row(self, row: csr_matrix) -> np.ndarray:
        result = np.zeros(len(self.labels), dtype=np.float32)
        for group, share in zip(self._top.classes, self._top.probabilities(row), strict=True):
            columns, inner = self._columns[group], self._within.get(group)
            # A group that is out of the question is not worth looking into.
            likely = inner is not None and share >= _NEGLIGIBLE
            result[columns] = share * (inner.probabilities(row) if inner and likely else 1.0 / len(columns))
        return result
