from typing import Any

import httpx

from api.bot_client.tracker import replies_in
from api.bot_client.wire import read_messages
from api.conversations.domain import BotMessage, Utterance
from api.conversations.ports import BotUnavailable

CONNECT_TIMEOUT_S = 1.0
PING_TIMEOUT_S = 2.0


class RasaBot:
    """Rasa 3.6 over its REST channel; its HTTP API (the tracker) must be enabled, on an inner network."""

    def __init__(self, url: str, token: str, timeout_s: float, transport: httpx.BaseTransport | None = None) -> None:
        self._token = token
        self._client = httpx.Client(
            base_url=url,
            timeout=httpx.Timeout(timeout_s, connect=min(timeout_s, CONNECT_TIMEOUT_S)),
            limits=httpx.Limits(max_connections=None, max_keepalive_connections=32),
            transport=transport,
            trust_env=False,
        )

    def answer(self, utterance: Utterance) -> list[BotMessage]:
        body = {"sender": utterance.conversation_id, "message": utterance.text, "metadata": _metadata(utterance)}
        response = self._call("POST", "/webhooks/rest/webhook", json=body)
        items = _json(response)
        if not isinstance(items, list):
            raise BotUnavailable("malformed", processed=None)
        return _said(items)

    def recall(self, utterance: Utterance) -> list[BotMessage] | None:
        path = f"/conversations/{utterance.conversation_id}/tracker"
        response = self._call("GET", path, params={"token": self._token, "include_events": "ALL"})
        tracker = _json(response)
        if not isinstance(tracker, dict):
            raise BotUnavailable("malformed", processed=None)
        items = replies_in(tracker.get("events") or [], utterance.message_id, utterance.attempt)
        return None if items is None else _said(items)

    def forget(self, conversation_id: str) -> None:
        """Rasa has no call to delete a tracker; the desk's tracker store deletes one that is set to no events."""
        path = f"/conversations/{conversation_id}/tracker/events"
        self._call("PUT", path, params={"token": self._token}, json=[])

    def ping(self) -> None:
        self._call("GET", "/", timeout=PING_TIMEOUT_S)

    def close(self) -> None:
        self._client.close()

    def _call(self, method: str, path: str, **kwargs: Any) -> httpx.Response:
        try:
            response = self._client.request(method, path, **kwargs)
        except (httpx.ConnectError, httpx.ConnectTimeout) as error:
            raise BotUnavailable("unreachable", processed=False) from error
        except httpx.TimeoutException as error:
            raise BotUnavailable("timeout", processed=None) from error
        except httpx.HTTPError as error:
            raise BotUnavailable("broken", processed=None) from error
        if response.is_success:
            return response
        raise BotUnavailable("status", processed=None)


def _said(items: list[Any]) -> list[BotMessage]:
    """Rasa answers 200 with an empty list when an action failed (RasaHQ/rasa#7630): that is a failure."""
    messages = read_messages([item for item in items if isinstance(item, dict)])
    if not messages:
        raise BotUnavailable("empty", processed=True)
    return messages


def _metadata(utterance: Utterance) -> dict[str, Any]:
    fields = {
        "message_id": utterance.message_id,
        "attempt": utterance.attempt,
        "channel": utterance.channel,
        "payload": utterance.payload,
        "topic": utterance.topic,
        "asked": utterance.asked,
    }
    return {key: value for key, value in fields.items() if value is not None}


def _json(response: httpx.Response) -> Any:
    try:
        return response.json()
    except ValueError as error:
        raise BotUnavailable("malformed", processed=None) from error
