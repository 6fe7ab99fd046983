"""Who says that they are under age."""

import pytest

from actions.values.minor import says_under_age

UNDER_AGE = """
我今年13岁，想删我的信息|我才十二岁|我还未成年|我是未成年人，要注销|我是初中生，删掉我的信息|本人今年十七周岁|今年15岁，要删号|我上小学，把我的号注销了|i am 13 and want my data deleted|I'm only 15 years old|我還未成年
""".strip().split("|")
OTHERS = """
我儿子13岁|我今年33岁|我是13岁孩子的妈妈|我十岁的时候就来了|女儿8岁，要删掉|我二十岁|我今年三十五岁了|未成年人要家长同意吗|我是小学老师|我女儿上初中|i am 35|I am 13th in the queue|我等了13天|我爸63岁|我孩子上小学
""".strip().split("|")


@pytest.mark.parametrize("text", UNDER_AGE)
def test_under_age_is_noticed(text: str) -> None:
    assert says_under_age(text)


@pytest.mark.parametrize("text", OTHERS)
def test_others_are_of_age(text: str) -> None:
    assert says_under_age(text) is None
