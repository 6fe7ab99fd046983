"""Mail addresses inside sentences."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actions.values.email import email_problem, find_email, looks_like_email

FOUND = [
    ("ceshi@example.cn", "ceshi@example.cn"),
    ("我邮箱是 Ce.Shi+1@Example.COM。", "ce.shi+1@example.com"),
    ("发到ceshi@163.com就行", "ceshi@163.com"),
    ("ceshi＠１６３。com", "ceshi@163.com"),
    ("ｃｅｓｈｉ@qq．com", "ceshi@qq.com"),
    ("ceshi@qq，com", "ceshi@qq.com"),
    ("ceshi艾特qq点com", "ceshi@qq.com"),
    ("ceshi at gmail dot com", "ceshi@gmail.com"),
    ("ceshi @ qq . com", "ceshi@qq.com"),
    ("qq 邮箱 10000001", "10000001@qq.com"),
    ("QQ邮箱是10000001", "10000001@qq.com"),
    ("ceshi@vip.163.com.cn", "ceshi@vip.163.com.cn"),
    ("ceshi@qq.com。谢谢", "ceshi@qq.com"),
    ("手机13800138000，邮箱ce_shi@126.com", "ce_shi@126.com"),
    ("不是jiu@qq.com，是xin@qq.com", "xin@qq.com"),
    ("jiu@qq.com写错了，应该是xin@qq.com", "xin@qq.com"),
]
WRONG = [
    ("@qq.com", "missing_name"),
    ("ceshi@", "missing_domain"),
    ("ceshi@qqcom", "missing_dot"),
    ("ceshi@qq.con", "unknown_ending"),
]


@pytest.mark.parametrize(("text", "address"), FOUND)
def test_address_is_found(text: str, address: str) -> None:
    assert find_email(text) == address
    assert looks_like_email(text)
    assert email_problem(text) is None


@pytest.mark.parametrize(("text", "problem"), WRONG)
def test_wrong_shape_says_why(text: str, problem: str) -> None:
    assert find_email(text) is None
    assert looks_like_email(text)
    assert email_problem(text) == problem


@pytest.mark.parametrize("text", ["没有邮箱", "13800138000", "", "发短信吧", "我的邮箱忘了", "what time is it"])
def test_text_without_address_gives_none(text: str) -> None:
    assert find_email(text) is None
    assert not looks_like_email(text)
    assert email_problem(text) is None


@settings(deadline=None, max_examples=200)
@given(
    st.from_regex(r"[a-z][a-z0-9_]{1,12}", fullmatch=True),
    st.sampled_from(["qq.com", "163.com", "example.com.cn", "sina.cn"]),
    st.sampled_from(["{}", "邮箱：{}", "发{}吧", "嗯 {} 谢谢", "我的是{}，别的没有"]),
    st.booleans(),
)
def test_address_reads_back_from_any_frame(name: str, domain: str, frame: str, full_width: bool) -> None:
    typed = f"{name}{'＠' if full_width else '@'}{domain}"
    assert find_email(frame.format(typed.upper() if full_width else typed)) == f"{name}@{domain}"


def test_address_behind_a_slip_in_english_counts() -> None:
    assert find_email("tom@example.com, sorry, I mean tim@example.com") == "tim@example.com"
    assert find_email("tom@example.com or tim@example.com") == "tom@example.com"
