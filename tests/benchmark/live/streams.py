"""Server-sent events as a browser keeps them open: it comes back by itself, with the id that it had last."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass, field

import httpx

from tests.benchmark.progress import say

NEVER = httpx.Timeout(30, read=None)
Heard = Callable[[str, str], Awaitable[None]]
"""Is told the name of an event and its data."""


@dataclass
class Stream:
    """`pause_s` before it connects again; `lost` counts broken connections."""

    http: httpx.AsyncClient
    path: str
    heard: Heard
    headers: Mapping[str, str] = field(default_factory=dict)
    pause_s: float = 1.0
    last_id: str | None = None
    lost: int = 0
    open: asyncio.Event = field(default_factory=asyncio.Event)

    async def listen(self) -> None:
        """Until it is cancelled."""
        while True:
            try:
                await self._once()
            except httpx.HTTPError:
                self.lost += 1
            self.open.clear()
            await asyncio.sleep(self.pause_s)

    async def _once(self) -> None:
        headers = dict(self.headers) | ({"Last-Event-ID": self.last_id} if self.last_id else {})
        async with self.http.stream("GET", self.path, headers=headers, timeout=NEVER) as response:
            if response.status_code != httpx.codes.OK:
                say(f"stream refused: {response.status_code}")
                return
            self.open.set()
            async for name, data in self._events(response):
                await self.heard(name, data)

    async def _events(self, response: httpx.Response) -> AsyncIterator[tuple[str, str]]:
        name, data, identity = "message", [], None
        async for line in response.aiter_lines():
            field_name, _, value = line.partition(": ")
            if field_name == "event":
                name = value
            elif field_name == "data":
                data.append(value)
            elif field_name == "id":
                identity = value
            elif not line:
                if data:
                    self.last_id = identity or self.last_id
                    yield name, "\n".join(data)
                name, data, identity = "message", [], None
