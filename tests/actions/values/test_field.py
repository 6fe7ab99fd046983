"""Which field is wrong, and its new value."""

import pytest

from actions.values.field import find_field, find_new_value, plain_value

FIELDS = [
    ("公司地址", "公司地址"),
    ("通讯地址吧", "通讯地址"),
    ("我的通讯地址要变更，老房子拆迁了", "通讯地址"),
    ("工人王小测的身份证号", "身份证号"),
    ("手机号码错了", "手机号码"),
    ("我是王小测，手机13800138000，身份证号登记错了", "身份证号"),
    ("姓名和身份证号都错了", "姓名、身份证号"),
    ("紧急联系人手机号", "紧急联系人手机号"),
    ("出生年月不对", "出生年月"),
    ("銀行卡號要換", "銀行卡號"),
    ("邮箱", "邮箱"),
    ("公司名称改了", "公司名称"),
    ("保单上的名字写错了", "保单上的名字"),
    ("把手机号从138开头的换成139开头的", "手机号"),
    ("家庭住址", "家庭住址"),
]
VALUES = [
    ("正确的是440524198001010014", "440524198001010014"),
    ("把公司名称改成江城大吊车工程有限公司", "江城大吊车工程有限公司"),
    ("应该是李雷", "李雷"),
    ("地址更正为江城市测试区一号路１６号，金座A栋3-502室，邮编不用填", "江城市测试区一号路16号，金座A栋3-502室"),
    ("不是张三，是张山", "张山"),
    ("通讯地址改为江城市测试区777号，谢谢", "江城市测试区777号"),
    ("新地址是江城市测试区1号", "江城市测试区1号"),
    ("新手机号：13900139000", "13900139000"),
    ("出生日期应该是1990年1月2日", "1990年1月2日"),
    ("改成“张伟”就行", "张伟"),
    ("把邮箱从jiu@qq.com改成xin@qq.com", "xin@qq.com"),
    ("正确的应该是 李四", "李四"),
]


@pytest.mark.parametrize(("text", "field"), FIELDS)
def test_field_keeps_its_qualifier(text: str, field: str) -> None:
    assert find_field(text) == field


@pytest.mark.parametrize("text", ["", "王小测", "我的信息有问题", "我叫王小测，手机13800138000，要更正信息", "你好"])
def test_text_without_wrong_field_gives_none(text: str) -> None:
    assert find_field(text) is None


@pytest.mark.parametrize(("text", "value"), VALUES)
def test_new_value_is_cut_out(text: str, value: str) -> None:
    assert find_new_value(text) == value


@pytest.mark.parametrize(
    "text", ["", "改成什么", "应该是多少", "身份证号应该是多少呢", "王小测", "我要改手机号", "13800138000"]
)
def test_text_without_new_value_gives_none(text: str) -> None:
    assert find_new_value(text) is None


def test_remarks_around_a_value_are_dropped() -> None:
    assert plain_value("江城市测试区一号路16号，金座A栋，邮编不用填") == "江城市测试区一号路16号，金座A栋"
