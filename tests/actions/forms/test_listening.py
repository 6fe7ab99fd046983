"""Which moves a message makes."""

import pytest

from actions.forms import moves as m
from actions.forms.draft import Code, Draft
from actions.forms.listening import listen
from tests.actions.forms.talk import heard, heard_in_parts

BASE = Draft("k", "deletion", {"name": "王小明", "phone": "13800138000"}, agreed_at="x", code=Code("v", "13800138000"))


def _at(slot: str, **changes: object) -> Draft:
    return Draft(**{**BASE.__dict__, "asked": slot, **changes})


@pytest.mark.parametrize(
    ("slot", "text", "move"),
    [
        ("consent_to_collect", "同意", m.Agree()),
        ("consent_to_collect", "不同意", m.Refuse()),
        ("name", "我叫李雷", m.Fill({"name": "李雷"})),
        ("phone", "一三九零零一三九零零零", m.Fill({"phone": "13900139000"})),
        ("deletion_reason", "第二种", m.Fill({"deletion_reason": "2"})),
        ("request_scope", "位置信息", m.Fill({"request_scope": "位置信息"})),
        ("code", "是 123456", m.TryCode("123456")),
        ("confirm", "没问题，提交吧", m.Confirm()),
        ("confirm", "不对", m.Doubt()),
        ("confirm", "算了", m.AskCancel()),
        ("name", "算了，不办了", m.AskCancel()),
        ("deletion_reason", "名字写错了，应该是李雷", m.Fill({"name": "李雷"})),
        ("deletion_reason", "名字写错了", m.Change("name")),
        ("name", "？？", m.Unusable("unclear")),
        ("phone", "110101199003078515", m.Unusable("id_number")),
        ("phone", "［证件号已隐去］", m.Unusable("id_number")),
        ("correct_value", "改成［证件号已隐去］", m.Unusable("id_number")),
    ],
)
def test_plain_text(slot: str, text: str, move: m.Move) -> None:
    assert listen(_at(slot), heard(text)) == [move]


@pytest.mark.parametrize(
    ("payload", "move"),
    [
        ("choose:request_type=copy", m.Switch("copy")),
        ("request:complaint", m.Switch("complaint")),
        ("ask:delete_backup", m.Answer(("delete_backup",))),
        ("do:confirm", m.Confirm()),
        ("do:change", m.Doubt()),
        ("do:cancel", m.AskCancel()),
        ("do:resume", m.Resume()),
        ("do:handoff", m.HandOff()),
        ("do:resend_code", m.Resend()),
        ("request:unknown", m.Unusable("unclear")),
    ],
)
def test_quick_reply(payload: str, move: m.Move) -> None:
    assert listen(_at("name"), heard("按钮", payload=payload)) == [move]


@pytest.mark.parametrize(
    ("slot", "payload", "move"),
    [
        ("consent_to_collect", "choose:consent_to_collect=yes", m.Agree()),
        ("consent_to_collect", "choose:consent_to_collect=no", m.Refuse()),
        ("name", "choose:consent_to_collect=no", m.Stale()),
        ("deletion_reason", "choose:deletion_reason=3", m.Fill({"deletion_reason": "3"})),
        ("deletion_reason", "choose:deletion_reason=9", m.Stale()),
        ("name", "choose:deletion_reason=3", m.Stale()),
        ("confirm", "choose:delivery_target=本人", m.Stale()),
        ("confirm", "choose:change=details", m.Stale()),
        ("confirm", "choose:change=name", m.Change("name")),
        ("name", "choose:request_type=nonsense", m.Stale()),
        ("name", "choose:request_type=deletion", m.Stale()),
    ],
)
def test_choice_is_checked_against_the_present_step(slot: str, payload: str, move: m.Move) -> None:
    assert listen(_at(slot), heard("按钮", payload=payload)) == [move]


@pytest.mark.parametrize(
    ("text", "move"), [("是的，取消", m.Cancel()), ("不取消，继续", m.Resume()), ("继续提交", m.Resume())]
)
def test_answer_to_the_question_whether_to_cancel(text: str, move: m.Move) -> None:
    assert listen(_at("name", cancelling=True), heard(text)) == [move]


def test_cancelling_twice_is_meant() -> None:
    assert listen(_at("name", cancelling=True), heard("按钮", payload="do:cancel")) == [m.Cancel()]


@pytest.mark.parametrize(
    ("label", "move"),
    [
        ("handoff", m.HandOff()),
        ("why_ask", m.Explain()),
        ("request_account_closure", m.Switch("account_closure")),
        ("chitchat/thanks", m.Remark("utter_chitchat/thanks")),
        ("out_of_scope/claims", m.Remark("utter_out_of_scope/claims")),
        ("forgot", m.Unusable("forgot")),
    ],
)
def test_understood_message(label: str, move: m.Move) -> None:
    assert listen(_at("phone"), heard("……", label)) == [move]


def test_other_type_is_not_read_into_a_free_text() -> None:
    said = heard("注销账户之后的全部信息", "request_account_closure")
    assert listen(_at("request_scope"), said) == [m.Fill({"request_scope": "注销账户之后的全部信息"})]


def test_bare_code_is_a_code_whatever_it_sounds_like() -> None:
    assert listen(_at("code"), heard("463300", "handoff")) == [m.TryCode("463300")]
    assert listen(_at("code"), heard("转人工", "handoff")) == [m.HandOff()]


def test_code_is_only_looked_for_when_asked() -> None:
    assert not any(isinstance(move, m.TryCode) for move in listen(_at("name"), heard("123456")))


def test_code_that_did_not_come() -> None:
    assert listen(_at("code"), heard("没收到", "resend_code", 0.4)) == [m.Resend()]


def test_question_at_the_summary_is_not_a_yes() -> None:
    said = heard("确认之后多久能好？", "faq/delete_time", question=True)
    assert listen(_at("confirm"), said) == [m.Answer(("delete_time",))]


def test_two_questions_are_both_answered() -> None:
    said = heard_in_parts(("备份删吗？", "faq/delete_backup", True), ("多久？", "faq/delete_time", True))
    assert listen(_at("name"), said) == [m.Answer(("delete_backup", "delete_time"))]
