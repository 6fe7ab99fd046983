"""Finds in Rasa's tracker what was said to a message that was given before."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import takewhile
from typing import Any

Event = Mapping[str, Any]


def replies_in(events: Sequence[Event], message_id: int, attempt: int) -> list[dict[str, Any]] | None:
    """The bot's messages after our user event, in the form of the REST channel; None if it is not there."""
    ours = [index for index, event in enumerate(events) if _is_ours(event, message_id, attempt)]
    if not ours:
        return None
    behind = takewhile(lambda event: event.get("event") != "user", events[ours[-1] + 1 :])
    return [item for event in behind if event.get("event") == "bot" for item in _rest_items(event)]


def _is_ours(event: Event, message_id: int, attempt: int) -> bool:
    metadata = event.get("metadata") or {}
    same = metadata.get("message_id") == message_id and metadata.get("attempt") == attempt
    return event.get("event") == "user" and same


def _rest_items(event: Event) -> Iterable[dict[str, Any]]:
    data = event.get("data") or {}
    if event.get("text"):
        yield {"text": event["text"], "buttons": data.get("buttons")}
    if data.get("custom"):
        yield {"custom": data["custom"]}
