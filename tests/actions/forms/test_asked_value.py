"""While a value is asked for, a message that gives it is that value; calling a person needs words for it."""

import pytest

from tests.actions.forms.talk import PHONE, Talk, heard


@pytest.fixture
def at_name() -> Talk:
    """A deletion that asks for the name."""
    return Talk().open("deletion").say("同意")


@pytest.mark.parametrize(
    ("text", "name"),
    [("我叫慕容雪", "慕容雪"), ("我叫鄺詠詩", "鄺詠詩"), ("我姓邝，叫咏诗", "邝咏诗"), ("我是高换弟", "高换弟")],
)
def test_name_is_no_call_for_a_person(at_name: Talk, text: str, name: str) -> None:
    assert at_name.say(heard(text, "handoff", 0.95)).values.get("name") == name


@pytest.mark.parametrize(
    "text",
    ["转人工", "我叫王芳，给我转人工", "来个活人", "换个人来", "有人吗", "I want a real person", "somebody help"],
)
def test_words_for_a_person_call_one(at_name: Talk, text: str) -> None:
    assert at_name.say(heard(text, "handoff", 0.6)).said == ["handoff"]


def test_mailbox_and_code_are_no_call(at_name: Talk) -> None:
    at_name.say("王小明", heard("找我就发 li@example.com", "handoff", 0.95))
    assert at_name.values["email"] == "li@example.com"


@pytest.mark.parametrize("text", ["苗苗", "欧阳夏丹红", "何必", "吉克阿呷，彝族的，就这四个字", "路过"])
def test_what_may_be_a_name_is_asked_back_and_believed(at_name: Talk, text: str) -> None:
    name = text.partition("，")[0]
    asked = at_name.say(
        heard(text, "why_ask" if text == "何必" else "out_of_scope/unclear", 0.8 if name != "路过" else 0.3)
    )
    assert (asked.said, asked.replies[-1].parameters["name"]) == (["guess_name"], name)
    assert asked.say("对").values["name"] == name


@pytest.mark.parametrize("text", ["苗苗", "吉克阿呷，彝族的，就这四个字"])
def test_name_said_again_is_believed(at_name: Talk, text: str) -> None:
    assert at_name.say(text, text).values["name"] == text.partition("，")[0]


@pytest.mark.parametrize("text", ["何必呢", "为啥", "干嘛要名字"])
def test_why_stays_a_why(at_name: Talk, text: str) -> None:
    assert at_name.say(heard(text, "why_ask", 0.8)).said == ["why_name", "ask_name"]


def test_joke_is_no_name(at_name: Talk) -> None:
    at_name.say(heard("我叫奥特曼，哈哈逗你的", "chitchat/joke", 0.8))
    assert (at_name.asked_slot, dict(at_name.values)) == ("name", {})
    assert at_name.say("路过", "路过").values["name"] == "路过"


def test_mailbox_beside_the_phone_is_not_what_is_wrong() -> None:
    talk = Talk().open("correction", "更正").say("同意", "汪可为", f"{PHONE}，邮箱一块给你 wkw943@163.com")
    assert (talk.values["phone"], talk.values["email"], talk.asked_slot) == (PHONE, "wkw943@163.com", "wrong_field")
    assert talk.say("出厂编号").asked_slot == "correct_value"


def test_mailbox_that_is_wrong_is_what_is_corrected() -> None:
    talk = Talk().open("correction", "更正").say("同意", "汪可为", f"{PHONE}，邮箱错了，改成 wkw943@163.com")
    assert (talk.values["wrong_field"], talk.values["correct_value"]) == ("邮箱", "wkw943@163.com")


def test_corrected_name_is_filed_without_its_explanation() -> None:
    talk = Talk().open("correction", "我名字登记错了").say("同意", "尉迟恭平", PHONE, "尉迟恭平，没有草字头的尉")
    assert talk.values["correct_value"] == "尉迟恭平"


@pytest.mark.parametrize("text", ["想删就删，还要啥理由", "没有理由", "不想说"])
def test_who_keeps_the_reason_hears_what_it_is_for(at_name: Talk, text: str) -> None:
    at_name.say("王小明", PHONE, text)
    assert (at_name.said, at_name.asked_slot) == (["why_deletion_reason", "ask_deletion_reason"], "deletion_reason")
    assert at_name.say("你们不在我们这儿做了，是你们不给办了").values["deletion_reason"] == "5"
