"""Every reply that the form can give has its words in data/, and every place in braces is filled."""

import re
from pathlib import Path

import pytest
import yaml

from actions.forms.draft import Code, Draft
from actions.forms.flows import FLOWS, REQUEST_TYPE, input_of
from actions.forms.replies import ask, form_reply, masked, summary

DATA = Path(__file__).resolve().parents[3] / "data"
RESPONSES = yaml.safe_load((DATA / "answers/11_requests.yml").read_text(encoding="utf-8"))["responses"]
ALL_SLOTS = sorted({slot for flow in FLOWS.values() for slot in flow} | {"email", REQUEST_TYPE})
VALUES = dict.fromkeys(
    "name phone deletion_reason request_scope wrong_field correct_value delivery_target details".split(), "4"
)
NAMED = re.compile(r'"utter_request/([a-z_]+)"')
FORMS = Path(__file__).resolve().parents[3] / "actions"


@pytest.mark.parametrize("slot", ALL_SLOTS)
@pytest.mark.parametrize("family", ["why", "unclear"])
def test_every_slot_has_its_words(family: str, slot: str) -> None:
    assert f"utter_request/{family}_{slot}" in RESPONSES


@pytest.mark.parametrize("request_type", sorted(FLOWS))
def test_every_question_has_its_words_and_values(request_type: str) -> None:
    draft = Draft("k", request_type, VALUES, agreed_at="x", code=Code("v", "13800138000"))
    for slot in FLOWS[request_type]:
        reply = ask(Draft(**{**draft.__dict__, "asked": slot}))
        places = set(re.findall(r"{(\w+)}", RESPONSES[reply.response][0]["text"]))
        assert places <= set(reply.parameters)
        assert (reply.custom or {})["expects"]["slot"] == slot


def test_every_name_in_the_code_has_its_words() -> None:
    named = {name for file in FORMS.rglob("*.py") for name in NAMED.findall(file.read_text(encoding="utf-8"))}
    assert named
    assert {name for name in named if f"utter_request/{name}" not in RESPONSES} == set()


def test_buttons_name_what_the_form_understands() -> None:
    payloads = [button["payload"] for variations in RESPONSES.values() for button in variations[0].get("buttons", [])]
    slots = {payload.partition("=")[0].removeprefix("choose:") for payload in payloads if payload.startswith("choose:")}
    verbs = {payload for payload in payloads if payload.startswith("do:")}
    assert slots <= set(ALL_SLOTS)
    assert verbs <= {
        "do:resend_code",
        "do:confirm",
        "do:change",
        "do:cancel",
        "do:resume",
        "do:handoff",
        "do:for_myself",
    }


@pytest.mark.parametrize(
    ("slot", "kind"),
    [("name", "text"), ("phone", "tel"), ("email", "email"), ("code", "code"), ("deletion_reason", "choice")],
)
def test_input_fits_the_slot(slot: str, kind: str) -> None:
    assert input_of(slot) == kind


def test_step_without_a_type_names_no_request() -> None:
    assert (form_reply("utter_request/x", Draft("k"), None).custom or {}) == {
        "kind": "form",
        "expects": None,
        "request": None,
    }


def test_summary_puts_the_situation_into_words() -> None:
    assert summary(Draft("k", "deletion", VALUES))["deletion_reason_words"].startswith("不再使用")


@pytest.mark.parametrize(
    ("contact", "shown"), [("13800138000", "138****8000"), ("wang@example.com", "wa***@example.com"), ("", "****")]
)
def test_contact_is_masked(contact: str, shown: str) -> None:
    assert masked(contact) == shown


@pytest.mark.parametrize(
    "clause",
    [
        "无锡聚千保网络科技有限公司",
        "姓名和联系方式",
        "只用来办理",
        "存三年",
        "约六个月",
        "要查、改、删",
        "admin@jqbao168.com",
    ],
)
def test_notice_says_who_what_why_how_long_and_which_rights(clause: str) -> None:
    """PIPL 17; the periods are those of data/retention.yml, and it fits the screen of a phone."""
    notice = RESPONSES["utter_request/ask_consent_to_collect"][0]["text"]
    kept = yaml.safe_load((DATA / "retention.yml").read_text(encoding="utf-8"))
    assert clause in notice and len(notice) <= 200
    assert (kept["transcripts"]["days"], kept["tickets"]["days"]) == (180, 1096)
