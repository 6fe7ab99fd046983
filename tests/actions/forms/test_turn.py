"""What happens on the way: detours, corrections, codes and failures."""

import pytest

from actions.backend import BackendRejected, BackendUnavailable, TooMany
from actions.forms.said import stuck
from tests.actions.forms.talk import CODE, PHONE, Talk, heard, heard_in_parts

QUESTION = heard("备份里的也删吗？", "faq/delete_backup", question=True)


@pytest.fixture
def deletion() -> Talk:
    """A deletion that asks for the name."""
    return Talk().open("deletion").say("同意")


@pytest.fixture
def at_code(deletion: Talk) -> Talk:
    """A deletion that waits for its code."""
    return deletion.say("王小明", PHONE, "第四种", "全部")


@pytest.fixture
def at_summary(at_code: Talk) -> Talk:
    """A deletion that can be confirmed."""
    return at_code.say(CODE)


def test_question_in_between_is_answered_and_the_slot_asked_again(deletion: Talk) -> None:
    assert deletion.say(QUESTION).said == ["faq/delete_backup", "ask_name"]
    assert deletion.say("王小明").asked == "phone"


def test_value_and_question_in_one_message(deletion: Talk) -> None:
    deletion.say("王小明", heard_in_parts((PHONE, "fix_value", False), ("多久删完？", "faq/delete_time", True)))
    assert deletion.values["phone"] == PHONE
    assert deletion.said == ["ask_deletion_reason", "faq/delete_time", "ask_deletion_reason"]


def test_small_talk_does_not_fill_a_free_text() -> None:
    talk = Talk().open("complaint").say("同意", "王小明", PHONE)
    assert talk.say(heard("讲个笑话吧", "chitchat/joke")).said == ["chitchat/joke", "ask_details"]
    assert "details" not in talk.values


@pytest.mark.parametrize("slot", ["consent_to_collect", "name", "phone", "code", "confirm"])
def test_reason_is_given_when_asked(at_summary: Talk, slot: str) -> None:
    talk = at_summary if slot == "confirm" else Talk().open("account_closure")
    answers = iter(["同意", "王小明", PHONE])
    while talk.asked != slot:
        talk.say(next(answers))
    assert talk.say(heard("为什么要这个", "why_ask")).said[0] == f"why_{slot}"
    assert talk.asked == slot


def test_opening_with_values_is_taken_at_its_word() -> None:
    talk = Talk().open("deletion", f"我叫王小明，手机{PHONE}，请删除我的信息")
    assert talk.say("同意").asked == "deletion_reason"


def test_request_for_somebody_else_is_marked(at_summary: Talk) -> None:
    talk = Talk().open("complaint", "我要替我妈投诉").say("同意", "王小明", PHONE, "我妈李测", "推销电话太多")
    assert talk.say("确认").said == ["receipt_for_other"]
    ((_, ticket),) = talk.backend.filed.items()
    assert ticket.requester["relationship"]


def test_correction_at_the_summary(at_summary: Talk) -> None:
    at_summary.say("名字写错了，应该是王晓明")
    assert at_summary.said == ["changed", "summary_deletion"]
    assert at_summary.values["name"] == "王晓明"


def test_correction_without_a_value_asks_again(at_summary: Talk) -> None:
    assert at_summary.say("手机号写错了").asked == "phone"
    assert at_summary.say("13900139000").asked == "code"


def test_new_phone_needs_a_new_code(at_summary: Talk) -> None:
    at_summary.say("手机号错了，应该是13900139000")
    assert (at_summary.said, at_summary.backend.sent[-1]) == (["changed", "ask_code"], {"phone": "13900139000"})


def test_mailbox_takes_the_place_of_the_phone(deletion: Talk) -> None:
    deletion.say("王小明", "没有手机，邮箱是 wang@example.com", "第四种", "全部")
    assert deletion.backend.sent == [{"email": "wang@example.com"}]
    assert deletion.say(CODE).asked == "confirm"


def test_change_to_another_type_keeps_the_values(deletion: Talk) -> None:
    deletion.say("王小明", heard("还是直接注销账户吧", "request_account_closure"))
    assert deletion.draft is not None
    assert (deletion.draft.type, deletion.values["name"], deletion.asked) == ("account_closure", "王小明", "phone")


def test_person_can_be_had_at_any_time(deletion: Talk) -> None:
    deletion.say("王小明", heard("转人工", "handoff"))
    assert (dict(deletion.values), deletion.asked_slot, deletion.said) == ({"name": "王小明"}, "phone", ["handoff"])


def test_cancelling_is_asked_back_and_taken_back(deletion: Talk) -> None:
    assert deletion.say("算了，不办了").said == ["ask_cancel"]
    assert deletion.say("不，继续").said == ["resumed", "ask_name"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [("1380013800", "phone_too_short"), ("138001380001", "phone_too_long"), ("110101199003078515", "id_number")],
)
def test_impossible_phone_is_explained(deletion: Talk, text: str, reason: str) -> None:
    assert deletion.say("王小明", text).said == [f"unusable_{reason}"]
    assert "phone" not in deletion.values


def test_third_failure_shows_a_way_out(deletion: Talk) -> None:
    assert deletion.say("？？？", "？？？").said == ["unclear_name"]
    assert deletion.say("？？？").said == ["way_out", "ask_name"]


def test_code_is_sent_once_and_asked_for(at_code: Talk) -> None:
    assert (at_code.said, at_code.backend.sent) == (["ask_code"], [{"phone": PHONE}])
    assert at_code.replies[-1].parameters["target"] == "138****8000"


@pytest.mark.parametrize(("result", "said"), [("wrong", "code_wrong"), ("locked", "code_locked")])
def test_code_that_is_not_accepted(at_code: Talk, result: str, said: str) -> None:
    at_code.backend.result = result
    assert at_code.say("000000").said == [said]
    assert at_code.asked == "code"


def test_expired_code_is_sent_again(at_code: Talk) -> None:
    at_code.backend.result = "expired"
    assert at_code.say("000000").said == ["code_expired", "ask_code"]
    assert len(at_code.backend.sent) == 2


def test_code_can_be_had_again(at_code: Talk) -> None:
    at_code.tap("do:resend_code")
    assert (at_code.said, len(at_code.backend.sent)) == (["ask_code"], 2)


def test_old_resend_button_changes_nothing_at_the_summary(at_summary: Talk) -> None:
    assert at_summary.tap("do:resend_code").said == ["summary_deletion"]
    assert len(at_summary.backend.sent) == 1


def test_limit_of_codes_is_told(deletion: Talk) -> None:
    deletion.say("王小明", PHONE, "第四种")
    deletion.backend.failures = [TooMany("太频繁", 400)]
    assert deletion.say("全部").said == ["code_limit"]
    assert deletion.replies[-1].parameters["wait"] == "7 分钟"
    assert deletion.tap("do:resend_code").said == ["ask_code"]


@pytest.mark.parametrize(
    ("kind", "said"), [("code-too-soon", "code_too_soon"), ("verification-locked", "code_locked_until")]
)
def test_why_no_code_can_be_sent_is_told(deletion: Talk, kind: str, said: str) -> None:
    deletion.say("王小明", PHONE, "第四种")
    deletion.backend.failures = [TooMany("太频繁", 40, kind)]
    assert deletion.say("全部").said == [said]
    assert deletion.replies[-1].parameters["wait"] == "40 秒"


def test_code_of_a_moment_ago_still_serves(at_code: Talk) -> None:
    at_code.backend.holds = True
    assert at_code.tap("do:resend_code").said == ["code_still_holds"]
    assert at_code.replies[-1].parameters == {"target": "138****8000", "seconds": "60"}
    assert at_code.say(CODE).said == ["summary_deletion"]


def test_proof_serves_the_type_that_the_request_becomes(at_summary: Talk) -> None:
    at_summary.tap("request:account_closure")
    assert at_summary.said == ["consequence_account_closure", "code_serves_again", "summary_account_closure"]
    assert len(at_summary.backend.sent) == 1
    at_summary.say("确认")
    ((_, ticket),) = at_summary.backend.filed.items()
    assert (ticket.type, ticket.verification_id) == ("account_closure", "v1")


def test_code_under_way_serves_the_type_that_the_request_becomes(at_code: Talk) -> None:
    at_code.tap("request:account_closure")
    assert (at_code.said[-1], len(at_code.backend.sent)) == ("code_still_holds", 1)
    assert at_code.say(CODE).said == ["summary_account_closure"]


def test_code_that_the_api_does_not_keep_is_sent_anew(at_summary: Talk) -> None:
    at_summary.backend.keeps = False
    assert at_summary.tap("request:account_closure").said == ["consequence_account_closure", "ask_code"]
    assert len(at_summary.backend.sent) == 2


def test_proof_is_not_filed_with_a_type_that_needs_none(at_summary: Talk) -> None:
    at_summary.tap("request:consent_withdrawal").say("确认")
    ((_, ticket),) = at_summary.backend.filed.items()
    assert (ticket.type, ticket.verification_id) == ("consent_withdrawal", None)


def test_former_proof_serves_again_after_going_back(at_summary: Talk) -> None:
    assert at_summary.tap("request:consent_withdrawal", "request:deletion").asked == "confirm"
    assert len(at_summary.backend.sent) == 1


def test_receipt_says_when_a_check_is_still_due(at_summary: Talk) -> None:
    at_summary.backend.status = "identity_unverified"
    assert at_summary.tap("do:confirm").said == ["receipt"]


def test_number_that_takes_no_code_is_asked_for_anew(deletion: Talk) -> None:
    deletion.say("王小明", PHONE, "第四种")
    deletion.backend.failures = [BackendRejected(422, "发不到")]
    assert deletion.say("全部").said == ["code_no_target"]
    assert deletion.asked == "phone"


def test_failure_at_filing_keeps_the_draft_and_its_key(at_summary: Talk) -> None:
    before = at_summary.draft
    at_summary.backend.failures = [BackendUnavailable("503")]
    with pytest.raises(BackendUnavailable):
        at_summary.say("确认")
    assert at_summary.draft == before
    assert at_summary.say("确认").said == ["receipt_verified"]
    assert before is not None
    assert list(at_summary.backend.filed) == [before.id]


def test_confirmation_too_early_files_nothing(deletion: Talk) -> None:
    deletion.tap("do:confirm")
    assert (deletion.asked, deletion.backend.calls) == ("name", {})


def test_request_added_to_an_open_one_says_so(at_summary: Talk) -> None:
    at_summary.backend.merged = True
    assert at_summary.say("确认").said == ["receipt_merged"]


def test_doubt_at_the_summary_asks_what_is_wrong(at_summary: Talk) -> None:
    assert at_summary.tap("do:change").said == ["ask_change"]
    assert at_summary.backend.filed == {}


def test_refusal_of_the_api_leads_to_a_person(at_summary: Talk) -> None:
    assert at_summary.draft is not None
    turn = stuck(at_summary.draft)
    assert (turn.draft, turn.replies[0].response) == (at_summary.draft, "utter_request/way_out")
