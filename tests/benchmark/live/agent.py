"""An agent at two pages: the queue, and one talk. Each holds its own event stream and fetches the parts that it names."""

import asyncio
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

import httpx

from tests.benchmark.live.ledger import Ledger, Word
from tests.benchmark.live.streams import Stream
from tests.benchmark.live.user import AGAIN_S, User

_TOKEN = re.compile(r'name="csrf" value="([^"]+)"')
_ASKED = re.compile(r"第\d+问")
# A browser waits so long before it opens a broken stream again.
_RECONNECTS_AFTER_S = 3.0


class Part:
    """A piece of a page. As htmx does it: one request at a time, and what is asked for meanwhile is one more."""

    def __init__(self, fetch: Callable[[], Awaitable[None]]) -> None:
        self._fetch = fetch
        self._wanted = asyncio.Event()

    def refresh(self) -> None:
        """Fetch it, now or when the present request has ended."""
        self._wanted.set()

    async def keep(self) -> None:
        """Until it is cancelled."""
        while True:
            await self._wanted.wait()
            self._wanted.clear()
            await self._fetch()


@dataclass
class Agent:
    """`talks` are the conversations that they claimed; the first one is open in a tab."""

    http: httpx.AsyncClient
    ledger: Ledger
    username: str
    password: str
    talks: list[User] = field(default_factory=list)
    fetched: int = 0
    bytes: int = 0
    csrf: str = ""
    answering: set[asyncio.Task[None]] = field(default_factory=set)

    async def sign_in(self) -> None:
        """By the form."""
        form = {"username": self.username, "password": self.password}
        form["csrf"] = _TOKEN.findall((await self.http.get("/staff/login")).text)[0]
        (await self.http.post("/staff/login", data=form)).raise_for_status()
        self.csrf = _TOKEN.findall((await self.http.get("/staff/queue")).text)[0]

    async def claim(self, user: User) -> None:
        """Presses 接入 and gets the talk's page."""
        while not await self._done(f"/staff/conversations/{user.id}/claim"):
            self.ledger.refused += 1
            await asyncio.sleep(AGAIN_S)
        self.talks.append(user)

    def queue_tab(self) -> tuple[Stream, list[Part]]:
        """The list of conversations."""
        listed = Part(lambda: self._see("/staff/queue?part=list"))
        return self._stream("/staff/events", {"list": [listed]}), [listed]

    def talk_tab(self) -> tuple[Stream, list[Part]]:
        """The talk with the first of their users."""
        here = f"/staff/conversations/{self.talks[0].id}"
        talk, facts, composer = (
            Part(lambda name=name: self._see(f"{here}?part={name}"))
            for name in ("messages", "facts", "composer")
        )
        names = {"news": [talk, facts], "state": [composer]}
        return self._stream(f"/staff/events?conversation={self.talks[0].id}", names), [talk, facts, composer]

    async def transcript(self, user: User) -> str:
        """The talk as the page shows it."""
        path = f"/staff/conversations/{user.id}?part=messages"
        return (await self.http.get(path)).raise_for_status().text

    def _stream(self, path: str, parts: dict[str, list[Part]]) -> Stream:
        async def heard(name: str, _data: str) -> None:
            for part in parts.get(name, []):
                part.refresh()

        return Stream(self.http, path, heard, pause_s=_RECONNECTS_AFTER_S)

    async def _see(self, path: str) -> None:
        try:
            answer = await self.http.get(path, headers={"HX-Request": "true"})
        except httpx.HTTPError:
            return  # the stream is lost as well, and names the part again when it comes back
        self.fetched += 1
        self.bytes += len(answer.content)
        shown = set(_ASKED.findall(answer.text))
        for user in self.talks:
            for word in user.said:
                if word.seen_at is None and word.question in shown:
                    self.ledger.mark(word, "seen_at")
                    task = asyncio.create_task(self._answer(user, word))
                    self.answering.add(task)
                    task.add_done_callback(self.answering.discard)

    async def _answer(self, user: User, word: Word) -> None:
        """Sends the form; when it was not taken, once more, as the page asks for."""
        self.ledger.mark(word, "answered_at")
        text = f"{word.answer}：已经在办，有结果会在这里告诉您。"
        path = f"/staff/conversations/{user.id}/reply"
        while not await self._done(path, text=text, key=f"reply-{word.number}"):
            self.ledger.resent += 1
            await asyncio.sleep(AGAIN_S)

    async def _done(self, path: str, **fields: str) -> bool:
        """Whether the desk took a form. One with fields is sent by htmx."""
        headers = {"HX-Request": "true"} if fields else {}
        try:
            answer = await self.http.post(path, data={"csrf": self.csrf, **fields}, headers=headers)
        except httpx.HTTPError:
            return False
        return answer.is_success
