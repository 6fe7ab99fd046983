"""A desk that speaks the public half of the HTTP contract from memory, for tests of clients such as the widget.

Its record outlives its server, so that a test can restart the server in mid-conversation.
"""

import asyncio
import json
import secrets
import threading
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import uvicorn
from fastapi import FastAPI

from tests.support.fake_replies import OPENING, TITLES, Fields, replies_to

EMPTY: Fields = {
    "author": "bot",
    "citations": [],
    "quick_replies": [],
    "expects": None,
    "request": None,
    "ticket": None,
}


@dataclass
class FakeConversation:
    """What was said, and every event that went out, in order."""

    token: str = field(default_factory=lambda: secrets.token_urlsafe(16))
    state: str = "bot"
    messages: list[Fields] = field(default_factory=list)
    answers: dict[str, Fields] = field(default_factory=dict)
    events: list[tuple[str, Fields]] = field(default_factory=list)

    def add(self, fields: Fields) -> Fields:
        """Records a message and sends it to the open streams."""
        message = {**EMPTY, **fields, "id": len(self.messages) + 1, "created_at": datetime.now(UTC).isoformat()}
        self.messages.append(message)
        self.events.append(("message", message))
        return message

    def turn_to(self, state: str) -> None:
        """Changes who answers."""
        self.state = state
        self.events.append(("state", {"state": state}))

    def since(self, after: int) -> list[Fields]:
        """The messages with an id above `after`."""
        return self.messages[after:]


@dataclass
class FakeDesk:
    """All conversations, and the knobs that tests turn."""

    conversations: dict[str, FakeConversation] = field(default_factory=dict)
    received: list[Fields] = field(default_factory=list)
    feedback: list[Fields] = field(default_factory=list)
    typing: int = 0  # how often the visitor was said to write
    delay: float = 0.0
    hold: float = 0.0  # seconds for which the answer to a message is held back after it was recorded and streamed
    refuse: int = 0  # status of the next answer to a message, before anything is recorded
    lose: bool = False  # the next answer to a message gets lost after it was recorded
    mask: str = ""  # the record shows this in place of what was said
    page: int = 500  # so many messages of the history at a time
    muted: int = 0  # streams that were open when they fell silent: none of the first so many says anything more
    streams: int = 0  # how many were opened
    replays: bool = True  # whether streams carry the user's own messages

    @property
    def only(self) -> FakeConversation:
        """The one conversation that was begun."""
        (found,) = self.conversations.values()
        return found

    def mute(self) -> None:
        """The open streams stay open and say nothing more, as through a router that forgot them."""
        self.muted = self.streams

    def begin(self) -> tuple[str, FakeConversation]:
        """A new conversation with its opening message."""
        conversation = FakeConversation()
        conversation.add(OPENING)
        key = secrets.token_hex(8)
        self.conversations[key] = conversation
        return key, conversation

    def say(self, conversation: FakeConversation, body: Fields) -> Fields:
        """Records what the user said and the replies; the same client id gives the same answer."""
        self.received.append(body)
        known = conversation.answers.get(body["client_id"])
        return known or self._turn(conversation, body)

    def _turn(self, conversation: FakeConversation, body: Fields) -> Fields:
        said = body.get("text") or TITLES(body["payload"])
        conversation.add({"author": "user", "kind": "text", "text": self.mask or said})
        key = body.get("payload") or said
        replies = [conversation.add(fields) for fields in replies_to(key)] if conversation.state == "bot" else []
        if replies and replies[-1]["kind"] == "handoff":
            conversation.turn_to("waiting")
        answer = {"messages": replies, "state": conversation.state}
        conversation.answers[body["client_id"]] = answer
        return answer

    async def stream(self, conversation: FakeConversation, after: int) -> AsyncIterator[str]:
        """Server-sent events: the messages above `after`, then whatever happens."""
        self.streams += 1
        number = self.streams
        yield ": open\n\n"
        sent, old = len(conversation.events), conversation.since(after)
        for message in old:
            yield self._event("message", message)
        yield self._event("state", {"state": conversation.state})
        while True:
            for name, data in conversation.events[sent:] if number > self.muted else []:
                yield self._event(name, data)
                sent += 1
            await asyncio.sleep(0.02)

    def _event(self, name: str, data: Fields) -> str:
        if name == "message" and data["author"] == "user" and not self.replays:
            return ": left out\n\n"
        head = f"id: {data['id']}\n" if name == "message" else ""
        return f"{head}event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"


class DeskServer:
    """Serves an application on a port of its own; `stop` and `start` are a restart."""

    def __init__(self, app: FastAPI) -> None:
        self._app = app
        self._port = 0
        self._server: Any = None
        self._thread: threading.Thread | None = None
        self.start()

    @property
    def url(self) -> str:
        """The desk's origin."""
        return f"http://127.0.0.1:{self._port}"

    @property
    def other_url(self) -> str:
        """The same server by another name: for the browser a foreign site."""
        return f"http://localhost:{self._port}"

    def start(self) -> None:
        """Starts to listen, on the same port as before."""
        config = uvicorn.Config(self._app, host="127.0.0.1", port=self._port, log_level="critical", lifespan="off")
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, daemon=True)
        self._thread.start()
        deadline = time.monotonic() + 10
        while not self._server.started:
            if time.monotonic() > deadline:
                raise TimeoutError("the fake desk did not start")
            time.sleep(0.02)
        self._port = self._server.servers[0].sockets[0].getsockname()[1]

    def stop(self) -> None:
        """Cuts every connection and stops to listen."""
        self._server.should_exit = True
        self._server.force_exit = True
        if self._thread:
            self._thread.join(timeout=10)
