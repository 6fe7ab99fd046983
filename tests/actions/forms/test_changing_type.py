"""Another type in the middle of a request, said in words, offered, or pressed."""

import pytest

from actions.forms.heard import Heard, Part
from tests.actions.forms.talk import CODE, PHONE, Talk, heard


@pytest.fixture
def deletion() -> Talk:
    """A deletion that asks for the name."""
    return Talk().open("deletion").say("同意")


STEPS = {
    "name": [],
    "phone": ["王小明"],
    "deletion_reason": ["王小明", PHONE],
    "request_scope": ["王小明", PHONE, "第四种"],
}
STEPS["code"] = [*STEPS["request_scope"], "全部"]
STEPS["confirm"] = [*STEPS["code"], CODE]


@pytest.mark.parametrize("slot", STEPS)
@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("不是删除，是注销", "account_closure"),
        ("我不是要删，我是要收回同意", "consent_withdrawal"),
        ("算了还是只要退订广告", "consent_withdrawal"),
        ("先别删，让我先看看你们存了什么", "access"),
    ],
)
def test_wanted_type_is_taken_at_any_step(deletion: Talk, slot: str, said: str, kind: str) -> None:
    deletion.say(*STEPS[slot])
    assert deletion.asked_slot == slot
    before = dict(deletion.values)
    if "退订广告" in said and "request_scope" in before:
        before["request_scope"] = "退订广告"  # what the sentence says of the new request counts
    deletion.say(said)
    assert deletion.draft is not None and deletion.draft.type == kind
    assert before.items() <= deletion.values.items() | {("request_scope", "")}


def test_scope_of_a_withdrawal_is_taken_from_the_wish(deletion: Talk) -> None:
    deletion.say(*STEPS["request_scope"], "那就别删了，我只收回同意，不许再拿去做广告")
    assert (deletion.values["request_scope"], deletion.asked) == ("不许再拿去做广告", "confirm")


def test_type_is_taken_at_the_question_whether_to_cancel(deletion: Talk) -> None:
    deletion.say("算了，不办了", "算了还是只要退订广告")
    assert deletion.draft is not None and deletion.draft.type == "consent_withdrawal"


def test_story_of_a_complaint_may_speak_of_other_types() -> None:
    talk = Talk().open("complaint").say("同意", "王小明", PHONE, "我说不是删除，是注销，客服还是给我删了")
    assert talk.draft is not None and talk.draft.type == "complaint"
    assert talk.values["details"] == "我说不是删除，是注销，客服还是给我删了"


def test_advertising_alone_is_offered_as_a_withdrawal(deletion: Talk) -> None:
    deletion.say(*STEPS["request_scope"], "广告和推送")
    assert (deletion.said, deletion.asked) == (["offer_consent_withdrawal"], "request_scope")
    deletion.say("好的")
    assert deletion.draft is not None and deletion.draft.type == "consent_withdrawal"
    assert deletion.asked == "confirm" and "广告" in deletion.values["request_scope"]


@pytest.mark.parametrize("answer", ["不用，还是删除", "payload"])
def test_offer_can_be_declined(deletion: Talk, answer: str) -> None:
    deletion.say(*STEPS["request_scope"], "广告短信")
    declined = deletion.tap("do:resume") if answer == "payload" else deletion.say("不")
    assert declined.draft is not None and (declined.draft.type, declined.asked) == ("deletion", "code")


def test_another_scope_answers_the_offer_too(deletion: Talk) -> None:
    deletion.say(*STEPS["request_scope"], "广告短信", "全部")
    assert deletion.values["request_scope"] == "全部"
    assert deletion.asked == "code"


def test_button_of_another_request_changes_nothing(deletion: Talk) -> None:
    deletion.tap("choose:delivery_target=本人")
    assert deletion.said == ["stale_button", "ask_name"]
    assert "delivery_target" not in deletion.values


def test_values_of_another_type_are_not_filed(deletion: Talk) -> None:
    deletion.say(*STEPS["confirm"], "不是删除，是注销")
    deletion.say(CODE) if deletion.asked == "code" else None
    deletion.say("确认")
    (ticket,) = deletion.backend.filed.values()
    assert (ticket.type, ticket.details) == ("account_closure", {})


def test_menu_that_is_called_off_ends() -> None:
    talk = Talk().open(None)
    talk.say("算了")
    assert (talk.said, talk.draft) == (["cancelled"], None)


def test_no_after_calling_off_is_no_wish_to_go_on(deletion: Talk) -> None:
    deletion.say("算了", "不办")
    assert (deletion.said, deletion.draft) == (["cancelled"], None)


def test_mailbox_said_at_the_summary_is_noted() -> None:
    talk = Talk().open("access").say("同意", "王小明", PHONE, "全部", "等一下，邮箱用 wang@example.com")
    talk.say("邮箱改成wang@example.com，原来那个不用了")
    assert talk.draft is not None and talk.draft.type == "access"
    assert talk.values["email"] == "wang@example.com"
    assert "wang@example.com" in talk.replies[-1].parameters["beside"]


def test_question_of_the_notice_is_asked_again_in_short() -> None:
    talk = Talk().open("access").say(heard("信息存哪里？", "faq/store_place", question=True))
    assert talk.said == ["faq/store_place", "ask_consent_again"]


def test_advertising_is_no_scope_of_a_deletion(deletion: Talk) -> None:
    deletion.say(*STEPS["request_scope"], "算了还是只要退订广告")
    assert (deletion.values["request_scope"], deletion.asked) == ("退订广告", "confirm")
    assert deletion.say("还是删除信息").asked == "request_scope"


def test_reason_that_sounds_like_calling_off_is_a_reason(deletion: Talk) -> None:
    deletion.say(*STEPS["deletion_reason"], heard("不用了", "cancel"))
    assert (deletion.values["deletion_reason"], deletion.asked) == ("4", "request_scope")


def test_value_beside_the_question_is_noted(deletion: Talk) -> None:
    assert deletion.say("手机是13800138000").said == ["noted", "ask_name"]


def _given_up(first: str, second: str, label: str, confidence: float, question: bool = False) -> Heard:
    """Two sentences, of which the first calls off."""
    parts = (Part(first, "cancel", 0.9, False), Part(second, label, confidence, question))
    return Heard(first + second, None, parts[0], parts)


@pytest.mark.parametrize("steps", [[], ["王小明"], ["王小明", PHONE]])
@pytest.mark.parametrize(
    ("second", "label", "confidence", "kind"),
    [
        ("改一下：我要你们解释系统自动报价是怎么得出来的", "request_automated_decision", 0.5, "automated_decision"),
        ("改一下：我要你们解释系统自动报价是怎么得出来的", "faq/automated_decision", 0.8, "automated_decision"),
        ("我就想弄明白那个价是咋出来的", "request_automated_decision", 0.45, "automated_decision"),
        ("把存的那些都发我一份看看", "request_access", 0.5, "access"),
    ],
)
def test_another_request_beside_one_that_is_given_up_is_taken(
    steps: list[str], second: str, label: str, confidence: float, kind: str
) -> None:
    talk = Talk().open("complaint").say("同意", *steps)
    before = dict(talk.values)
    talk.say(_given_up("等等，我不投诉了，", second, label, confidence, label.startswith("faq/")))
    assert talk.draft is not None and (talk.draft.type, talk.draft.cancelling) == (kind, False)
    assert before.items() <= talk.values.items()


@pytest.mark.parametrize(
    ("second", "label", "confidence"),
    [("太麻烦了", "chitchat/abuse", 0.9), ("就这样吧", "request_deletion", 0.2), ("改天再说", "cancel", 0.9)],
)
def test_giving_up_alone_is_asked_back(second: str, label: str, confidence: float) -> None:
    talk = Talk().open("complaint").say("同意", "王小明", _given_up("等等，我不投诉了，", second, label, confidence))
    assert talk.said == ["ask_cancel"]


def test_correction_is_still_named_beside_one_that_is_given_up() -> None:
    talk = Talk().open("complaint").say("同意", "王小明", "我不投诉了，把我登记的手机号改一下")
    assert talk.draft is not None and talk.draft.type == "correction"
