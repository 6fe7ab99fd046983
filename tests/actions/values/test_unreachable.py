"""The phone or mailbox on file does not work any more."""

import pytest

from actions.values.unreachable import is_unreachable


@pytest.mark.parametrize(
    "text",
    [
        "老卡停机了",
        "新的呗，旧的收不到",
        "以前留的手机号早就停机了",
        "绑的手机卡丢了登不上",
        "收不到验证码",
        "原来的号早不用了",
        "老邮箱登不上",
    ],
)
def test_contact_on_file_is_dead(text: str) -> None:
    assert is_unreachable(text)


@pytest.mark.parametrize("text", ["换个新号", "手机号登错了", "13800138000", "你们老打电话", "旧号13800138000还在用"])
def test_contact_may_still_work(text: str) -> None:
    assert not is_unreachable(text)
