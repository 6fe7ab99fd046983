"""Verification codes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actions.values.code import find_code
from tests.actions.values.spellings import mobiles, spelled

FOUND = [
    ("135790", "135790"),
    ("135790 是这个不", "135790"),
    ("1 3 5 7 9 0", "135790"),
    ("135-790", "135790"),
    ("1,3,5,7,9,0", "135790"),
    ("一三五七九零", "135790"),
    ("洞幺二三四五", "012345"),
    ("收到了：１３５７９０。", "135790"),
    ("不是111111，是222222", "222222"),
    ("13800138000 135790", "135790"),
    ("唯一135790", "135790"),
]


@pytest.mark.parametrize(("text", "code"), FOUND)
def test_six_digits_are_found(text: str, code: str) -> None:
    assert find_code(text) == code


@pytest.mark.parametrize(
    "text", ["", "12345", "1234567", "13800138000", "138001 38000", "没收到", "a123456@qq.com", "2022-04-22"]
)
def test_other_digits_are_no_code(text: str) -> None:
    assert find_code(text) is None


@settings(deadline=None, max_examples=200)
@given(
    st.integers(0, 999_999).map(lambda code: f"{code:06d}"),
    st.sampled_from(["{}", "验证码{}", "{} 对吗", "是 {}！"]),
    st.data(),
)
def test_any_spelling_reads_back(code: str, frame: str, data: st.DataObject) -> None:
    assert find_code(frame.format(data.draw(spelled(code)))) == code


@settings(deadline=None, max_examples=200)
@given(mobiles, st.data())
def test_phone_is_never_a_code(number: str, data: st.DataObject) -> None:
    assert find_code(data.draw(spelled(number))) is None


def test_code_behind_a_slip_in_english_counts() -> None:
    assert find_code("123456, sorry, I mean 654321") == "654321"
