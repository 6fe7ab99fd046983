"""Pinyin becomes characters by the words that were learnt; English stays English."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.spelling import Speller

SENTENCES = [
    ["要", "销户", "的话", "该", "找", "谁", "办"],
    ["查", "自己", "的", "信息", "要", "付钱", "吗"],
    ["你们", "会不会", "把", "我", "的", "电话", "给", "别人"],
    ["不", "要", "把", "我", "的", "信息", "卖", "掉"],
] * 5


@pytest.fixture(scope="module")
def speller() -> Speller:
    return Speller.fit(SENTENCES)


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("yao xiaohu de hua gai zhao shei ban", "要销户的话该找谁办"),
        ("chazijidexinxiyaofuqianma?", "查自己的信息要付钱吗?"),
        ("nimen huibuhui ba wode dianhua gei bieren", "你们会不会把我的电话给别人"),
        ("ba wo de xin xi mai diao, yao fu qian ma", "把我的信息卖掉,要付钱吗"),
        ("11 wo de dian hua", "11我的电话"),
    ],
)
def test_pinyin_is_written_in_characters(speller: Speller, typed: str, written: str) -> None:
    assert speller.write(typed) == written


@pytest.mark.parametrize("text", ["no one can see me", "are you human or a machine", "nice game home", "", "?? 12"])
def test_what_is_hardly_pinyin_is_left(speller: Speller, text: str) -> None:
    assert speller.write(text) is None


def test_counts_are_all_there_is_to_keep(speller: Speller) -> None:
    again = Speller(dict(speller.words), dict(speller.pairs))
    assert again.write("yao xiaohu ma") == speller.write("yao xiaohu ma") == "要销户吗"


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz '?,.12我", max_size=80))
def test_any_text_is_survived(text: str) -> None:
    written = Speller.fit(SENTENCES).write(text)
    assert written is None or all(mark in written for mark in text if mark in "?,.12我")
