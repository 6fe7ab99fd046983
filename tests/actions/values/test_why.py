"""Why is this asked?"""

import pytest

from actions.values.why import asks_why


@pytest.mark.parametrize(
    ("slot", "text"),
    [
        ("phone", "why do you need my number for a complaint?"),
        ("phone", "凭啥要手机"),
        ("phone", "留手机号干嘛"),
        ("phone", "點解要電話"),
        ("code", "号码都告诉你了还验什么验，图啥呀"),
        ("name", "问这个干嘛"),
        ("deletion_reason", "删个信息还要说理由？凭什么"),
        ("confirm", "为什么还要我确认"),
    ],
)
def test_reason_for_the_asked_slot(slot: str, text: str) -> None:
    assert asks_why(text, slot)


@pytest.mark.parametrize(
    ("slot", "text"),
    [
        ("phone", "为什么要收集我的位置信息"),
        ("name", "为什么我老收到骚扰电话"),
        ("details", "你们凭什么打电话给我"),
        ("details", "为什么我的保费涨了两成，没人给我解释这个情况"),
        ("name", "王小明"),
        ("phone", "13800138000"),
    ],
)
def test_another_question_or_a_value(slot: str, text: str) -> None:
    assert not asks_why(text, slot)
