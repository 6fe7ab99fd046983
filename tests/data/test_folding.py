import pytest

from tests.data.folding import fold


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("怎么 删除？", "怎么删除"),
        ("ＡＰＰ收集什么", "app收集什么"),
        ("怎麼刪除", "怎么删除"),
        ("你好😊", "你好"),
        ("还有呢……", "还有呢"),
    ],
)
def test_same_sentence(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("？", "！"), ("😊", "🙏"), ("删除", "删掉")])
def test_other_sentence(one: str, other: str) -> None:
    assert fold(one) != fold(other)
