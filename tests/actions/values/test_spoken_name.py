"""Names whose characters are explained, and names put right."""

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from actions.values.name import find_name
from actions.values.name_contrast import rather_called, respelled

SPOKEN = [
    ("我姓何何小测小心的小测量的测", "何小测"),
    ("我叫那个孙试飞考试的试飞机的飞", "孙试飞"),
    ("钱大海钱包的钱大海的大海", "钱大海"),
    ("我叫周大海周围的周大江大海的大海", "周大海"),
    ("名字啊林林小试大小的小考试的试", "林小试"),
    ("郑建设关耳郑建设的建设备的设", "郑建设"),
    ("双人徐小心的小测量的测", "徐小测"),
    ("姓吴口天吴吴小测", "吴小测"),
    ("免贵姓陈陈小测", "陈小测"),
    ("黄玮王字旁的玮", "黄玮"),
    ("蒋测，测是测量的测", "蒋测"),
    ("唐小策，计策的策，不是测量的测", "唐小策"),
    ("我喊李小测", "李小测"),
    ("俺叫李小测", "李小测"),
    ("阿拉叫李小测", "李小测"),
    ("侬好，阿拉叫李小测", "李小测"),
    ("我名字喊做李小测", "李小测"),
    ("应该是李小测不是李小策", "李小测"),
    ("不是李小策是李小测", "李小测"),
]
NOT_SPOKEN = "木子李|弓长张|我姓木子李|是老板的老板|你们的人说的|删除我的信息|我的手机号的尾号|等一下|我想想|不是我是他|应该是对的不是错的"
WORDS = ["小心", "小船", "大小", "测量", "观测", "飞机", "起飞", "海洋", "大海", "建设", "重建", "明亮", "光明", "伟大"]


@pytest.mark.parametrize(("text", "name"), SPOKEN)
def test_explained_name_is_the_name_alone(text: str, name: str) -> None:
    assert find_name(text, asked=True) == name


@pytest.mark.parametrize("text", NOT_SPOKEN.split("|"))
def test_other_explanations_give_no_name(text: str) -> None:
    assert find_name(text, asked=True) is None


@st.composite
def _explained(draw: st.DrawFn) -> tuple[str, str]:
    surname = draw(st.sampled_from("何孙周吴郑冯蒋沈韩杨"))
    words = draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=2, unique_by=lambda word: word[0]))
    marks = [draw(st.sampled_from(word)) for word in words]
    name = surname + "".join(marks)
    assume(len(set(name)) == len(name))
    opening = draw(st.sampled_from(["", "我叫", "我姓" + surname, "名字啊", "嗯我叫那个", "我喊", "免贵姓" + surname]))
    gap = draw(st.sampled_from(["", "，", "那个"]))
    units = gap.join(f"{word}的{mark}" for word, mark in zip(words, marks, strict=True))
    return opening + name + draw(st.sampled_from(["", "，", " "])) + units, name


@settings(deadline=None, max_examples=300)
@given(_explained())
def test_name_reads_back_from_any_explanation(spoken: tuple[str, str]) -> None:
    text, name = spoken
    assert find_name(text, asked=True) == name


@pytest.mark.parametrize(
    ("name", "text", "right"),
    [
        ("李策", "测是测量的测", "李测"),
        ("李策", "是测量的测不是政策的策", "李测"),
        ("李策", "不是政策的策，是测量的测", "李测"),
        ("李策", "那是我的号", None),
        ("李策", "是大海的海", None),
        ("李策", "是政策的策", None),
    ],
)
def test_one_character_is_put_right(name: str, text: str, right: str | None) -> None:
    assert respelled(name, text) == right


@pytest.mark.parametrize("text", ["这是我的不是你的", "是老板不是工人", "是昨天不是今天", "不是删除是注销"])
def test_other_contrasts_name_nobody(text: str) -> None:
    assert rather_called(text) is None
