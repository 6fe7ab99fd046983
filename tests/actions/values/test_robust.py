"""No text makes a reader fail or dawdle."""

import time
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actions.values.code import find_code
from actions.values.confirmation import read_confirmation
from actions.values.correction import find_correction
from actions.values.email import email_problem, find_email, looks_like_email
from actions.values.field import find_field, find_new_value, plain_value
from actions.values.free import clean_free_text, same_as_before
from actions.values.idcard import has_id_number, mask_id_numbers
from actions.values.name import find_name
from actions.values.phone import find_phone
from actions.values.reason import read_deletion_reason
from actions.values.relationship import find_relationship
from actions.values.yesno import read_yes_no

READERS: list[Callable[[str], object]] = [
    find_code,
    find_correction,
    email_problem,
    find_email,
    looks_like_email,
    find_field,
    find_new_value,
    plain_value,
    clean_free_text,
    same_as_before,
    has_id_number,
    mask_id_numbers,
    lambda text: find_name(text, asked=True),
    lambda text: find_name(text, asked=False),
    find_phone,
    read_deletion_reason,
    find_relationship,
    read_confirmation,
    read_yes_no,
]
_PIECES = [
    "我叫",
    "改成",
    "应该是",
    "不对",
    "138",
    "一三八",
    "@",
    "qq.com",
    "，",
    "？",
    " ",
    "不",
    "同意",
    "·",
    "\x00",
    "\ud800",
    "🆗",
    "姓",
    "王",
    "+86",
    "的",
]
typed = st.one_of(st.text(max_size=60), st.lists(st.sampled_from(_PIECES), max_size=25).map("".join))
LONG = [
    "a" * 4000,
    "a@" * 2000,
    "1" * 4000,
    "1 " * 2000,
    "我叫" * 2000,
    "的，" * 2000,
    "不是" * 2000,
    "a.b-" * 1000 + "@",
    "王 " * 2000,
]
TYPICAL = ["我是王小明，手机 138 0013 8000，邮箱ceshi@163.com，想注销账号，谢谢", "同意", "刚才名字写错了，应该是李雷"]


@settings(deadline=None, max_examples=300)
@given(typed)
def test_no_text_raises(text: str) -> None:
    for reader in READERS:
        reader(text)


@pytest.mark.parametrize("reader", READERS)
def test_long_text_takes_no_time(reader: Callable[[str], object]) -> None:
    for text in LONG:
        started = time.process_time()
        reader(text)
        assert time.process_time() - started < 1


@pytest.mark.parametrize("reader", READERS)
def test_typical_text_takes_under_a_millisecond(reader: Callable[[str], object]) -> None:
    assert min(_seconds(reader) for _ in range(5)) < 0.001


def _seconds(reader: Callable[[str], object]) -> float:
    started = time.process_time()
    for _ in range(10):
        for text in TYPICAL:
            reader(text)
    return (time.process_time() - started) / (10 * len(TYPICAL))
