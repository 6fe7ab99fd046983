"""Everything, or what was named; and time to think, which is neither."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actions.values.free import says_something
from actions.values.hold import is_hold, without_hold
from actions.values.scope import EVERYTHING, is_everything, is_marketing, read_scope, says_everything

ALL = (
    "全部|全部全部|全部，谢谢|都要|都看看|通通删掉呗|所有信息|全部的个人信息|有多少删多少|一样都别留|啥都不要了|什么都要"
    "|以前登记的那些都删了|全部都不许用|all|統統刪掉|全选"
)
SOME = "定位|全部位置信息|位置信息全部删掉|全删，除了手机号|只删地址|我的手机号和地址|身份证照片|浏览记录|2023年以前的"
ASKS_ALL = "账号不用了，信息全删掉|把我的资料全部删了|我要看看全部的|给我一份我所有的信息|把我填过的那些统统去掉|东西一样都别留"
ASKS_SOME = "我要删数据|位置信息全部删掉|删掉我的浏览记录|全部删除，除了保单|我要注销|你们全是骗子"
HOLDS = "等一下|等等|我想想|稍等一下哈|等等啊我看下|哦先等等|让我想想|等我一下|別急|等会儿，我找找"


@pytest.mark.parametrize("text", ALL.split("|"))
def test_everything_however_it_is_said(text: str) -> None:
    assert read_scope(text) == EVERYTHING


@pytest.mark.parametrize("text", SOME.split("|"))
def test_named_things_stay_as_said(text: str) -> None:
    assert read_scope(text) == text
    assert not is_everything(text)


@pytest.mark.parametrize(("said", "wanted"), [(ASKS_ALL, True), (ASKS_SOME, False)])
def test_opening_that_asks_for_all(said: str, wanted: bool) -> None:
    assert [text for text in said.split("|") if says_everything(text) is not wanted] == []


@pytest.mark.parametrize(
    ("text", "is_it"), [("只要不发广告", True), ("营销短信", True), ("手机号", False), ("全部", False)]
)
def test_advertising_is_told_apart(text: str, is_it: bool) -> None:
    assert is_marketing(text) is is_it


@pytest.mark.parametrize("text", HOLDS.split("|"))
def test_taking_time_is_no_value(text: str) -> None:
    assert is_hold(text) and without_hold(text) == ""


@pytest.mark.parametrize(
    ("text", "rest"),
    [("等等，不对", "不对"), ("等一下，改成幸福路1号", "改成幸福路1号"), ("等通知", "等通知"), ("幸福路", "幸福路")],
)
def test_what_follows_is_kept(text: str, rest: str) -> None:
    assert without_hold(text) == rest and not is_hold(text)


@pytest.mark.parametrize(
    ("text", "does"),
    [
        ("123456", False),
        ("１２３４５６", False),
        ("13800138000", False),
        ("我的手机号是138 0013 8000", False),
        ("……", False),
        ("号码13800138000被人打爆了", True),
        ("地址", True),
    ],
)
def test_numbers_alone_say_nothing(text: str, does: bool) -> None:
    assert says_something(text) is does


@settings(deadline=None, max_examples=200)
@given(st.text(max_size=200))
def test_any_text_is_read_without_an_error(text: str) -> None:
    assert read_scope(text) is None or read_scope(text)
    assert text.endswith(without_hold(text))
    assert is_everything(text) in (True, False)
