"""A user at the widget: one conversation, its event stream, and messages that are sent until they are taken."""

import asyncio
import json
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import httpx

from tests.benchmark.live.ledger import Ledger, Word
from tests.benchmark.live.streams import Stream

AGAIN_S = 1.0


@dataclass
class User:
    """`ids` and `texts` are what the stream brought."""

    http: httpx.AsyncClient
    ledger: Ledger
    id: str = ""
    token: str = ""
    ids: list[int] = field(default_factory=list)
    texts: Counter[str] = field(default_factory=Counter)
    expected: dict[str, Word] = field(default_factory=dict)
    said: list[Word] = field(default_factory=list)

    async def arrive(self) -> Stream:
        """Opens a conversation and its stream."""
        opened = (await self.http.post("/api/v1/conversations", json={"channel": "web"})).raise_for_status().json()
        self.id, self.token = opened["id"], opened["token"]
        return Stream(self.http, f"{self._path}/events", self._heard, self._headers)

    async def ask_for_person(self) -> None:
        """Presses the opening message's button."""
        body = {"client_id": "handoff", "payload": "do:handoff"}
        while not await self._taken(body):
            self.ledger.refused += 1
            await asyncio.sleep(AGAIN_S)

    async def ask(self, word: Word) -> None:
        """Says it, under the same client id again and again until the desk has it."""
        self.said.append(word)
        self.expected[word.answer] = word
        self.ledger.mark(word, "asked_at")
        body = {"client_id": f"c{word.number}", "text": f"{word.question}：我的申请办到哪一步了？"}
        while not await self._taken(body):
            self.ledger.resent += 1
            await asyncio.sleep(AGAIN_S)

    async def history(self) -> list[dict[str, Any]]:
        """All that is on record."""
        answer = await self.http.get(f"{self._path}/messages", headers=self._headers)
        messages: list[dict[str, Any]] = answer.raise_for_status().json()["messages"]
        return messages

    @property
    def _path(self) -> str:
        return f"/api/v1/conversations/{self.id}"

    @property
    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}

    async def _taken(self, body: dict[str, str]) -> bool:
        try:
            answer = await self.http.post(f"{self._path}/messages", json=body, headers=self._headers)
        except httpx.HTTPError:
            return False
        return answer.status_code == httpx.codes.OK

    async def _heard(self, name: str, data: str) -> None:
        if name != "message":
            return
        message = json.loads(data)
        self.ids.append(message["id"])
        head = message["text"].partition("：")[0]
        self.texts[head] += 1
        word = self.expected.get(head)
        if word is not None:
            self.ledger.mark(word, "read_at")
