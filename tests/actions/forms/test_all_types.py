"""Every type of request, from its opening to the ticket."""

import pytest

from actions.forms.flows import CONSENT, FLOWS, REQUEST_TYPES, needs_code
from tests.actions.forms.talk import CODE, NOW, PHONE, Talk

ANSWERS = {
    CONSENT: "同意",
    "name": "我叫王小明",
    "phone": "138 0013 8000",
    "deletion_reason": "第四种",
    "request_scope": "位置信息",
    "wrong_field": "通讯地址",
    "correct_value": "江苏省无锡市某路1号",
    "delivery_target": "本人",
    "details": "推销电话太多，请停止拨打",
    "code": CODE,
    "confirm": "确认",
}


def _up_to_summary(request_type: str) -> Talk:
    talk = Talk().open(request_type)
    for _ in range(10):
        if talk.asked == "confirm":
            return talk
        talk.say(ANSWERS[talk.asked or ""])
    raise AssertionError(talk.said)


@pytest.mark.parametrize("request_type", REQUEST_TYPES)
def test_flow_ends_in_one_ticket(request_type: str) -> None:
    talk = _up_to_summary(request_type)
    assert talk.said == [f"summary_{request_type}"]
    talk.say("确认")
    assert talk.draft is None
    ((_, ticket),) = talk.backend.filed.items()
    assert ticket.type == request_type
    assert (ticket.requester["name"], ticket.requester["phone"]) == ("王小明", PHONE)
    personal = {CONSENT, "name", "phone", "code", "confirm"}
    assert set(ticket.details) == set(FLOWS[request_type]) - personal
    assert ticket.consent["agreed_at"] == NOW.isoformat(timespec="seconds")
    assert (ticket.verification_id is not None) == needs_code(request_type)
    assert (talk.replies[-1].custom or {})["ticket"]["number"] == "PD-1"


@pytest.mark.parametrize("request_type", REQUEST_TYPES)
def test_slots_are_asked_in_order_and_counted(request_type: str) -> None:
    talk = Talk().open(request_type)
    asked, steps = [], []
    while talk.draft is not None:
        asked.append(talk.asked)
        steps.append((talk.replies[-1].custom or {})["request"]["step"])
        talk.say(ANSWERS[talk.asked or ""])
    assert tuple(asked) == FLOWS[request_type]
    assert steps == list(range(1, len(asked) + 1))


@pytest.mark.parametrize("request_type", REQUEST_TYPES)
def test_consent_comes_first_and_refusal_ends_it(request_type: str) -> None:
    talk = Talk().open(request_type)
    assert talk.asked == CONSENT
    talk.say("不同意")
    assert (talk.draft, talk.said, talk.backend.calls) == (None, ["refused"], {})


@pytest.mark.parametrize("request_type", REQUEST_TYPES)
def test_cancelling_at_the_summary_files_nothing(request_type: str) -> None:
    talk = _up_to_summary(request_type).tap("do:cancel")
    assert talk.said == ["ask_cancel"]
    talk.tap("do:cancel")
    assert (talk.draft, talk.said, talk.backend.filed) == (None, ["cancelled"], {})


@pytest.mark.parametrize("request_type", ["deletion", "consent_withdrawal", "account_closure"])
def test_consequence_is_told_once(request_type: str) -> None:
    talk = Talk().open(request_type)
    assert talk.said == [f"consequence_{request_type}", "ask_consent_to_collect"]
    assert f"consequence_{request_type}" not in talk.say("同意").said


@pytest.mark.parametrize("request_type", REQUEST_TYPES)
def test_vague_opening_is_narrowed(request_type: str) -> None:
    talk = Talk().open(None)
    assert talk.asked == "request_type"
    talk.tap(f"choose:request_type={request_type}")
    assert talk.draft is not None
    assert (talk.draft.type, talk.asked) == (request_type, CONSENT)
