"""Near texts stand together, whatever comes in."""

import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.conversations.questions.folding import LONGEST, fold
from api.conversations.questions.grouping import NEAR, bigrams, grouped, similarity

# Few characters, so that texts are often near each other.
texts = st.lists(st.text(alphabet="删除信息多久能完吗", max_size=12), max_size=40)


@given(texts)
def test_every_text_stands_in_one_group(folded: list[str]) -> None:
    groups, _ = grouped(folded)
    assert sorted(position for group in groups for position in group) == list(range(len(folded)))
    assert all(group == sorted(group) for group in groups)


@given(texts)
def test_members_are_near_their_first(folded: list[str]) -> None:
    for first, *others in grouped(folded)[0]:
        assert all(similarity(bigrams(folded[first]), bigrams(folded[other])) >= NEAR for other in others)


@given(texts)
def test_first_ones_are_far_from_each_other(folded: list[str]) -> None:
    firsts = [bigrams(folded[group[0]]) for group in grouped(folded)[0]]
    pairs = [(one, other) for at, one in enumerate(firsts) for other in firsts[at + 1 :]]
    assert all(similarity(one, other) < NEAR for one, other in pairs)


@given(texts, texts)
def test_newer_texts_do_not_move_older_ones(older: list[str], newer: list[str]) -> None:
    before, after = grouped(older)[0], grouped(older + newer)[0]
    assert [[position for position in group if position < len(older)] for group in after[: len(before)]] == before


@given(st.text())
def test_folding_settles(text: str) -> None:
    assert len(fold(text)) <= LONGEST
    assert all(char.isalnum() for char in fold(text))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("刪除要多久？", "删除要多久"),
        ("ＡＰＰ怎么注销", "app 怎么注销！！！"),
        ("我的号是13800138000", "我的号是 139"),
        ("好慢啊啊啊啊", "好慢啊"),
    ],
)
def test_what_folds_alike(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_near_and_far() -> None:
    asked = ["备份里的信息多久删完", "你们收身份证吗", "备份里的信息多久能删完呢", "😀", "？！"]
    assert grouped([fold(text) for text in asked])[0] == [[0, 2], [1], [3, 4]]


def test_two_thousand_are_quick() -> None:
    chance = random.Random(7)
    many = ["".join(chance.choices("我你的信息删除保存多久怎么查看注销账户身份证分享给谁", k=14)) for _ in range(2000)]
    start = time.monotonic()
    grouped(many)
    assert time.monotonic() - start < 10
