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
        return cls(machine.classes_, used, np.ascontiguousarray(weights, dtype=np.float32), bias, sharpness)

    def probabilities(self, features: csr_matrix) -> np.ndarray:
        """n × classes; each row sums to one."""
        margins = self.sharpness * (features[:, self.used] @ self.weights + self.bias)
        powers = np.exp(margins - margins.max(axis=1, keepdims=True))
        return np.asarray(powers / powers.sum(axis=1, keepdims=True))


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
        groups = self._top.probabilities(features)
        result = np.zeros((features.shape[0], len(self.labels)), dtype=np.float32)
        for at, group in enumerate(self._top.classes):
            inner = self._within.get(group)
            share = inner.probabilities(features) if inner else 1.0
            result[:, self._columns[group]] = groups[:, [at]] * share
        return result
