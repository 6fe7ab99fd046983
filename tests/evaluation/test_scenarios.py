"""The simulated user and the score of scenarios, against a desk that follows a script."""

import json
import re
import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.evaluation.filed import SummaryReader, summary_templates
from tests.evaluation.items import Scenario
from tests.evaluation.outbox import Outbox
from tests.evaluation.scenario_scoring import compare, score_scenario
from tests.evaluation.simulation import Run, Simulation
from tests.evaluation.talk import Citation, Conversation, Desk, Message, Reply
from tests.evaluation.visitor import Visitor, addresses, other_code

DATA = Path(__file__).resolve().parents[2] / "data"
SUMMARY = "请核对：\n姓名：赵小满\n联系方式：13800001234\n没问题就确认。"
READER = SummaryReader(
    {"姓名：": "name", "联系方式：": "contact", "情形：": "deletion_reason_words"},
    ("没问题就确认。",),
    {"不再使用": "4"},
)


class Scripted(Desk):
    """Says one reply after the other, whatever is said to it."""

    def __init__(self, *replies: Reply) -> None:
        self._replies = iter(replies)
        self.heard: list[str] = []

    def open(self) -> Conversation:
        return self

    def say(self, text: str) -> Reply:
        self.heard.append(text)
        return next(self._replies)

    def press(self, payload: str) -> Reply:
        return self.say(payload)


def asks(slot: str, text: str = "", *before: Message) -> Reply:
    return Reply((*before, Message("form", text, slot=slot, request="deletion")))


def row(**changes: Any) -> dict[str, Any]:
    answers = {"consent_to_collect": ["同意"], "name": ["？", "赵小满"], "phone": ["13800001234"], "confirm": ["确认"]}
    gold = {"outcome": "filed", "type": "deletion", "slots": {"name": "赵小满", "phone": "13800001234"}}
    basis = {"id": "x1", "request": "deletion", "opening": "删掉我的信息", "answers": answers, "interrupts": []}
    return basis | {"gold": gold, "style": "", "note": ""} | changes


def play(tmp_path: Path, scenario: dict[str, Any], *replies: Reply) -> tuple[Run, list[str]]:
    desk = Scripted(*replies)
    run = Simulation(desk, tmp_path / "outbox.jsonl", READER).play(Scenario.of(scenario, "test"))
    return run, desk.heard


RECEIPT = Reply((Message("receipt", ticket="PD-1", ticket_type="deletion"),))
CALLED_OFF = Reply((Message("smalltalk", "好，已取消。"),))


def test_answers_are_given_in_order(tmp_path: Path) -> None:
    run, heard = play(tmp_path, row(), asks("name"), asks("name"), asks("name"), asks("confirm", SUMMARY), RECEIPT)
    assert heard == ["删掉我的信息", "？", "赵小满", "赵小满", "确认"]
    assert (run.outcome, run.type, run.values) == ("filed", "deletion", {"name": "赵小满", "contact": "13800001234"})
    assert score_scenario(run).hit


def test_interruption_comes_first_and_once(tmp_path: Path) -> None:
    interrupt = {"at": "email", "alt_at": ["phone"], "say": "会卖吗", "then": "continue", "kind": "q", "clause": "3.1"}
    replied = asks("phone", "", Message("answer", citations=(Citation("3.1.2", ""),)))
    run, heard = play(tmp_path, row(interrupts=[interrupt]), asks("phone"), replied, RECEIPT)
    assert heard == ["删掉我的信息", "会卖吗", "13800001234"]
    assert (run.questions_asked, run.questions_answered) == (1, 1)


def test_unanswered_interruption_is_counted(tmp_path: Path) -> None:
    interrupt = {"at": "phone", "say": "会卖吗", "then": "continue", "kind": "q", "clause": "3.1"}
    run, _ = play(tmp_path, row(interrupts=[interrupt]), asks("phone"), asks("phone"), RECEIPT)
    assert (run.questions_asked, run.questions_answered) == (1, 0)


def test_cancel_is_confirmed_and_ends(tmp_path: Path) -> None:
    interrupt = {"at": "phone", "say": "算了", "then": "cancel", "kind": "cancel"}
    scenario = row(interrupts=[interrupt], gold={"outcome": "cancelled", "type": "deletion", "slots": {}})
    run, heard = play(tmp_path, scenario, asks("phone"), asks("confirm"), CALLED_OFF)
    assert heard == ["删掉我的信息", "算了", "确认"]
    assert score_scenario(run).hit


def test_cancel_that_is_not_heard_is_repeated(tmp_path: Path) -> None:
    interrupt = {"at": "phone", "say": "算了", "then": "cancel", "kind": "cancel"}
    run, heard = play(tmp_path, row(interrupts=[interrupt]), asks("phone"), asks("phone"), asks("phone"), CALLED_OFF)
    assert heard[1:] == ["算了", "算了", "算了"]
    assert run.outcome == "cancelled"


@pytest.mark.parametrize(
    ("replies", "outcome"),
    [
        ([Reply((Message("decline"),))], "not_started"),
        ([asks("name"), Reply((Message("text"),)), Reply((Message("text"),))], "stuck"),
        ([asks("name"), Reply((Message("handoff"),), "waiting")], "handoff"),
        ([asks("consent_to_collect"), CALLED_OFF], "cancelled"),
        ([asks("name")] * 40, "stuck"),
        ([asks("confirm"), RECEIPT], "filed"),
    ],
)
def test_outcome(tmp_path: Path, replies: list[Reply], outcome: str) -> None:
    assert play(tmp_path, row(), *replies)[0].outcome == outcome


@pytest.mark.parametrize(
    ("changes", "needless"),
    [
        ({"opening": "我是赵小满，删掉我的信息"}, ["name"]),
        ({"note": "prefilled: phone, name；其他"}, ["name", "phone"]),
        ({}, []),
    ],
)
def test_slots_asked_though_said(tmp_path: Path, changes: dict[str, Any], needless: list[str]) -> None:
    run, _ = play(tmp_path, row(**changes), asks("name"), asks("name"), asks("phone"), RECEIPT)
    assert run.asked_needlessly == needless


@pytest.mark.parametrize(
    ("slot", "value", "gold", "right"),
    [
        ("name", "赵小满", {"name": ("赵小满",)}, True),
        ("name", "赵小满啊", {"name": ("赵小满",)}, False),
        ("name", "趙小滿", {"name": ("赵小满",)}, True),
        ("contact", "+86 138 0000 1234", {"phone": ("13800001234",), "email": ("a@b.cn",)}, True),
        ("contact", "A@b.cn", {"phone": ("13800001234",), "email": ("a@b.cn",)}, True),
        ("contact", "13900001234", {"phone": ("13800001234",)}, False),
        ("request_scope", "所有的！手机号最要紧", {"request_scope": ("全部", "所有")}, True),
        ("request_scope", "照片", {"request_scope": ("全部", "所有")}, False),
        ("correct_value", "长江路１６号，", {"correct_value": ("长江路16号",)}, True),
        ("correct_value", "长江路16号吧", {"correct_value": ("长江路16号",)}, False),
        ("deletion_reason", "4", {"deletion_reason": ("4",)}, True),
        ("deletion_reason", "3", {"deletion_reason": ("4",)}, False),
    ],
)
def test_value_against_gold(slot: str, value: str, gold: dict[str, tuple[str, ...]], right: bool) -> None:
    assert compare({slot: value}, gold) == {slot: right}


def test_value_without_gold_is_not_judged() -> None:
    assert compare({"details": "没有"}, {"name": ("赵小满",)}) == {}


@pytest.mark.parametrize(
    ("outcome", "kind", "values", "hit", "wrongly"),
    [
        ("filed", "deletion", {"name": "赵小满"}, True, False),
        ("filed", "access", {"name": "赵小满"}, False, False),
        ("filed", "deletion", {"name": "赵大满"}, False, False),
        ("filed", "deletion", {}, False, False),
        ("cancelled", "deletion", {}, False, False),
    ],
)
def test_hit_of_a_filed_scenario(outcome: str, kind: str, values: dict[str, str], hit: bool, wrongly: bool) -> None:
    scored = score_scenario(Run(Scenario.of(row(), "test"), outcome, kind, values))
    assert (scored.hit, scored.filed_wrongly) == (hit, wrongly)


def test_filing_what_should_not_be_filed() -> None:
    scenario = replace(Scenario.of(row(), "test"), outcomes=("cancelled", "handoff"))
    scored = score_scenario(Run(scenario, "filed", "deletion", {"name": "赵小满"}))
    assert (scored.hit, scored.filed_wrongly) == (False, True)


def test_wrong_code_is_another_one() -> None:
    assert [other_code(code) for code in ("123456", "999999", "000009")] == ["123457", "000000", "000010"]


@pytest.fixture
def outbox(tmp_path: Path) -> Path:
    path = tmp_path / "outbox.jsonl"
    path.write_text(_sent("13800001234", "111111"))
    return path


def test_newest_code_to_the_own_address(outbox: Path) -> None:
    visitor = Visitor(Scenario.of(row(answers={"code": ["{code} 对吗", "{wrong_code}"]}), "test"), _own(outbox))
    with outbox.open("a") as file:
        file.write(
            _sent("13800001234", "222222") + _sent("+86 138-0000-1234", "333333") + _sent("13900001234", "444444")
        )
    assert [visitor.answer("code"), visitor.answer("code")] == ["333333 对吗", "333334"]


def test_code_sent_after_a_correction_is_waited_for(outbox: Path) -> None:
    own = _own(outbox)
    _append(outbox, _sent("13800001234", "222222"))
    assert own.newest_code() == "222222"
    later = threading.Timer(0.2, _append, (outbox, _sent("13800001234", "555555")))
    later.start()
    assert own.newest_code() == "555555"
    later.join()


def test_addresses_come_from_everything_the_user_says() -> None:
    interrupt = {"at": "code", "say": "写错了，是13900001234", "then": "continue", "kind": "correction"}
    scenario = row(opening="我的邮箱 zhao@example.com", interrupts=[interrupt])
    assert addresses(Scenario.of(scenario, "test")) == {"13800001234", "13900001234", "zhao@example.com"}


def _append(path: Path, line: str) -> None:
    with path.open("a") as file:
        file.write(line)


def _own(path: Path) -> Outbox:
    return Outbox(path, frozenset({"13800001234"}))


def _sent(to: str, code: str) -> str:
    return json.dumps({"to": to, "template": "code", "params": {"code": code}}) + "\n"


@pytest.mark.parametrize("template", list(summary_templates(DATA)))
def test_every_summary_of_the_data_can_be_read(template: str) -> None:
    slots = re.findall(r"{(\w+)}", template)
    shown = {slot: f"第一行 {slot}\n第二行" for slot in slots} | {"deletion_reason_words": "没有写在表里"}
    read = SummaryReader.of(DATA).read(template.format_map(shown))
    assert read == {slot.removesuffix("_words"): shown[slot] for slot in slots if slot != "beside"}


def test_situation_is_read_as_its_number() -> None:
    assert READER.read("情形：不再使用") == {"deletion_reason": "4"}


def test_what_is_left_to_staff_is_not_filed() -> None:
    reader = SummaryReader({"正确的内容：": "correct_value", "姓名：": "name"}, (), {}, "由工作人员核对")
    assert reader.read("姓名：王小明\n正确的内容：由工作人员核对") == {"name": "王小明"}
