"""What the opening says is not asked for again; for whom it is, and what is left to staff."""

import pytest

from tests.actions.forms.talk import CODE, PHONE, Talk, heard


@pytest.mark.parametrize(
    ("said", "values"),
    [
        ("账号不用了，信息全删掉", {"deletion_reason": "4", "request_scope": "全部"}),
        ("你们没经我同意就收集，给我删了", {"deletion_reason": "2"}),
        ("把我的浏览记录全部删掉", {"request_scope": "浏览记录"}),
    ],
)
def test_reason_and_scope_are_taken(said: str, values: dict[str, str]) -> None:
    assert dict(Talk().open("deletion", said).values) == values


def test_story_told_in_the_opening_is_not_asked_for() -> None:
    story = "我要投诉，上周四有个业务员把我们登记的名单发到群里了"
    talk = Talk().open("complaint", story).say("同意", "王小明", PHONE)
    assert talk.asked == "confirm" and talk.values["details"] == story


def test_story_begun_in_the_opening_stands_before_the_rest() -> None:
    talk = Talk().open("complaint", "投诉，天天打电话").say("同意", "王小明", PHONE)
    assert talk.say("一天六个，叫得出我名字").values["details"] == "投诉，天天打电话；一天六个，叫得出我名字"


def test_wish_alone_tells_nothing() -> None:
    talk = Talk().open("complaint", "我要投诉").say("同意", "王小明", PHONE)
    assert talk.asked == "details"
    assert talk.say("还有，昨天").draft is not None


def test_story_goes_on_at_the_summary() -> None:
    talk = Talk().open("complaint", "我要投诉").say("同意", "王小明", PHONE, "天天打电话推销")
    talk.say("还有，他们叫得出我名字")
    assert talk.values["details"] == "天天打电话推销；他们叫得出我名字"
    assert talk.asked == "confirm"


def test_values_beside_the_agreement_are_taken() -> None:
    talk = Talk().open("access", "我要查").say(f"同意，我叫王小明，手机{PHONE}")
    assert talk.asked == "request_scope"


@pytest.mark.parametrize(
    ("opening", "kind", "known"),
    [
        ("帮我爸王大测注销账户", "parent", "我爸 王大测"),
        ("我爸去世了，把他的信息删了", "deceased", None),
        ("我儿子才十岁，把他的信息删了", "child", "我儿子"),
        ("我是代理律师，要求删除我当事人的信息", "client", None),
        ("我们有个工人孙试飞离职了，帮他把信息删了", "employee", "孙试飞"),
    ],
)
def test_request_for_others_says_for_whom(opening: str, kind: str, known: str | None) -> None:
    talk = Talk().open("account_closure", opening).say("同意", "李雷", PHONE)
    assert talk.draft is not None and talk.draft.relationship == kind
    if known is None:
        assert talk.asked == "relationship"
        talk.say("我父亲 王大测")
    assert (known or "王大测") in talk.values["relationship"]
    talk.say(CODE)
    assert talk.values["relationship"] in talk.replies[-1].parameters["beside"]
    assert talk.say("确认").said == ["receipt_for_other"]
    (ticket,) = talk.backend.filed.values()
    assert ticket.requester["relationship"] == kind
    assert ticket.details["relationship"]


@pytest.mark.parametrize("said", ["给我自己办", "payload", "我自己"])
def test_request_is_for_oneself_after_all(said: str) -> None:
    talk = Talk().open("account_closure", "帮我爸注销账户").say("同意", "李雷", PHONE)
    assert talk.asked == "relationship"
    talk.tap("do:for_myself") if said == "payload" else talk.say(said)
    assert talk.draft is not None and (talk.draft.relationship, talk.asked) == (None, "code")


def test_new_number_of_a_document_is_left_to_staff() -> None:
    talk = Talk().open("correction", "我身份证号登记错了要改").say("同意", "王小明")
    talk.say(PHONE)
    assert talk.asked == "code" and "correct_value" not in talk.values
    talk.say(CODE)
    assert talk.replies[-1].parameters["correct_value"].startswith("由工作人员")
    talk.say("确认")
    (ticket,) = talk.backend.filed.values()
    assert ticket.details == {"wrong_field": "身份证号"}


def test_document_named_when_asked_is_left_to_staff() -> None:
    talk = Talk().open("correction").say("同意", "王小明", PHONE, "身份证号，应该是110101199003078515")
    assert talk.said == ["document_by_staff", "ask_code"]
    assert "110101199003078515" not in str(talk.draft)


def test_new_phone_is_not_the_contact() -> None:
    talk = Talk().open("correction", "手机号换了，帮我改成13900139000").say("同意", "王小明")
    assert (talk.said, talk.asked) == (["ask_phone_on_file"], "phone")
    assert dict(talk.values) == {"wrong_field": "手机号", "correct_value": "13900139000", "name": "王小明"}
    assert talk.say(PHONE).backend.sent == [{"phone": PHONE}]


def test_other_mailbox_is_taken_for_a_new_one() -> None:
    talk = Talk().open("correction", "邮箱改成 new@example.com").say("同意", "王小明", PHONE)
    assert (talk.asked, talk.values["correct_value"]) == ("code", "new@example.com")


def test_value_of_a_correction_is_put_right() -> None:
    talk = Talk().open("correction", "出生日期错了").say("同意", "王小明", PHONE, "1979年6月13号", CODE)
    talk.say("哎不对不对，生日说错了，应该是1979年6月18号")
    assert (talk.values["correct_value"], talk.asked) == ("1979年6月18号", "confirm")


def test_misheard_name_is_put_right_at_the_summary() -> None:
    talk = Talk().open("access").say("同意", "李策", PHONE, "全部")
    assert talk.say("应该是李测不是李策").values["name"] == "李测"
    assert talk.asked == "confirm"


def test_misheard_character_is_put_right() -> None:
    talk = Talk().open("access").say("同意", "李策", PHONE)
    assert talk.say("测是观测的测").values["name"] == "李测"


def test_new_number_put_right_never_becomes_the_contact() -> None:
    talk = Talk().open("correction", "手机号换了，帮我改成13900139000").say("同意", "王小明", PHONE, CODE)
    talk.say("号码写错了，应该改成13900139008")
    assert (talk.values["correct_value"], talk.values["phone"], talk.asked) == ("13900139008", PHONE, "confirm")


def test_story_goes_along_to_another_type() -> None:
    talk = Talk().open("complaint", "我要投诉，评了个最低的等级").say("行", "王小明", PHONE)
    talk.say("先不投诉了，我就要你们解释这个等级系统是怎么自动评的")
    assert talk.draft is not None and talk.draft.type == "automated_decision"
    assert "最低的等级" in talk.values["details"] and "自动评" in talk.values["details"]


def test_number_of_a_moment_ago_is_the_new_one() -> None:
    talk = Talk().open("correction").say("同意", "王小明", PHONE, "手机号", "就是刚才那个号")
    assert (talk.values["correct_value"], talk.said) == (PHONE, ["new_contact_checked", "summary_correction"])


def test_mailbox_of_a_moment_ago_is_where_the_copy_goes() -> None:
    talk = Talk().open("copy", "邮箱 wang@example.com").say("同意", "王小明", "全部", "就是刚才那个邮箱")
    assert talk.values["delivery_target"] == "wang@example.com"


def test_opening_of_unknown_type_is_remembered() -> None:
    talk = Talk().open(None, "跟着我定位这个授权不给了")
    talk.say(heard("撤回同意", "request_consent_withdrawal", 0.9)).say("同意", "王小明", PHONE)
    assert (talk.values["request_scope"], talk.asked) == ("定位", "confirm")


def test_english_story_is_not_asked_for_again() -> None:
    talk = Talk().open("complaint", "I want to file a complaint, your app keeps sending my location to strangers")
    assert "strangers" in talk.values["details"]


@pytest.mark.parametrize(
    ("opening", "label", "kind"),
    [
        ("我要更正信息，哦不，是删除", "correction", "deletion"),
        ("我想改一下，哦不是，删除吧", "correction", "deletion"),
        ("删除我的信息，说错了，注销账号", "deletion", "account_closure"),
        ("我要注销，不是，是想要副本", "account_closure", "copy"),
        ("我要更正信息，哦不，是删除", "deletion", "deletion"),
        ("把名字改一下，哦不写错了的是手机号", "correction", "correction"),
        ("账号不用了，信息全删掉，注销也行", "deletion", "deletion"),
        ("我要注销账号，不是你们说的删除", "account_closure", "account_closure"),
    ],
)
def test_last_word_of_an_opening_names_the_type(opening: str, label: str, kind: str) -> None:
    talk = Talk().open(label, opening)
    assert talk.draft is not None and talk.draft.type == kind
