import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.parts import split_parts
from bot.language.questions import asks


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("怎么删除？多久能好？", ["怎么删除？", "多久能好？"]),
        ("我叫王小明。信息会卖吗？", ["我叫王小明。", "信息会卖吗？"]),
        ("好，怎么删除", ["好，怎么删除"]),
        ("怎么删除，多久能好", ["怎么删除，", "多久能好"]),
        ("怎么删除？另外cookie怎么关掉", ["怎么删除？", "另外cookie怎么关掉"]),
        ("怎么删除？？？！", ["怎么删除？？？！"]),
        ("？？", []),
        ("", []),
    ],
)
def test_message_is_cut_between_its_questions(text: str, parts: "list[str]") -> None:
    assert split_parts(text) == parts


@given(st.text(alphabet="删除吗怎么？！。，; \n另外a1", max_size=80))
def test_nothing_is_lost_and_six_are_enough(text: str) -> None:
    parts = split_parts(text)
    assert len(parts) <= 6
    words = [mark for mark in text if mark.isalnum()]
    assert [mark for mark in "".join(parts) if mark.isalnum()] == words


@pytest.mark.parametrize("text", ["会卖吗", "怎么删?", "有没有期限", "凭什么", "what is it", "几天能好", "点解要收集"])
def test_question_is_heard(text: str) -> None:
    assert asks(text)


@pytest.mark.parametrize("text", ["请删除我的信息", "我叫王小明", "好的", "13800138000"])
def test_statement_is_no_question(text: str) -> None:
    assert not asks(text)
