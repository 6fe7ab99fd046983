"""Values that are taken back."""

import pytest

from actions.values.correction import find_correction

TAKEN_BACK = [
    ("刚才名字写错了，应该是李雷", "name", "李雷", True),
    ("头先個名寫錯咗，應該係陳大文", "name", "陳大文", True),
    ("姓名打错了，李雷，雷电的雷", "name", "李雷", True),
    ("名字应该是李雷", "name", "李雷", False),
    ("不是李蕾，是李雷", "name", "李雷", False),
    ("不对，我叫李雷", "name", "李雷", False),
    ("手机号不对，是13800138000", "phone", "13800138000", False),
    ("把手机号改成１３９ ００１３ ９０００", "phone", "13900139000", False),
    ("写错了，应该是13900139000", "phone", "13900139000", True),
    ("手机号写错了，一三九 零零一三 九零零零", "phone", "13900139000", True),
    ("电话改一下", "phone", None, False),
    ("改一下手机号", "phone", None, False),
    ("邮箱改成Xin@qq.com", "email", "xin@qq.com", False),
    ("写错了，是xin@qq.com", "email", "xin@qq.com", True),
    ("原因选错了，应该是第四种", "deletion_reason", "第四种", True),
    ("说错了，应该是第3种", "deletion_reason", "第3种", True),
    ("范围改一下，只删手机号", "request_scope", "只删手机号", False),
    ("地址写错了，应该是江城市测试区1号", "correct_value", "江城市测试区1号", True),
    ("接收方改成测试保险公司", "delivery_target", "测试保险公司", False),
    ("说明那里要改一下", "details", None, False),
]
ORDINARY = """
|手机号是13800138000|身份证号传错了|我的手机号登记错了要改|名字没写错|王小测|13800138000|手机号能改吗|通讯地址|应该是通讯地址|没有|我不是李雷|你们没按当初说的来，违反约定！|不用了
正确的是440524198001010014|同意|对|算了|保单上的名字写错了|怎么改手机号|可以改邮箱吗
""".replace("\n", "|").split("|")


@pytest.mark.parametrize(("text", "slot", "value", "explicit"), TAKEN_BACK)
def test_earlier_value_is_taken_back(text: str, slot: str, value: str | None, explicit: bool) -> None:
    found = find_correction(text)
    assert found is not None
    assert (found.slot, found.value, found.explicit) == (slot, value, explicit)


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_answer_takes_nothing_back(text: str) -> None:
    assert find_correction(text) is None
