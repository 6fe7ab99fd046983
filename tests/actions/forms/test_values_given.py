"""Values as people give them: whose number it is, what no name can be, what was given before."""

import pytest

from actions.values.name import find_name
from actions.values.phone import find_phone
from tests.actions.errands.talk import CODE as ERRAND_CODE
from tests.actions.errands.talk import FakeTickets, ticket
from tests.actions.errands.talk import Talk as ErrandTalk
from tests.actions.forms.talk import CODE, PHONE, Talk


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("我老婆的号13800138000，我的是13900139000", "13900139000"),
        ("我的是13900139000，我老婆的号是13800138000", "13900139000"),
        ("先打13900139000，打不通打13800138000", "13900139000"),
        ("13900139000，打不通就打13800138000", "13900139000"),
        ("13900139000打不通了，打13800138000", "13800138000"),
        ("我老婆的号13800138000", "13800138000"),
    ],
)
def test_number_that_is_meant(text: str, number: str) -> None:
    phone = find_phone(text)
    assert phone is not None and phone.number == number


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("买买提", "买买提"),
        ("我叫买买提", "买买提"),
        ("李雷（Lei Li）", "李雷"),
        ("Lei Li 李雷", "李雷"),
        ("John Smith", "John Smith"),
        ("Tom 王，身份证上是王汤姆", "王汤姆"),
        ("姓何何小测", "何小测"),
    ],
)
def test_name_that_is_meant(text: str, name: str) -> None:
    assert find_name(text, asked=True) == name


@pytest.mark.parametrize("text", ["不想说", "就不告诉你", "不想告诉你", "骗子公司", "呵呵", "你猜", "哼"])
def test_what_is_no_name_is_none_however_often_it_is_said(text: str) -> None:
    talk = Talk().open("complaint").say("同意", "嗯？", "啥", text)
    assert "name" not in talk.values and "way_out" in talk.said


@pytest.mark.parametrize("text", ["li lei", "阿依夏木古丽"])
def test_unusual_name_is_taken_as_typed_at_last(text: str) -> None:
    talk = Talk().open("complaint").say("同意", "嗯？", "啥", text)
    if talk.said == ["guess_name"]:
        talk.say("对")
    assert talk.values["name"] == text


def test_number_that_was_taken_back_is_meant_again() -> None:
    talk = Talk().open("access").say("同意", "王小明", PHONE, "手机号写错了")
    assert talk.asked == "phone"
    assert talk.say("就是刚才那个号").values["phone"] == PHONE


def test_number_that_was_proved_for_an_errand_is_meant_again() -> None:
    talk = ErrandTalk(FakeTickets(elsewhere=[ticket("A")])).say("查进度", "request_status").say(PHONE).say(ERRAND_CODE)
    talk.say("我要投诉", "request_complaint").say("同意").say("王小明").say("就是刚才那个号")
    assert talk.slots["draft"]["values"]["phone"] == PHONE


def test_nothing_given_before_is_no_number() -> None:
    talk = Talk().open("account_closure").say("同意", "王小明", "就是刚才那个号")
    assert (talk.said, talk.asked) == (["unclear_phone"], "phone")
    assert talk.say(PHONE, CODE).asked == "confirm"
