import random

import pytest

from tests.data.near_copies import ALIKE, near_copies, similarity, trigrams


def _by_comparing_all(texts: list[str], alike: float) -> list[tuple[int, int]]:
    grams = [trigrams(text) for text in texts]
    found = []
    for later in range(len(texts)):
        copied = [one for one in range(later) if similarity(grams[one], grams[later]) >= alike]
        found += [(copied[0], later)] if copied else []
    return found


@pytest.mark.parametrize("alike", [0.5, 0.7, ALIKE, 1.0])
def test_index_finds_what_comparing_all_finds(alike: float) -> None:
    chance = random.Random(7)
    texts = ["".join(chance.choice("你我他删改") for _ in range(chance.randint(1, 12))) for _ in range(300)]
    texts += [text + chance.choice(["吗", "", "呢"]) for text in texts]
    expected = _by_comparing_all(texts, alike)
    assert len(expected) > 20
    assert near_copies(texts, alike) == expected


def test_short_texts() -> None:
    assert near_copies(["", "删", "删", "删除", "删吗"]) == [(1, 2)]
