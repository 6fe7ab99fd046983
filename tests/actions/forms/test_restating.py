"""A yes that says the summary once more, and words that name a type."""

import pytest

from tests.actions.forms.talk import CODE, PHONE, Talk, heard


def _correction() -> Talk:
    return Talk().open("correction", "我单位登记错了").say("同意", "公羊毅", PHONE, "鼎盛", CODE)


@pytest.mark.parametrize(
    "text", ["对，改成鼎盛", "对，换成新的", "对头，交嘛", "能成", "是的，鼎盛", "要得，改吧", "中", "好嘞", "没麻达"]
)
def test_agreement_that_restates_files(text: str) -> None:
    talk = _correction()
    assert talk.asked_slot == "confirm"
    assert talk.say(text).said == ["receipt_correction"] or talk.draft is None


@pytest.mark.parametrize("text", ["对，改成鼎新", "对，换成别的", "对，但是改成鼎盛二厂", "不对，改成鼎盛公司"])
def test_agreement_with_another_value_files_nothing(text: str) -> None:
    talk = _correction().say(text)
    assert talk.draft is not None and talk.asked_slot == "confirm"


def test_request_by_its_name_is_a_yes() -> None:
    talk = Talk().open("complaint", "我要投诉，你们的人把我的信息往外说，都传到我老家了").say("同意", "巫马小刚", PHONE)
    assert talk.asked_slot == "confirm"
    assert talk.say("对，投诉").draft is None


def test_yes_to_the_question_what_to_change_files_nothing() -> None:
    assert _correction().say("不对", "对，换成新的").draft is not None


def test_agreement_is_no_question_whatever_it_sounds_like() -> None:
    assert _correction().say(heard("对头，交嘛", "faq/consent_effect", 0.9, True)).draft is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("不是删，是给我拷一份带走，你们那份留不留随便", "copy"),
        ("号不要了", "account_closure"),
        ("副本转给第三方", "copy"),
        ("删孩子的信息", "deletion"),
    ],
)
def test_words_name_the_type(text: str, kind: str) -> None:
    talk = Talk().open(None, "我的资料我想弄走").say(heard(text, "faq/delete_how", 0.3))
    assert talk.draft is not None and talk.draft.type == kind


@pytest.mark.parametrize("text", ["手机号不要了", "注销之后信息还在吗"])
def test_other_words_name_none(text: str) -> None:
    talk = Talk().open(None, "我的信息有问题").say(heard(text, "faq/close_data", 0.8, True))
    assert talk.draft is not None and talk.draft.type is None


@pytest.mark.parametrize("question", [True, False])
def test_never_mind_with_another_request_turns_to_it(question: bool) -> None:
    told = heard("查也查不出个啥，算了直接投诉吧，我投诉你们内部人把我信息往外说", "faq/access_how", 0.6, question)
    talk = Talk().open("access").say("同意", told)
    assert talk.draft is not None and talk.draft.type == "complaint"


def test_other_request_is_taken_at_the_question_whether_to_cancel() -> None:
    talk = Talk().open("access").say("同意", "算了不办了", "对，投诉")
    assert talk.draft is not None and talk.draft.type == "complaint"


@pytest.mark.parametrize("text", ["对，取消", "算了", "取消，我去网信办投诉"])
def test_yes_to_cancelling_still_cancels(text: str) -> None:
    assert Talk().open("access").say("同意", "算了不办了", text).draft is None


def _closure() -> Talk:
    return Talk().open("account_closure", "销号").say("同意", "公羊毅", PHONE, CODE)


def _copy() -> Talk:
    talk = Talk().open("copy").say("同意", "公羊毅", PHONE, "投保资料", "徐州宏远保险代理有限公司", CODE)
    assert talk.asked_slot == "confirm"
    return talk


@pytest.mark.parametrize(
    "text",
    [
        "好的呀，注掉",
        "对，销了",
        "嗯，账号停掉",
        "是的，给我注掉吧",
        "dui，确认",
        "dui 对",
        "dui",
        "shi de",
        "hao de",
        "hao",
    ]
    + ["xing", "keyi", "queren", "tijiao", "mei wenti", "OK，注掉"],
)
def test_yes_beside_the_verb_files_a_closure(text: str) -> None:
    assert _closure().say(text).draft is None


@pytest.mark.parametrize(
    "text",
    [
        "好的，等一下",
        "可以，晚点提交",
        "好的呀，别注掉",
        "对，先不注掉",
        "对，注掉会怎样",
        "好，注掉之后呢",
        "bu dui",
        "bu shi",
    ]
    + ["对，删掉", "bu xing", "是，转给宏远"],
)
def test_yes_beside_something_else_files_no_closure(text: str) -> None:
    assert _closure().say(text).backend.filed == {}


@pytest.mark.parametrize(
    "text",
    [
        "是，转给宏远",
        "对，发给宏远代理",
        "嗯，转给徐州宏远那边",
        "是的，转给他们",
        "好，发过去吧",
        "对，宏远保险",
        "是，给宏远公司",
    ],
)
def test_yes_beside_the_recipient_files_a_copy(text: str) -> None:
    assert len(_copy().say(text).backend.filed) == 1


@pytest.mark.parametrize(
    "text",
    [
        "是，转给宏达",
        "对，发给公羊毅",
        "对，改成鼎盛",
        "是，转给宏远的老板",
        "好，别转给宏远",
        "是，转给宏远吗",
        "对，转给徐州宏达",
    ]
    + ["好的，等一下", "可以，晚点提交", "是，转给我老婆", "对，先转给宏远", "对，转给宏远和宏达", "转给宏远？"],
)
def test_yes_beside_another_recipient_files_no_copy(text: str) -> None:
    assert _copy().say(heard(text, "affirm", 0.95)).backend.filed == {}


@pytest.mark.parametrize(
    ("text", "filed"), [("对，改过来", 1), ("好，给我改了吧", 1), ("对，改成宏远", 0), ("对，改不改", 0)]
)
def test_yes_beside_the_verb_files_a_correction(text: str, filed: int) -> None:
    assert len(_correction().say(text).backend.filed) == filed


def test_others_are_not_oneself() -> None:
    talk = Talk().open("copy").say("同意", "公羊毅", PHONE, "投保资料", "本人", CODE)
    assert talk.say("对，发给他").backend.filed == {}
