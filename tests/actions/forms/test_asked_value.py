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


@pytest.mark.parametrize("name", ["卜算", "卜停", "安取"])
def test_bare_name_calls_nothing_off(at_name: Talk, name: str) -> None:
    assert at_name.say(heard(name, "cancel", 0.9)).values["name"] == name


@pytest.mark.parametrize("text", ["算了", "不弄了", "不想弄了", "别办", "拉倒"])
def test_calling_off_at_the_name_still_does(at_name: Talk, text: str) -> None:
    assert at_name.say(heard(text, "cancel", 0.9)).said == ["ask_cancel"]


@pytest.mark.parametrize("text", ["你们领导是死人吗，养这种东西", "老板良心被狗吃了"])
def test_abuse_of_persons_calls_none(at_name: Talk, text: str) -> None:
    assert at_name.say(heard(text, "handoff", 0.97)).said == ["chitchat/abuse", "ask_name"]


@pytest.mark.parametrize("text", ["叫你们领导死过来", "你们经理呢", "转人工", "你们是猪吗，给我换个真人"])
def test_call_for_a_person_beside_abuse_is_one(at_name: Talk, text: str) -> None:
    assert at_name.say(heard(text, "handoff", 0.97)).said == ["handoff"]


@pytest.mark.parametrize("text", ["机器和人员", "操作手和机器的登记", "人和车"])
def test_free_text_without_a_word_for_a_person_is_the_value(text: str) -> None:
    talk = Talk().open("access").say("同意", "王小明", PHONE, heard(text, "handoff", 0.97))
    assert (talk.values["request_scope"], talk.asked) == (text, "confirm")


@pytest.mark.parametrize("text", ["转人工", "叫你们领导来", "找个活人", "I want an agent", "你们经理呢"])
def test_word_for_a_person_calls_one_at_free_text(text: str) -> None:
    talk = Talk().open("access").say("同意", "王小明", PHONE, heard(text, "handoff", 0.97))
    assert talk.said == ["handoff"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("我是塔吊司机，你们写成信号工咧", "塔吊司机"),
        ("你们写成信号工了，我是塔吊司机", "塔吊司机"),
        ("不是信号工，我是塔吊司机", "塔吊司机"),
        ("是塔吊司机", "塔吊司机"),
        ("应该是塔吊司机，你们登记成信号工", "塔吊司机"),
        ("塔吊司机", "塔吊司机"),
        ("正确的是 LG6075-2208316，哎看错了，末尾是 361，整个就是 LG6075-2208361", "LG6075-2208361"),
        ("改成塔吊司机，哦不，应该是信号工", "信号工"),
        ("改成鼎盛公司，说错了，是鼎新公司", "鼎新公司"),
        ("你们写错了，应该是塔吊司机", "塔吊司机"),
    ],
)
def test_value_is_taken_without_what_was_wrong(text: str, value: str) -> None:
    talk = Talk().open("correction", "我岗位登记错了").say("同意", "公羊毅", PHONE, text)
    assert talk.values["correct_value"] == value
