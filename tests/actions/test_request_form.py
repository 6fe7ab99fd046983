"""The form's action as Rasa calls it."""

from typing import Any, Dict

import pytest

from actions.backend import BackendRejected, BackendUnavailable
from actions.forms.draft import Draft
from actions.request_form import ValidateRequestForm
from tests.actions.forms.talk import FakeBackend
from tests.actions.tracker import run, tracker

SUMMARY = Draft(
    "key-1",
    "complaint",
    {"name": "王小明", "phone": "13800138000", "details": "推销电话太多"},
    "confirm",
    agreed_at="2026-11-22T10:00:00+00:00",
).to_slot()


@pytest.fixture
def backend() -> FakeBackend:
    return FakeBackend()


@pytest.fixture
def form(backend: FakeBackend) -> ValidateRequestForm:
    form = ValidateRequestForm()
    form._backend = backend  # type: ignore[assignment]
    return form


def test_intent_opens_its_type(form: ValidateRequestForm) -> None:
    said, slots = run(form, tracker("我要投诉", "request_complaint"))
    assert said[-1]["response"] == "utter_request/ask_consent_to_collect"
    assert (slots["draft"]["type"], slots["requested_slot"]) == ("complaint", "consent_to_collect")


def test_vague_intent_opens_without_a_type(form: ValidateRequestForm) -> None:
    _, slots = run(form, tracker("我的信息有问题", "request_unclear"))
    assert (slots["draft"]["type"], slots["requested_slot"]) == (None, "request_type")


def test_envelope_goes_with_the_words(form: ValidateRequestForm) -> None:
    said, _ = run(form, tracker("我要投诉", "request_complaint"))
    assert said[-1]["custom"]["kind"] == "form"
    assert said[-1]["custom"]["expects"] == {"slot": "consent_to_collect", "input": "confirm", "choices": []}


def test_receipt_ends_the_form(form: ValidateRequestForm, backend: FakeBackend) -> None:
    said, slots = run(form, tracker("确认", draft=SUMMARY))
    assert said[0]["custom"]["ticket"]["number"] == "PD-1"
    assert slots == {"draft": None, "errand": None, "requested_slot": None}
    assert list(backend.filed) == ["key-1"]


def test_silent_api_leaves_everything_as_it_was(form: ValidateRequestForm, backend: FakeBackend) -> None:
    """The response's `retry` tells the api to take the turn again. The draft must be set to what it was, or else Rasa
    takes the turn for a rejection and says something else."""
    backend.failures = [BackendUnavailable("503")]
    said, slots = run(form, tracker("确认", draft=SUMMARY))
    assert [message["response"] for message in said] == ["utter_request/backend_unavailable"]
    assert slots == {"draft": SUMMARY, "errand": None, "requested_slot": "confirm"}


def test_refusing_api_shows_the_way_to_a_person(form: ValidateRequestForm, backend: FakeBackend) -> None:
    backend.failures = [BackendRejected(409, "内容不同")]
    said, slots = run(form, tracker("确认", draft=SUMMARY))
    assert [message["response"] for message in said] == ["utter_request/way_out"]
    assert slots["draft"] == SUMMARY


def test_quick_reply_is_taken_by_its_payload(form: ValidateRequestForm, backend: FakeBackend) -> None:
    run(form, tracker("确认提交", payload="do:confirm", draft=SUMMARY))
    assert list(backend.filed) == ["key-1"]


@pytest.mark.parametrize("message", [{}, {"text": None}, {"text": "", "metadata": None, "understanding": None}])
def test_message_without_an_understanding_is_survived(form: ValidateRequestForm, message: Dict[str, Any]) -> None:
    heard = tracker("", draft=SUMMARY)
    heard.latest_message = message
    said, slots = run(form, heard)
    assert said
    assert slots["requested_slot"] == "confirm"
