"""Rasa's tracker and dispatcher, as the action server hands them to an action."""

import asyncio
from typing import Any, Dict, List, Mapping, Tuple

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher


def tracker(
    text: str,
    label: str = "",
    intent: str = "",
    payload: str | None = None,
    draft: Mapping[str, Any] | None = None,
    labels: Tuple[str, ...] = (),
) -> Tracker:
    """A conversation whose last message is this one."""
    best = {"text": text, "label": label, "confidence": 0.9, "question": False}
    message = {
        "text": text,
        "intent": {"name": intent or label.partition("/")[0]},
        "metadata": {"payload": payload},
        "understanding": {"labels": list(labels), "best": best, "parts": []},
    }
    return Tracker("c1", {"draft": draft, "requested_slot": None}, message, [], False, None, {}, "action_listen")


def run(action: Action, heard: Tracker) -> Tuple[List[Dict[str, Any]], Dict[str, Any]]:
    """What the action says, and the slots that it sets."""
    dispatcher = CollectingDispatcher()
    events = asyncio.run(action.run(dispatcher, heard, {}))
    return dispatcher.messages, {event["name"]: event["value"] for event in events}
