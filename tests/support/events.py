"""Reads server-sent events as a browser does."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import httpx


@dataclass(frozen=True)
class Event:
    name: str
    id: str | None
    data: Any


def read_events(response: httpx.Response) -> Iterator[Event]:
    fields: dict[str, str] = {}
    for line in response.iter_lines():
        if line.startswith(":"):
            continue
        if line:
            name, _, value = line.partition(": ")
            fields[name] = value
        elif fields:
            yield Event(fields.get("event", "message"), fields.get("id"), json.loads(fields["data"]))
            fields = {}


def read_until_id(response: httpx.Response, last: int) -> list[Event]:
    """The events up to the message with this id."""
    events: list[Event] = []
    for event in read_events(response):
        events.append(event)
        if event.id == str(last):
            return events
    raise AssertionError("the stream ended")
