"""A plain Rasa assistant of the desk's own ways to ask and answers: stock pipeline, stock policies, stock dialogue.

Every label is an intent with a rule that utters its answer. Stories say the same, a few labels each: without any,
TED and UnexpecTED would be left untrained and cost nothing.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import yaml

from tests.evaluation.stock import config, learned

_POLICY_EPOCHS = 50
_TURNS_OF_A_STORY = 5
_PLACEHOLDER = re.compile(r"\{\w+\}")
_INSTEAD = "utter_nothing_open"
Steps = list[dict[str, str]]


def files(data: Path, epochs: int, labels: int | None) -> dict[str, Any]:
    """File name → content; `labels` takes the first few only, for a trial."""
    examples = dict(islice(learned(data / "nlu"), labels))
    names = list(examples)
    return {
        "config.yml": {**config(epochs), "policies": policies(min(epochs, _POLICY_EPOCHS))},
        "domain.yml": domain(names, answers(data)),
        "nlu.yml": {"version": "3.1", "nlu": [_examples(label, texts) for label, texts in examples.items()]},
        "rules.yml": {"version": "3.1", "rules": [{"rule": name, "steps": _turn(name)} for name in names]},
        "stories.yml": {"version": "3.1", "stories": list(stories(names))},
        "credentials.yml": {"rest": None},
    }


def policies(epochs: int) -> list[dict[str, Any]]:
    """As Rasa suggests them."""
    return [
        {"name": "MemoizationPolicy"},
        {"name": "TEDPolicy", "max_history": 5, "epochs": epochs, "constrain_similarities": True},
        {"name": "UnexpecTEDIntentPolicy", "max_history": 5, "epochs": epochs},
        {"name": "RulePolicy"},
    ]


def domain(labels: Sequence[str], words: Mapping[str, Any]) -> dict[str, Any]:
    """What can be understood and said."""
    responses = {f"utter_{label}": _response(label, words) for label in labels}
    session = {"session_expiration_time": 1440, "carry_over_slots_to_new_session": True}
    return {"version": "3.1", "intents": list(labels), "responses": responses, "session_config": session}


def stories(labels: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Conversations of a few turns, each label in one of them."""
    for begin in range(0, len(labels), _TURNS_OF_A_STORY):
        several = labels[begin : begin + _TURNS_OF_A_STORY]
        yield {"story": f"conversation {begin}", "steps": [step for label in several for step in _turn(label)]}


def answers(data: Path) -> dict[str, Any]:
    """Response name → variations, from data/answers."""
    found: dict[str, Any] = {}
    for path in sorted((data / "answers").glob("*.yml")):
        found.update(yaml.safe_load(path.read_text(encoding="utf-8"))["responses"])
    return found


def _response(label: str, words: Mapping[str, Any]) -> Any:
    """The desk's own words; a short answer where the desk opens a form or fills in what was said before."""
    variations = words.get(f"utter_{label.replace('__', '/')}")
    if variations is None or _PLACEHOLDER.search(json.dumps(variations)):
        return words[_INSTEAD]
    return variations


def _turn(label: str) -> Steps:
    return [{"intent": label}, {"action": f"utter_{label}"}]


def _examples(label: str, texts: Sequence[str]) -> dict[str, str]:
    return {"intent": label, "examples": "".join(f"- {text}\n" for text in texts)}
