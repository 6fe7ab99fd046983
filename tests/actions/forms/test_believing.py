"""Names that are asked back, and talk that only sounds like something else."""

import pytest

from tests.actions.forms.talk import CODE, PHONE, Talk, heard


@pytest.fixture
def at_name() -> Talk:
    """A complaint that asks for the name."""
    return Talk().open("complaint").say("同意")


@pytest.mark.parametrize("answer", ["对", "是的", "就是万一", "万一就是我大名，姓万名一"])
def test_word_is_asked_back_and_believed(at_name: Talk, answer: str) -> None:
    at_name.say(heard("万一", "faq/not_absolute", 0.35))
    assert (at_name.said, at_name.replies[-1].parameters["name"]) == (["guess_name"], "万一")
    at_name.say(answer)
    assert (at_name.values["name"], at_name.asked) == ("万一", "phone")


def test_buttons_of_the_question(at_name: Talk) -> None:
    assert at_name.say("万一").tap("do:confirm").values["name"] == "万一"


@pytest.mark.parametrize("answer", ["不是", "payload"])
def test_word_that_was_no_name_is_forgotten(at_name: Talk, answer: str) -> None:
    at_name.say("万一")
    at_name.tap("do:change") if answer == "payload" else at_name.say(answer)
    assert (at_name.said, at_name.asked) == (["unclear_name"], "name")
    assert at_name.say("王小明").values["name"] == "王小明"


def test_another_name_answers_too(at_name: Talk) -> None:
    assert at_name.say("万一", "王小明").values["name"] == "王小明"


def test_word_said_again_is_believed(at_name: Talk) -> None:
    thanks = heard("辛苦", "chitchat/thanks", 1.0)
    assert at_name.say(thanks).said == ["chitchat/thanks", "ask_name"]
    assert at_name.say(thanks).values["name"] == "辛苦"


def test_abuse_of_persons_calls_nobody(at_name: Talk) -> None:
    at_name.say(heard("你们领导是死人吗，养这种东西", "handoff", 0.69))
    assert (at_name.said, at_name.asked) == (["chitchat/abuse", "ask_name"], "name")


@pytest.mark.parametrize("text", ["叫你们领导来", "我要跟人说", "找个活人", "human please"])
def test_person_is_called(at_name: Talk, text: str) -> None:
    assert at_name.say(heard(text, "handoff", 0.95)).said == ["handoff"]


def test_why_is_answered_in_place(at_name: Talk) -> None:
    at_name.say("王小明", heard("why do you need my number for a complaint?", "faq/complain_where", 0.8, True))
    assert (at_name.said, at_name.asked) == (["why_phone", "ask_phone"], "phone")


def test_few_words_are_a_value_whatever_they_sound_like() -> None:
    talk = Talk().open("correction", "岗位登错了").say("同意", "王小明", PHONE)
    talk.say(heard("信号工", "out_of_scope/general_knowledge", 0.91))
    assert talk.values["correct_value"] == "信号工"


def test_story_may_quote_anything() -> None:
    """Who complains about a message quotes it: braces and all."""
    told = "短信里写着 {name} 和 {0}，100% 是群发"
    talk = Talk().open("complaint").say("同意", "王小明", PHONE, heard(told, "out_of_scope/injection", 0.76))
    assert talk.values["details"] == told


def test_mailbox_at_the_summary_is_no_new_value() -> None:
    talk = Talk().open("correction", "岗位登错了").say("同意", "王小明", PHONE, "信号工", CODE)
    talk.say("等下！邮箱我少敲了个字母，正确的是 wang@example.com")
    assert (talk.values["correct_value"], talk.values["email"]) == ("信号工", "wang@example.com")


def test_slip_of_the_pen_turns_to_nothing() -> None:
    talk = Talk().open("account_closure").say("同意", "王小明", "1396180774")
    talk.say(heard("少打了一位，13961807745", "request_correction", 0.91))
    assert talk.draft is not None and talk.draft.type == "account_closure"
    assert talk.values["phone"] == "13961807745"


def test_question_about_another_type_turns_to_nothing() -> None:
    talk = Talk().open("account_closure").say("同意")
    talk.say(heard("关掉以后我的信息是删掉还是你们接着留？", "faq/close_data", 0.88, question=True))
    assert talk.draft is not None and talk.draft.type == "account_closure"
    assert talk.said == ["faq/close_data", "ask_name"]


def test_type_given_up_and_another_told_with_its_values() -> None:
    talk = Talk().open("account_closure", "我要销号，绑的手机卡丢了").say("同意")
    talk.say(heard("哎要是能换绑我就不销了，改成帮我把登记的手机号换成19921680537吧", "request_correction", 1.0))
    assert talk.draft is not None and talk.draft.type == "correction"
    assert talk.values["correct_value"] == "19921680537"
    assert talk.say("车前子").said == ["new_contact_checked", "summary_correction"]
    assert talk.say("对，改手机就行").said == ["receipt_contact"]


@pytest.mark.parametrize("text", ["关", "关吧", "嗯，关掉", "对的哥们", "yes that's right"])
def test_yes_in_other_words(text: str) -> None:
    talk = Talk().open("account_closure").say("同意", "王小明", PHONE, CODE)
    assert talk.say(text).said == ["receipt_verified"]


@pytest.mark.parametrize("text", ["不销了", "先别关了", "这单不要了"])
def test_type_given_up_is_called_off(text: str) -> None:
    talk = Talk().open("account_closure").say("同意", "王小明", PHONE)
    assert talk.say(text).said == ["ask_cancel"]


def test_sounding_like_yes_with_a_doubt_files_nothing() -> None:
    talk = Talk().open("access").say("同意", "王小明", PHONE, "全部")
    talk.say(heard("没啥，不过名字改改", "affirm", 0.95))
    assert talk.backend.filed == {}


def test_name_with_a_word_of_doubt_in_it_is_a_name(at_name: Talk) -> None:
    assert at_name.say("姓何，何必问的何，何思源").values["name"] == "何思源"


def test_reason_said_as_a_reproach_is_a_reason() -> None:
    talk = Talk().open("deletion").say("同意", "王小明", PHONE, "凭啥不经我同意就留")
    assert talk.values["deletion_reason"] == "2"


def test_words_that_give_up_one_type_tell_nothing_of_the_other() -> None:
    talk = Talk().open("account_closure").say("同意", "王小明", PHONE, CODE)
    talk.say("等等，账号我还要用，不注销了，改成删掉我的身份证照片吧")
    assert talk.draft is not None and (talk.draft.type, talk.asked) == ("deletion", "deletion_reason")
    assert talk.values["request_scope"] == "身份证照片"
    assert talk.say("处理违法").said == ["code_serves_again", "summary_deletion"]


@pytest.mark.parametrize("said", ["账号先留着，你就帮我把通讯录删掉", "账号还要用，只删通讯录"])
def test_type_that_is_kept_makes_room_for_another(said: str) -> None:
    talk = Talk().open("account_closure").say("同意", "王小明", PHONE, CODE, heard(said, "request_deletion", 0.9))
    assert talk.draft is not None and talk.draft.type == "deletion"
    assert "通讯录" in talk.values["request_scope"]


def test_complaint_that_is_dropped_for_another_request() -> None:
    talk = Talk().open("complaint").say("同意", "王小明", PHONE, "投诉也没用，干脆把我账号注销得了")
    assert talk.draft is not None and talk.draft.type == "account_closure"


def test_slip_told_without_its_usual_words() -> None:
    talk = Talk().open("access").say("同意", "巫启贤", PHONE, "刚才名字打快了，是巫启闲")
    assert talk.values["name"] == "巫启闲"


def test_yes_to_what_is_wrong_files_nothing() -> None:
    talk = Talk().open("access").say("同意", "王小明", PHONE, "全部", "不对")
    assert talk.say("对").said == ["summary_access"] and talk.backend.filed == {}
    assert talk.say("对").said == ["receipt"]


@pytest.mark.parametrize(
    ("said", "slot", "value"),
    [
        ("改成给我本人", "delivery_target", "给我本人"),
        ("改成只要保单", "request_scope", "只要保单"),
        ("换成全部吧", "request_scope", "全部"),
        ("姓也错了，姓汪", "name", "汪小明"),
        ("我不姓王，姓汪", "name", "汪小明"),
    ],
)
def test_new_value_tells_what_it_is(said: str, slot: str, value: str) -> None:
    talk = Talk().open("copy").say("同意", "王小明", PHONE, "定位", "给我老婆", CODE, said)
    assert (talk.values[slot], talk.said) == (value, ["changed", "summary_copy"])
