"""Everything that the actions say keeps the envelope, in words that `data/answers` has."""

import asyncio
from typing import Any, Dict, Iterator, List

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.forms.flows import FLOWS, REQUEST_TYPES
from actions.policy_answers import AnswerMany, Clarify
from tests.contract.bot_side.stage import CODE, NUMBER, Api, Person, responses, spoken
from tests.contract.documents import faults

VALUES = {
    "name": "我叫王小明",
    "phone": "138 0000 1234",
    "request_scope": "全部",
    "deletion_reason": "第四种",
    "wrong_field": "通讯地址",
    "correct_value": "应该是幸福路 1 号",
    "delivery_target": "给我本人",
    "details": "推荐给我的东西不对，想知道怎么算出来的",
    "code": CODE,
    "relationship": "我爸王大测",
}


def _check(said: List[Dict[str, Any]]) -> None:
    assert said
    for message in said:
        assert message["text"]
        assert faults("envelope.schema.json", message["custom"]) == [], message
        for button in message["buttons"]:
            assert faults("envelope.schema.json", {"choices": [button]}) == []


def _opened(kind: str, **api: Any) -> Person:
    person = Person(Api(**api))
    person.says("要办事", f"request_{kind}")
    return person


def _until(person: Person, slot: str) -> Person:
    """Answers whatever is asked for, until it is this slot."""
    for _ in range(12):
        if person.asked == slot:
            return person
        if person.asked == "consent_to_collect":
            person.presses("choose:consent_to_collect=yes")
        else:
            person.says(VALUES[str(person.asked)])
    raise AssertionError(f"{slot} was never asked for, but {person.asked}")


@pytest.mark.parametrize("kind", REQUEST_TYPES)
def test_request_from_opening_to_receipt(kind: str) -> None:
    person = _until(_opened(kind), "confirm")
    receipt = person.presses("do:confirm")[-1]
    _check(person.heard)
    assert receipt["custom"]["kind"] == "receipt"
    assert receipt["custom"]["ticket"]["number"] == NUMBER
    assert NUMBER in receipt["text"]
    (filed,) = person.api.filed
    assert filed["type"] == kind
    assert person.slots["draft"] is None and person.asked is None


@pytest.mark.parametrize("kind", REQUEST_TYPES)
def test_each_question_names_its_slot_and_step(kind: str) -> None:
    person = _until(_opened(kind), "confirm")
    questions = [said["custom"] for said in person.heard if said["custom"].get("expects")]
    assert [one["expects"]["slot"] for one in questions] == list(FLOWS[kind])
    assert [one["request"]["step"] for one in questions] == list(range(1, len(FLOWS[kind]) + 1))
    assert {(one["request"]["type"], one["request"]["of"]) for one in questions} == {(kind, len(FLOWS[kind]))}


def test_open_request_asks_for_its_type() -> None:
    person = _opened("unclear")
    assert person.asked == "request_type"
    person.says("嗯……")
    person.presses("choose:request_type=access")
    assert person.asked == "consent_to_collect"
    _check(person.heard)


STEPS = sorted({(kind, slot) for kind, flow in FLOWS.items() for slot in flow})


@pytest.mark.parametrize(("kind", "slot"), STEPS)
def test_detours_at_each_step(kind: str, slot: str) -> None:
    for say in _detours():
        person = _until(_opened(kind), slot)
        said = say(person)
        _check(said)
        assert person.slots["draft"] is not None
        assert person.api.filed == []


def _detours() -> Iterator[Any]:
    yield lambda person: person.says("多久能答复？", "faq/reply_time", question=True)
    yield lambda person: person.says("你好呀", "chitchat/greet")
    yield lambda person: person.says("保费多少", "out_of_scope/insurance")
    yield lambda person: person.says("为什么要这个？", "why_ask", question=True)
    yield lambda person: person.says("？？？")
    yield lambda person: person.presses("ask:rights_list", "faq/rights_list")
    yield lambda person: person.presses("do:cancel", "cancel") + person.presses("do:resume")
    yield lambda person: person.presses("request:complaint", "request_complaint")


@pytest.mark.parametrize("slot", FLOWS["deletion"])
def test_ends_at_each_step(slot: str) -> None:
    cancelled = _until(_opened("deletion"), slot)
    said = cancelled.presses("do:cancel", "cancel") + cancelled.presses("do:cancel", "cancel")
    handed_over = _until(_opened("deletion"), slot)
    handed = handed_over.presses("do:handoff", "handoff")
    _check(said + handed)
    assert handed[-1]["custom"]["handoff"]
    # What was filled in waits for the person who takes over, and for the way back.
    assert cancelled.slots["draft"] is None and handed_over.slots["draft"] is not None


def test_refused_notice_ends_the_request() -> None:
    person = _opened("deletion")
    _check(person.presses("choose:consent_to_collect=no"))
    assert person.slots["draft"] is None


UNUSABLE = {
    "phone": ["1380000123", "138000012345", "12000001234", "010-12345678", "110101199001011234", "没有", "x@"],
    "name": ["110101199001011234", "……", "不告诉你"],
    "code": ["12", "没收到", "654321"],
    "correct_value": ["110101199001011234", "……"],
    "deletion_reason": ["随便", "第九种"],
}


@pytest.mark.parametrize("slot", UNUSABLE)
def test_values_that_cannot_be(slot: str) -> None:
    kind = "correction" if slot == "correct_value" else "deletion"
    for value in UNUSABLE[slot]:
        person = _until(_opened(kind), slot)
        for _ in range(4):
            _check(person.says(value))


def test_codes() -> None:
    for result in ("wrong", "expired", "locked"):
        _check(_until(_opened("deletion", results=[result]), "code").says(CODE))
    waiting = _until(_opened("deletion"), "code")
    _check(waiting.presses("do:resend_code", "affirm"))
    busy = _until(_opened("deletion", busy=True), "code")
    assert any("42" in message["text"] for message in busy.heard)
    _check(busy.heard)


def test_second_request_is_added_to_the_first() -> None:
    person = _until(_opened("access", merged=True), "confirm")
    _check(person.presses("do:confirm"))


@pytest.mark.parametrize("relation", ["帮我爸办，他不会用手机", "替我女儿注销"])
def test_request_for_somebody_else(relation: str) -> None:
    person = Person()
    person.says(relation, "request_account_closure")
    _check(_until(person, "confirm").presses("do:confirm") and person.heard)


def test_values_are_changed_at_the_summary() -> None:
    person = _until(_opened("access"), "confirm")
    person.presses("do:change")
    person.says("手机号错了，应该是 139 0000 1234")
    _check(person.heard)
    person.presses("do:confirm")
    assert person.api.filed[0]["requester"]["phone"] == "13900001234"


@pytest.mark.parametrize("slot", ["code", "confirm"])
def test_api_that_does_not_answer_keeps_the_draft(slot: str) -> None:
    person = _until(_opened("deletion"), slot)
    before = person.slots["draft"]
    person.api.down = True
    (said,) = person.says(CODE) if slot == "code" else person.presses("do:confirm")
    _check([said])
    assert (said["custom"]["kind"], said["custom"]["retry"]) == ("error", True)
    assert person.slots["draft"] == before and person.asked == slot


def test_api_that_refuses_leads_to_a_person() -> None:
    person = _until(_opened("access"), "confirm")
    person.api.refuses = True
    said = person.presses("do:confirm")
    _check(said)
    assert "do:handoff" in {button["payload"] for button in said[-1]["buttons"]}


def _run(action: Any, labels: List[str]) -> List[Dict[str, Any]]:
    message = {"text": "问", "understanding": {"labels": labels}}
    dispatcher = CollectingDispatcher()
    tracker = Tracker("c1", {}, message, [], False, None, {}, "action_listen")
    asyncio.run(action.run(dispatcher, tracker, {}))
    return [spoken(message) for message in dispatcher.messages]


def test_several_questions_are_each_answered() -> None:
    said = _run(AnswerMany(), ["faq/reply_time", "faq/rights_list"])
    _check(said)
    assert [one["custom"]["answer"] for one in said] == ["reply_time", "rights_list"]


def test_candidates_are_offered() -> None:
    (said,) = _run(Clarify(), ["faq/reply_time", "request_deletion"])
    _check([said])
    assert (said["custom"]["candidates"], said["custom"]["requests"]) == (["reply_time"], ["deletion"])


@pytest.mark.parametrize("family", ["ask", "why", "unclear"])
def test_every_slot_has_its_words(family: str) -> None:
    missing = []
    for kind, flow in FLOWS.items():
        for slot in flow:
            names = [f"utter_request/{family}_{slot}", f"utter_request/{family}_{slot}_{kind}"]
            if slot != "confirm" and not any(name in responses() for name in names):
                missing.append(names[0])
    assert missing == []
