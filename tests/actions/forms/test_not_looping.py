"""Nobody says the same thing for ever."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actions.forms.flows import FLOWS
from tests.actions.forms.talk import CODE, PHONE, Talk, heard

ANSWERS = {
    "consent_to_collect": "同意",
    "name": "王小明",
    "phone": PHONE,
    "request_scope": "手机号和地址",
    "deletion_reason": "第四种",
    "wrong_field": "通讯地址",
    "correct_value": "幸福路1号",
    "delivery_target": "给我本人",
    "details": "昨天下午传完资料就说不通过",
    "code": CODE,
}
STEPS = [(kind, slot) for kind, flow in FLOWS.items() for slot in flow]


def _at(kind: str, slot: str) -> Talk:
    talk = Talk().open(kind)
    while talk.asked_slot != slot:
        talk.say(ANSWERS[str(talk.asked_slot)])
    return talk


@pytest.mark.parametrize(("kind", "slot"), STEPS)
@pytest.mark.parametrize("said", ["……", "嗯呐那个啥来着呃"])
def test_the_same_four_times_goes_on_or_ends(kind: str, slot: str, said: str) -> None:
    talk = _at(kind, slot)
    for _ in range(4):
        if talk.draft is None or talk.asked_slot != slot:
            return
        talk.say(said)
    assert talk.draft is None or talk.asked_slot != slot or talk.said == ["given_up"]


@pytest.mark.parametrize("slot", ["phone", "code", "confirm"])
@pytest.mark.parametrize("label", ["faq/reply_time", "chitchat/greet"])
def test_what_is_misunderstood_each_time_comes_to_a_person(slot: str, label: str) -> None:
    talk = _at("deletion", slot)
    said = heard("嗯呐那个啥", label, question=label.startswith("faq"))
    for _ in range(5):
        talk.say(said)
    assert talk.said == ["given_up"]


def test_free_text_taken_for_small_talk_is_believed_the_second_time() -> None:
    talk = _at("complaint", "details")
    said = heard("他们天天讲笑话骗我妈", "chitchat/joke")
    assert talk.say(said).asked == "details"
    assert talk.say(said).values["details"].endswith("他们天天讲笑话骗我妈")


def test_way_out_comes_before_giving_up() -> None:
    talk = _at("deletion", "deletion_reason").say("随便", "随便", "随便")
    assert talk.said == ["way_out", "ask_deletion_reason"]
    assert talk.say("随便").said == ["given_up"]
    assert talk.draft is not None and talk.draft.tries == {}
    assert talk.say("第四种").asked == "request_scope"


@pytest.mark.parametrize("said", ["等一下", "我想想", "稍等，我找找"])
@pytest.mark.parametrize(("kind", "slot"), [step for step in STEPS if step[1] != "consent_to_collect"])
def test_taking_time_is_never_a_value(kind: str, slot: str, said: str) -> None:
    talk = _at(kind, slot)
    before = dict(talk.values)
    talk.say(said)
    assert (dict(talk.values), talk.asked_slot, talk.said[0]) == (before, slot, "chitchat/wait")


@pytest.mark.parametrize("said", ["123456", "13900139000", "验证码 123456"])
@pytest.mark.parametrize(("kind", "slot"), [("deletion", "request_scope"), ("complaint", "details")])
def test_numbers_alone_are_no_free_text(kind: str, slot: str, said: str) -> None:
    talk = _at(kind, slot).say(said)
    assert slot not in talk.values and talk.asked_slot == slot


@settings(deadline=None, max_examples=60)
@given(st.sampled_from(STEPS), st.text(alphabet="我不要对错改删名字手机号的是，。？138 0", max_size=12))
def test_any_text_said_over_and_over_ends(step: tuple[str, str], said: str) -> None:
    talk = _at(*step)
    for _ in range(12):
        if talk.draft is None or talk.said in (["given_up"], ["handoff"]) or talk.asked_slot != step[1]:
            return
        talk.say(said)
    raise AssertionError(f"{said!r} is said for ever at {step}")


@pytest.mark.parametrize("said", ["对", "行", "好的", "嗯嗯", "不"])
@pytest.mark.parametrize(("kind", "slot"), [("deletion", "request_scope"), ("correction", "correct_value")])
def test_yes_is_no_value(kind: str, slot: str, said: str) -> None:
    talk = _at(kind, slot).say(said)
    assert slot not in talk.values and talk.asked_slot == slot


def test_new_number_given_for_the_old_one_again_and_again_comes_to_a_person() -> None:
    talk = Talk().open("correction")
    for said in ("同意", "王小明", "手机号登记错了，新号是13800001234"):
        talk.say(said)
    told = []
    for _ in range(6):
        talk.say("新号是13800001234")
        told += talk.said
    assert "way_out" in told
    assert talk.said == ["given_up"]
