"""What is said to 「确定撤回吗」: it is final, so only a plain yes takes a request back."""

import pytest

from tests.actions.errands.talk import CODE, PHONE, FakeTickets, Talk, ticket

ONE = ticket("A")

TAKES_BACK = """
撤回|取消申请|对|确定撤|嗯撤吧|是的，撤回吧|算了，撤了吧|撤了吧撤了吧，不折腾了|把我刚交的那个删除申请撤了|好的，谢谢|确定，赶紧的|对，撤销|取消吧|嗯，麻烦撤掉|可以，撤|行，撤回，辛苦了|确认撤回|对，取消它|yes|ok, thanks|撤，你们这破公司
"""
KEEPS = "不撤了|算了|不|别取消|先不撤|我没说要撤|不想撤|还是留着吧|再想想|继续办吧"
NEITHER = """
撤回以后还能再提交吗|撤回是什么意思|那撤了多久能重新申请|谁说我要撤|好的，等一下|撤了的话还能再申请不|撤回要收费吗？|撤回后能不能再交|可以，等我老公回来再说|取消了会怎样？|撤之前让我看看|对，明天再撤|行，不过我先问一下|撤回能退钱
如果撤了呢|不撤吧，撤吧|yes, but not now
"""


def _said(block: str) -> list[str]:
    return [text for line in block.strip().splitlines() for text in line.split("|")]


def _asked_whether() -> Talk:
    talk = Talk(FakeTickets(here=[ONE])).say("把我刚交的撤了", "request_withdraw")
    assert talk.asked == "confirm"
    return talk


@pytest.mark.parametrize("text", _said(TAKES_BACK))
def test_plain_yes_takes_the_request_back(text: str) -> None:
    assert _asked_whether().say(text).said == ["withdrawn"]


@pytest.mark.parametrize("text", _said(KEEPS))
def test_no_keeps_the_request(text: str) -> None:
    assert _asked_whether().say(text).said == ["kept"]


@pytest.mark.parametrize("text", _said(NEITHER))
def test_question_or_hold_is_asked_again(text: str) -> None:
    talk = _asked_whether().say(text)
    assert (talk.backend.withdrawn, talk.asked, talk.said[-1]) == ([], "confirm", "confirm_withdraw")


def test_question_is_answered_before_it_is_asked_again() -> None:
    talk = _asked_whether().say("撤回以后还能再提交吗", "faq/reply_time", question=True)
    assert talk.said == ["reply_time", "confirm_withdraw"]


@pytest.mark.parametrize(
    ("text", "label"), [("多久能办完？", "faq/reply_time"), ("哈哈", "chitchat/joke"), ("什么？", "")]
)
def test_proof_that_is_over_is_asked_for_again(text: str, label: str) -> None:
    talk = Talk(FakeTickets(elsewhere=[ONE])).say("撤回申请", "request_withdraw").say(PHONE).say(CODE)
    assert talk.said == ["confirm_withdraw"]
    talk.backend.elsewhere = []
    talk.say(text, label, question=label.startswith("faq"))
    assert (talk.said[-1], talk.asked, talk.slots["errand"]["code"]) == ("ask_contact_for_number", "contact", None)


def test_proof_of_before_that_is_over_is_asked_for_again() -> None:
    talk = Talk(FakeTickets(elsewhere=[ONE])).say("查进度", "request_status").say(PHONE).say(CODE)
    talk.backend.elsewhere = []
    assert talk.tap("do:withdraw").said == ["ask_contact"]
    talk.backend.elsewhere = [ONE]
    assert talk.say(PHONE).say(CODE).said == ["confirm_withdraw"]


@pytest.mark.parametrize("text", ["收不到，用邮箱 a@example.com", "换个手机 13900139000"])
def test_other_contact_is_taken_where_the_code_is_asked_for(text: str) -> None:
    talk = Talk(FakeTickets(elsewhere=[ONE])).say("查进度", "request_status").say(PHONE)
    assert talk.say(text).said == ["ask_code"]
    assert talk.backend.sent[-1][1] in text and talk.say(CODE).said == ["stands_open", "what_next"]
