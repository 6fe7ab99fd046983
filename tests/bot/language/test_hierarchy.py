import pickle

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from bot.language.hierarchy import HierarchicalModel

LABELS = ["a1", "a2", "b"] * 12
GROUPS = {"a1": "a", "a2": "a", "b": "b"}


def _features(labels: "list[str]") -> csr_matrix:
    """Each label has a feature of its own, each group one as well; a last one is always there."""
    places = {"a1": (0, 3), "a2": (1, 3), "b": (2, 4)}
    rows = np.zeros((len(labels), 6), dtype=np.float32)
    for row, label in zip(rows, labels, strict=True):
        row[list(places[label])] = 1.0
        row[5] = 0.3
    return csr_matrix(rows)


@pytest.fixture(scope="module")
def model() -> HierarchicalModel:
    return HierarchicalModel.fit(_features(LABELS), LABELS, GROUPS, softness=1.0, sharpness=5.0)


def test_labels_are_told_apart(model: HierarchicalModel) -> None:
    best = model.probabilities(_features(["a1", "a2", "b"])).argmax(axis=1)
    assert [model.labels[at] for at in best] == ["a1", "a2", "b"]


def test_every_row_is_a_distribution(model: HierarchicalModel) -> None:
    rows = np.vstack([_features(["a1", "b"]).toarray(), np.zeros((1, 6)), np.ones((1, 6))]).astype(np.float32)
    scores = model.probabilities(csr_matrix(rows))
    assert scores.sum(axis=1) == pytest.approx([1.0] * 4, abs=1e-4)
    assert (scores >= 0).all()


def test_nothing_known_is_nothing_sure(model: HierarchicalModel) -> None:
    assert model.probabilities(csr_matrix((1, 6), dtype=np.float32)).max() < 0.9


def test_stored_model_decides_the_same(model: HierarchicalModel) -> None:
    again = pickle.loads(pickle.dumps(model))
    rows = _features(["a1", "a2", "b"])
    assert again.labels == model.labels
    assert again.probabilities(rows) == pytest.approx(model.probabilities(rows), abs=0.01)
