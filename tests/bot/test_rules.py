"""Rasa's own rule policy, trained on data/rules: what happens next after a message."""

from pathlib import Path
from typing import Iterator, List, Tuple

import pytest
from rasa.core.policies.rule_policy import RulePolicy
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, ActiveLoop, Event, SlotSet, UserUttered
from rasa.shared.core.generator import TrainingDataGenerator
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.importers.importer import TrainingDataImporter

ROOT = Path(__file__).resolve().parents[2]
Trained = Tuple[RulePolicy, Domain]
LISTEN = ActionExecuted(ACTION_LISTEN_NAME)
# Beside the rules' own intents; Rasa's and those that only label parts of a message have no rule.
WITHOUT_RULE = {"back", "restart", "session_start"}


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Trained]:
    """Contradicting rules would end the training."""
    files = [str(ROOT / "data" / folder) for folder in ("rules", "nlu", "answers")]
    importer = TrainingDataImporter.load_from_config(str(ROOT / "bot/config.yml"), str(ROOT / "bot/domain"), files)
    domain = importer.get_domain()
    trackers = TrainingDataGenerator(importer.get_stories(), domain).generate()
    storage = LocalModelStorage.create(tmp_path_factory.mktemp("model"))
    config = {**RulePolicy.get_default_config(), "core_fallback_action_name": "action_default_fallback"}
    policy = RulePolicy.create(config, storage, Resource("rules"), ExecutionContext(GraphSchema({})))
    policy.train(trackers, domain)
    return policy, domain


def _next(trained: Trained, *events: Event) -> str:
    policy, domain = trained
    tracker = DialogueStateTracker.from_events("c1", [LISTEN, *events], slots=domain.slots)
    prediction = policy.predict_action_probabilities(tracker, domain)
    best = max(range(len(prediction.probabilities)), key=lambda at: prediction.probabilities[at])
    return str(domain.action_names_or_texts[best])


def _said(intent: str) -> UserUttered:
    return UserUttered("……", intent={"name": intent, "confidence": 1.0})


@pytest.mark.parametrize(
    ("intent", "action"),
    [
        ("faq", "utter_faq"),
        ("questions", "action_answer_many"),
        ("clarify", "action_clarify"),
        ("chitchat", "utter_chitchat"),
        ("out_of_scope", "utter_out_of_scope"),
        ("followup", "utter_followup"),
        ("handoff", "utter_handoff"),
        ("nlu_fallback", "utter_not_understood"),
        ("affirm", "utter_nothing_open"),
        ("deny", "utter_nothing_open"),
        ("cancel", "utter_nothing_to_cancel"),
        ("request_deletion", "request_form"),
        ("request_unclear", "request_form"),
    ],
)
def test_first_action(trained: Trained, intent: str, action: str) -> None:
    assert _next(trained, _said(intent)) == action


def test_no_intent_is_left_without_an_answer(trained: Trained) -> None:
    intents = set(trained[1].intents) - WITHOUT_RULE
    assert {intent for intent in intents if _next(trained, _said(intent)) == "action_default_fallback"} == set()


def test_bot_listens_after_an_answer(trained: Trained) -> None:
    assert _next(trained, _said("faq"), ActionExecuted("utter_faq")) == ACTION_LISTEN_NAME


def _form(requested: str) -> List[Event]:
    started = [_said("request_deletion"), ActionExecuted("request_form"), ActiveLoop("request_form")]
    return [*started, SlotSet("draft", {"id": "k"}), SlotSet("requested_slot", requested), LISTEN]


@pytest.mark.parametrize(
    "intent", ["faq", "chitchat", "handoff", "affirm", "cancel", "request_copy", "nlu_fallback", "followup"]
)
def test_form_hears_everything_while_it_is_active(trained: Trained, intent: str) -> None:
    assert _next(trained, *_form("name"), _said(intent)) == "request_form"


@pytest.mark.parametrize("intent", ["chitchat", "faq", "affirm"])
def test_message_behind_the_receipt_is_answered_as_usual(trained: Trained, intent: str) -> None:
    ended = [SlotSet("draft", None), SlotSet("requested_slot", None), ActiveLoop(None)]
    events = [*_form("confirm"), _said("affirm"), ActionExecuted("request_form"), *ended]
    assert _next(trained, *events) == ACTION_LISTEN_NAME
    action = {"chitchat": "utter_chitchat", "faq": "utter_faq", "affirm": "utter_nothing_open"}[intent]
    assert _next(trained, *events, LISTEN, _said(intent)) == action


def test_request_can_be_opened_again_behind_a_receipt(trained: Trained) -> None:
    ended = [SlotSet("draft", None), SlotSet("requested_slot", None), ActiveLoop(None), LISTEN]
    events = [*_form("confirm"), _said("affirm"), ActionExecuted("request_form"), *ended]
    assert _next(trained, *events, _said("request_complaint")) == "request_form"
