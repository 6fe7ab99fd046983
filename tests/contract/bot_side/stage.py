"""Plays conversations with the actions, as Rasa calls them, before an api that is made of functions."""

import asyncio
import json
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Dict, List, Mapping

import httpx
import yaml
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.backend import Backend
from actions.request_form import ValidateRequestForm
from tests.contract.documents import ROOT, filled

CODE = "123456"
NUMBER = "PD-2026-AAAA-AAAA-AAAA"
# What the dispatcher lists beside the fields of the response.
_OF_THE_CHANNEL = {"text", "buttons", "elements", "custom", "template", "response", "image", "attachment"}


@lru_cache(maxsize=1)
def responses() -> Dict[str, Any]:
    """All responses of `data/answers`, each with its one variation."""
    found: Dict[str, Any] = {}
    for path in sorted((ROOT / "data" / "answers").glob("*.yml")):
        for name, variations in yaml.safe_load(path.read_text(encoding="utf-8"))["responses"].items():
            (found[name],) = variations
    return found


def spoken(message: Mapping[str, Any]) -> Dict[str, Any]:
    """What Rasa sends for a message of an action: the response with its fields filled in; what the action brings
    itself comes before what the response holds. Raises `KeyError` for words or a field that do not exist."""
    response = responses()[message["response"]]
    parameters = {name: value for name, value in message.items() if name not in _OF_THE_CHANNEL}
    said = filled({"text": response["text"], "buttons": response.get("buttons") or []}, parameters)
    return {**said, "custom": message.get("custom") or filled(response.get("custom") or {}, parameters)}


@dataclass
class Api:
    """The ticket calls: `filed` holds the bodies, `down` and `busy` make it fail."""

    filed: List[Dict[str, Any]] = field(default_factory=list)
    down: bool = False
    busy: bool = False
    refuses: bool = False
    merged: bool = False
    results: List[str] = field(default_factory=list)

    def __call__(self, request: httpx.Request) -> httpx.Response:
        """Answers one call."""
        if self.down:
            raise httpx.ConnectError("down", request=request)
        if self.refuses:
            return httpx.Response(422, json={"detail": "不行"})
        body = json.loads(request.content or b"{}")
        if request.url.path == "/api/v1/tickets":
            return self._file(body)
        if request.url.path.endswith("/check"):
            return self._check(body)
        if self.busy:
            return httpx.Response(
                429, json={"type": "/problems/code-too-soon", "detail": "太多"}, headers={"Retry-After": "42"}
            )
        return httpx.Response(201, json={"id": "v1", "resend_after": "2026-11-23T09:01:00Z", "sent": True})

    def _file(self, body: Dict[str, Any]) -> httpx.Response:
        self.filed.append(body)
        ticket = {"number": NUMBER, "type": body["type"], "status": "submitted", "due_on": "2026-12-23"}
        return httpx.Response(201, json={**ticket, "created": not self.merged, "merged": self.merged})

    def _check(self, body: Dict[str, Any]) -> httpx.Response:
        result = self.results.pop(0) if self.results else "verified" if body["code"] == CODE else "wrong"
        return httpx.Response(200, json={"result": result, "tries_left": 4})


@dataclass
class Person:
    """Somebody in a guided request."""

    api: Api = field(default_factory=Api)
    slots: Dict[str, Any] = field(default_factory=dict)
    heard: List[Dict[str, Any]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._form = ValidateRequestForm()
        self._form._backend = Backend(
            httpx.AsyncClient(base_url="http://api.test", transport=httpx.MockTransport(self.api))
        )

    def says(self, text: str, label: str = "", question: bool = False) -> List[Dict[str, Any]]:
        """One message, understood as `label`; returns what is said to it."""
        part = {"text": text, "label": label, "confidence": 0.95 if label else 0.1, "question": question}
        return self._turn(text, label, None, {"best": part, "parts": [part], "labels": [label]})

    def presses(self, payload: str, label: str = "affirm") -> List[Dict[str, Any]]:
        """A quick reply."""
        part = {"text": payload, "label": label, "confidence": 1.0, "question": False}
        return self._turn(payload, label, payload, {"best": part, "parts": [part], "labels": [label]})

    @property
    def asked(self) -> str | None:
        """The slot that is asked for."""
        return self.slots.get("requested_slot")

    def _turn(self, text: str, label: str, payload: str | None, understanding: Any) -> List[Dict[str, Any]]:
        message = {
            "text": text,
            "intent": {"name": label.partition("/")[0]},
            "metadata": {"payload": payload},
            "understanding": understanding,
        }
        tracker = Tracker("c1", dict(self.slots), message, [], False, None, {}, "action_listen")
        dispatcher = CollectingDispatcher()
        for event in asyncio.run(self._form.run(dispatcher, tracker, {})):
            self.slots[event["name"]] = event["value"]
        said = [spoken(message) for message in dispatcher.messages]
        self.heard += said
        return said
