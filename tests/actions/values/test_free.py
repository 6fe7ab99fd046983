"""Free text and pointing back."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actions.values.free import clean_free_text, same_as_before, says_something
from actions.values.idcard import MASK


def test_control_characters_are_removed() -> None:
    assert clean_free_text("  你好\x00\n世界\u202e\u200b \ud800") == "你好 世界"


def test_id_number_is_kept_only_when_asked_for() -> None:
    text = "号码 11010519491231002X"
    assert clean_free_text(text) == f"号码 {MASK}"
    assert clean_free_text(text, keep_ids=True) == text


def test_text_as_written_is_kept() -> None:
    assert clean_free_text("劉家辉：地址１号，' OR '1'='1") == "劉家辉：地址１号，' OR '1'='1"


@settings(deadline=None, max_examples=200)
@given(st.text(max_size=700), st.integers(1, 500))
def test_length_is_limited(text: str, limit: int) -> None:
    cleaned = clean_free_text(text, limit)
    assert len(cleaned) <= limit
    assert cleaned == cleaned.strip()
    cleaned.encode()


@pytest.mark.parametrize(
    "text",
    "就是刚才那个号|同上|跟前面一样|刚才说的那个|一样的|还是那个号|就之前那个|前面给过了|我的手机号就是刚才那个|用刚才的手机号|頭先嗰個|上面那个号码就行|跟手机号一样".split(
        "|"
    ),
)
def test_pointing_back_is_heard(text: str) -> None:
    assert same_as_before(text)


@pytest.mark.parametrize(
    "text", ["13800138000", "王小明", "刚才那个问题", "不是刚才那个", "", "刚才你说三十天是吗", "好的"]
)
def test_anything_else_points_nowhere(text: str) -> None:
    assert not same_as_before(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("［证件号已隐去］", False),
        ("我的［银行卡号已隐去］", False),
        ("通话记录［证件号已隐去］", True),
        ("全部", True),
    ],
)
def test_mark_of_a_hidden_number_says_nothing(text: str, expected: bool) -> None:
    assert says_something(text) is expected
