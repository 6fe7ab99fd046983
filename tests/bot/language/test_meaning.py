import pickle

import numpy as np
import pytest

import bot.language.meaning
from bot.language.meaning import Meaning, Nearness, Neighbours, vectors_of_many

# Two labels on two axes of four, and a third far from both.
VECTORS = np.array([[1, 0.1, 0, 0], [1, 0, 0.1, 0], [0.1, 1, 0, 0], [0, 1, 0.1, 0], [0, 0, 0, 1]], dtype=np.float32)
COLUMNS = np.array([0, 0, 1, 1, 2])


@pytest.fixture
def neighbours() -> Neighbours:
    order = [3, 0, 4, 1, 2]
    return Neighbours.fit(VECTORS[order], COLUMNS[order], dimensions=4)


def test_nearest_label_gains(neighbours: Neighbours) -> None:
    even = np.full((1, 3), 1 / 3)
    assert neighbours.reweigh(even, VECTORS[:1], Nearness()).argmax() == 0
    assert neighbours.reweigh(even, VECTORS[3:4], Nearness()).argmax() == 1


def test_rows_stay_distributions(neighbours: Neighbours) -> None:
    result = neighbours.reweigh(np.array([[1.0, 0.0, 0.0], [0.2, 0.3, 0.5]]), VECTORS[[0, 4]], Nearness(candidates=2))
    assert result.sum(axis=1) == pytest.approx([1.0, 1.0])
    assert (result >= 0).all()


def test_label_that_is_no_candidate_stays_behind(neighbours: Neighbours) -> None:
    """However near it is: the linear machines have ruled it out."""
    result = neighbours.reweigh(np.array([[0.0, 0.6, 0.4]]), VECTORS[:1], Nearness(candidates=2))
    assert result[0, 0] < 1e-3


def test_without_sharpness_nothing_changes(neighbours: Neighbours) -> None:
    before = np.array([[0.2, 0.3, 0.5]])
    assert neighbours.reweigh(before, VECTORS[:1], Nearness(sharpness=0.0))[0] == pytest.approx(before[0], abs=1e-4)


def test_same_thing_in_another_language_is_near() -> None:
    here, there, elsewhere = Meaning().vectors(["怎么删除我的信息", "how do I erase my data", "今天天气怎么样"])
    assert here @ there > here @ elsewhere + 0.1
    assert np.linalg.norm(here) == pytest.approx(1.0, abs=1e-3)


@pytest.mark.parametrize("text", ["", " ", "？", "删" * 4000])
def test_any_text_has_a_vector(text: str) -> None:
    assert np.isfinite(Meaning().vectors([text])).all()


def test_many_cores_make_the_same_vectors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bot.language.meaning, "_CHUNK", 2)
    texts = ["怎么删除信息", "备份会删吗", "谢谢", "cookie", "人工"]
    assert vectors_of_many(texts) == pytest.approx(Meaning().vectors(texts), abs=1e-5)


def test_storing_changes_nothing_that_counts(neighbours: Neighbours) -> None:
    stored = pickle.loads(pickle.dumps(neighbours))
    even = np.full((1, 3), 1 / 3)
    before, after = (one.reweigh(even, VECTORS[:1], Nearness()) for one in (neighbours, stored))
    assert after == pytest.approx(before, abs=0.01)
