"""Answers that need more than one response: several questions at once, and candidates to choose from."""

from typing import Any, Dict, List

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.words import load_words


class AnswerMany(Action):
    """Answers each question of a message that asks several things."""

    def name(self) -> str:
        """Rasa's name of this action."""
        return "action_answer_many"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Dict[str, Any]) -> List[EventType]:
        """Says the answers in the order in which they were asked for."""
        for label in tracker.latest_message.get("understanding", {}).get("labels", []):
            dispatcher.utter_message(response=f"utter_{label}")
        return []


class Clarify(Action):
    """Offers the questions that may be meant, without claiming an answer."""

    def name(self) -> str:
        """Rasa's name of this action."""
        return "action_clarify"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Dict[str, Any]) -> List[EventType]:
        """Names the candidates; the api makes quick replies of them."""
        labels = tracker.latest_message.get("understanding", {}).get("labels", [])
        named = [label.removeprefix("request_") for label in labels if label.startswith("request_")]
        errands = load_words().errands
        choices = [dict(errands[name]) for name in named if name in errands]
        dispatcher.utter_message(
            response="utter_followup/clarify",
            json_message={
                "kind": "clarify",
                "candidates": [label.removeprefix("faq/") for label in labels if label.startswith("faq/")],
                "requests": [name for name in named if name not in errands],
                **({"choices": choices} if choices else {}),
            },
        )
        return []
