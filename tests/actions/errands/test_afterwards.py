"""How a filed request stands, adding to it, taking it back, complaining about the answer."""

import pytest

from actions.backend import BackendRejected, BackendUnavailable, Ticket, TooMany
from actions.errands.errand import KINDS
from tests.actions.errands.talk import CODE, PHONE, FakeTickets, Talk, ticket

ONE, TWO, DONE = ticket("A"), ticket("B", "copy"), ticket("C", status="completed", outcome="done")


@pytest.fixture
def stranger() -> Talk:
    """A conversation without tickets of its own; the phone has one."""
    return Talk(FakeTickets(elsewhere=[ONE]))


def test_tickets_of_the_conversation_are_shown_at_once() -> None:
    talk = Talk(FakeTickets(here=[TWO, ONE])).say("我的申请到哪一步了", "request_status")
    assert talk.said == ["stands_open", "stands_open", "what_next"]
    assert talk.messages[0]["custom"]["ticket"]["number"] == TWO.number
    assert talk.slots == {"draft": None, "errand": None, "requested_slot": None}


def test_stranger_proves_the_contact_first(stranger: Talk) -> None:
    assert stranger.say("查进度", "request_status").said == ["ask_contact"]
    assert stranger.say(PHONE).said == ["ask_code"]
    assert stranger.backend.sent == [("status", PHONE)]
    assert stranger.say(CODE).said == ["stands_open", "what_next"]
    assert stranger.asked is None


def test_number_alone_shows_nothing(stranger: Talk) -> None:
    assert stranger.say(f"查进度 {ONE.number}", "request_status").said == ["ask_contact_for_number"]
    assert ONE.type not in str(stranger.messages) and "submitted" not in str(stranger.messages)


@pytest.mark.parametrize("number", [ONE.number, "pd2026aaaaaaaaaaaa", "PD 2026 AAAA AAAA AAAA"])
def test_number_with_a_proof_shows_that_one(number: str) -> None:
    talk = Talk(FakeTickets(elsewhere=[TWO, ONE])).say(f"{number} 怎么样了，手机{PHONE}", "request_status")
    assert talk.said == ["ask_code"]
    assert talk.say(CODE).said == ["stands_open", "what_next"]
    assert talk.messages[0]["custom"]["ticket"]["number"] == ONE.number


@pytest.mark.parametrize("other", [[], [TWO]])
def test_wrong_number_is_answered_alike(other: list[object]) -> None:
    talk = Talk(FakeTickets(elsewhere=other)).say(f"{ONE.number} 怎么样了", "request_status").say(PHONE)  # type: ignore[arg-type]
    assert talk.say(CODE).said == ["not_found"]


@pytest.mark.parametrize(
    ("result", "said"), [("wrong", "code_wrong"), ("locked", "code_locked"), ("expired", "code_expired")]
)
def test_code_that_is_not_accepted(stranger: Talk, result: str, said: str) -> None:
    stranger.backend.result = result
    stranger.say("查进度", "request_status").say(PHONE)
    assert stranger.say("000000").said == [said]


def test_limit_of_codes_is_told(stranger: Talk) -> None:
    stranger.say("查进度", "request_status").backend.failures = [TooMany("太频繁", 61)]
    assert stranger.say(PHONE).said == ["code_limit"]
    assert stranger.messages[0]["wait"] == "2 分钟"
    assert stranger.tap("do:resend_code").say(CODE).said == ["stands_open", "what_next"]


def test_code_that_was_sent_serves_another_wish(stranger: Talk) -> None:
    stranger.say("查进度", "request_status").say(PHONE)
    assert stranger.say("我要补充一下", "request_supplement").said == ["ask_code"]
    assert stranger.say(CODE).said == ["ask_addition"]


def test_wish_to_withdraw_is_no_wish_to_stop(stranger: Talk) -> None:
    stranger.say("查进度", "request_status").say("撤回申请", "request_withdraw")
    assert stranger.said == ["ask_contact"] and stranger.slots["errand"]["kind"] == "withdraw"


def test_complaint_that_speaks_of_a_reply_is_about_it() -> None:
    talk = Talk(FakeTickets(here=[DONE])).say("这个答复我不满意，要投诉", "request_complaint")
    assert talk.slots["draft"]["about"] == DONE.number


def test_proof_serves_the_next_errand(stranger: Talk) -> None:
    stranger.say("查进度", "request_status").say(PHONE).say(CODE)
    assert stranger.tap("do:withdraw").said == ["confirm_withdraw"]
    assert stranger.tap("do:confirm").said == ["withdrawn"]
    assert stranger.backend.withdrawn == [(ONE.number, "v1")]


@pytest.mark.parametrize("said", ["撤回", "取消申请", "对", "确定撤", "嗯撤吧"])
def test_withdrawal_is_confirmed_once(said: str) -> None:
    talk = Talk(FakeTickets(here=[ONE])).say("把我刚交的撤了", "request_withdraw")
    assert (talk.said, talk.asked, talk.backend.withdrawn) == (["confirm_withdraw"], "confirm", [])
    assert talk.say(said).said == ["withdrawn"]
    assert talk.backend.withdrawn == [(ONE.number, None)]


@pytest.mark.parametrize("said", ["不撤了", "算了", "不", "别取消", "先不撤"])
def test_withdrawal_can_be_thought_better_of(said: str) -> None:
    talk = Talk(FakeTickets(here=[ONE])).say("撤回申请", "request_withdraw").say(said)
    assert (talk.said, talk.backend.withdrawn, talk.asked) == (["kept"], [], None)


@pytest.mark.parametrize("said", ["第二个", "payload", ONE.number, "2"])
def test_one_of_several_is_chosen(said: str) -> None:
    talk = Talk(FakeTickets(here=[TWO, ONE, DONE])).say("撤回申请", "request_withdraw")
    assert talk.said == ["which_withdraw"]
    assert len(talk.messages[0]["custom"]["choices"]) == 2
    chosen = talk.tap(f"choose:ticket={ONE.number}") if said == "payload" else talk.say(said)
    assert (chosen.said, chosen.messages[0]["number"]) == (["confirm_withdraw"], ONE.number)


def test_supplement_is_added_once() -> None:
    talk = Talk(FakeTickets(here=[ONE])).say("我要补充一下", "request_supplement")
    assert (talk.said, talk.asked) == (["ask_addition"], "details")
    before = dict(talk.slots)
    assert talk.say("还有一个旧手机号也要删").said == ["added"]
    talk.slots = before
    talk.say("还有一个旧手机号也要删")
    ((number, text, _),) = talk.backend.added
    assert (number, text) == (ONE.number, "还有一个旧手机号也要删")


@pytest.mark.parametrize("label", ["request_supplement", "request_withdraw"])
def test_closed_ticket_is_left_as_it_is(label: str) -> None:
    talk = Talk(FakeTickets(here=[DONE])).say("那个申请", label)
    assert talk.said == ["stands_done", "closed"]
    assert talk.say("查进度", "request_status").said == ["stands_done", "what_next_closed"]


def test_ticket_closed_meanwhile_is_told() -> None:
    talk = Talk(FakeTickets(here=[ONE])).say("撤回申请", "request_withdraw")
    talk.backend.here = [ONE]
    talk.backend.failures = [BackendRejected(409, "已结束")]
    assert talk.say("确定").said == ["closed"]


def test_complaint_about_an_answer_carries_the_number() -> None:
    talk = Talk(FakeTickets(here=[DONE])).say("你们那个答复我不认，说删了其实没删干净", "request_complain_about_reply")
    assert talk.said == ["ask_consent_to_collect"]
    assert (talk.slots["draft"]["type"], talk.slots["draft"]["about"]) == ("complaint", DONE.number)


def test_complaint_takes_the_number_that_is_named(stranger: Talk) -> None:
    stranger.say(f"{TWO.number} 的回复我不满意", "request_complain_about_reply")
    assert stranger.slots["draft"]["about"] == TWO.number


@pytest.mark.parametrize("text", ["多久能答复？", "今天天气不错"])
def test_detours_come_back_to_the_question(stranger: Talk, text: str) -> None:
    stranger.say("查进度", "request_status")
    label = "faq/reply_time" if text.endswith("？") else "chitchat/weather"
    stranger.say(text, label, question=label.startswith("faq"))
    assert stranger.said[-1] == "ask_contact" and stranger.asked == "contact"


@pytest.mark.parametrize(("said", "label"), [("算了不查了", "cancel"), ("按钮", "payload")])
def test_errand_can_be_called_off(stranger: Talk, said: str, label: str) -> None:
    stranger.say("查进度", "request_status")
    stopped = stranger.tap("do:cancel") if label == "payload" else stranger.say(said, label)
    assert (stopped.said, stopped.asked) == (["stopped"], None)


def test_new_request_takes_the_place_of_an_errand(stranger: Talk) -> None:
    stranger.say("查进度", "request_status").say("给我注销账户", "request_account_closure")
    assert stranger.slots["draft"]["type"] == "account_closure"
    assert stranger.asked == "consent_to_collect"


def test_request_under_way_goes_on_afterwards() -> None:
    talk = Talk(FakeTickets(here=[ONE])).say("我要投诉", "request_complaint").say("同意")
    assert talk.asked == "name"
    assert talk.say("我上次那个申请到哪了", "request_status").said == ["stands_open", "what_next", "ask_name"]
    assert talk.asked == "name"
    assert talk.say("王小明").asked == "phone"


@pytest.mark.parametrize("label", ["request_supplement", "request_withdraw"])
def test_words_in_a_request_are_about_that_request(label: str) -> None:
    talk = Talk(FakeTickets(here=[ONE])).say("我要投诉", "request_complaint").say("同意").say("撤回吧", label)
    assert talk.slots["errand"] is None


def test_same_words_four_times_come_to_a_person(stranger: Talk) -> None:
    stranger.say("查进度", "request_status")
    for _ in range(4):
        stranger.say("嗯呐那个")
    assert stranger.said == ["given_up"] and stranger.asked is None


def test_silent_api_leaves_the_errand(stranger: Talk) -> None:
    stranger.say("查进度", "request_status")
    before = dict(stranger.slots)
    stranger.backend.failures = [BackendUnavailable("503")]
    assert stranger.say(PHONE).said == ["backend_unavailable"]
    assert stranger.slots == before


@pytest.mark.parametrize("kind", KINDS)
def test_every_errand_has_a_button(kind: str) -> None:
    verb = {"complain_about_reply": "complain"}.get(kind, kind)
    talk = Talk(FakeTickets(here=[ONE])).tap(f"do:{verb}")
    assert talk.said and talk.said[-1] != "unclear_request_type"


def test_others_are_asked_for_by_a_button() -> None:
    talk = Talk(FakeTickets(here=[TWO], elsewhere=[ONE])).tap("do:elsewhere")
    assert talk.said == ["ask_contact"]
    assert talk.say(PHONE).say(CODE).said == ["stands_open", "stands_open", "what_next"]


def test_last_words_stand_behind_the_state() -> None:
    refused = Ticket("PD-2026-AAAA-AAAA-AAAA", "deletion", "refused", "2026-12-22", text="理由：法律要求保存。")
    talk = Talk(FakeTickets(here=[refused])).say("查进度", "request_status")
    assert talk.messages[0]["told"] == "\n理由：法律要求保存。"
    assert Talk(FakeTickets(here=[ONE])).say("查进度", "request_status").messages[0]["told"] == ""
