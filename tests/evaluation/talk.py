"""A conversation with the desk through the HTTP contract."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Protocol

import httpx

NOT_BY_THE_DESK = "problem"


@dataclass(frozen=True)
class Citation:
    """A clause and the words quoted from it."""

    clause: str
    quote: str


@dataclass(frozen=True)
class Message:
    """What scoring looks at in a message of the contract."""

    kind: str
    text: str = ""
    citations: tuple[Citation, ...] = ()
    payloads: tuple[str, ...] = ()
    slot: str | None = None
    request: str | None = None
    ticket: str | None = None
    ticket_type: str | None = None

    @classmethod
    def of(cls, body: Mapping[str, Any]) -> "Message":
        """From the contract's JSON."""
        ticket = body["ticket"] or {}
        return cls(
            kind=body["kind"],
            text=body["text"],
            citations=tuple(Citation(one["clause"], one["quote"]) for one in body["citations"]),
            payloads=tuple(reply["payload"] for reply in body["quick_replies"]),
            slot=(body["expects"] or {}).get("slot"),
            request=(body["request"] or {}).get("type"),
            ticket=ticket.get("number"),
            ticket_type=ticket.get("type"),
        )


@dataclass(frozen=True)
class Reply:
    """All that came back on one message."""

    messages: tuple[Message, ...]
    state: str = "bot"

    @property
    def kinds(self) -> tuple[str, ...]:
        """Of each message."""
        return tuple(message.kind for message in self.messages)

    @property
    def clauses(self) -> frozenset[str]:
        """All that is cited."""
        return frozenset(citation.clause for message in self.messages for citation in message.citations)

    @property
    def words(self) -> str:
        """Texts and quotes."""
        quotes = [citation.quote for message in self.messages for citation in message.citations]
        return "\n".join([*(message.text for message in self.messages), *quotes])

    @property
    def slot(self) -> str | None:
        """What is asked for: the last question counts."""
        return next((message.slot for message in reversed(self.messages) if message.slot), None)

    def shown(self) -> list[dict[str, Any]]:
        """For the file of misses: as short as it can be read."""
        return [
            {
                "kind": message.kind,
                "text": message.text,
                "clauses": [citation.clause for citation in message.citations],
                "payloads": list(message.payloads),
                "slot": message.slot,
                "request": message.request,
            }
            for message in self.messages
        ]


class Conversation(Protocol):
    """One visitor's conversation."""

    def say(self, text: str) -> Reply:
        """The reply to a text."""

    def press(self, payload: str) -> Reply:
        """The reply to a quick reply."""


class Desk:
    """Opens conversations with a running desk."""

    def __init__(self, client: httpx.Client) -> None:
        self._client = client

    def open(self) -> Conversation:
        """A fresh conversation."""
        answer = self._client.post("/api/v1/conversations", json={"channel": "web"})
        answer.raise_for_status()
        opened = answer.json()
        return _WebConversation(self._client, opened["id"], opened["token"])


class _WebConversation:
    def __init__(self, client: httpx.Client, conversation_id: str, token: str) -> None:
        self._client = client
        self._path = f"/api/v1/conversations/{conversation_id}/messages"
        self._headers = {"Authorization": f"Bearer {token}"}

    def say(self, text: str) -> Reply:
        return self._send({"text": text})

    def press(self, payload: str) -> Reply:
        return self._send({"payload": payload})

    def _send(self, body: dict[str, str]) -> Reply:
        """A refusal or a silence of the desk is a reply too: it is scored as a miss and shown."""
        try:
            answer = self._client.post(self._path, json={"client_id": str(uuid.uuid4()), **body}, headers=self._headers)
        except httpx.TransportError as error:
            return Reply((Message(NOT_BY_THE_DESK, type(error).__name__),))
        if answer.status_code != HTTPStatus.OK:
            return Reply((Message(NOT_BY_THE_DESK, f"{answer.status_code} {answer.text[:300]}"),))
        said = answer.json()
        return Reply(tuple(Message.of(message) for message in said["messages"]), said["state"])
