"""Users and agents together: they arrive, are claimed, and talk at a steady rate."""

import asyncio
import time
from collections.abc import Coroutine, Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import httpx

from tests.benchmark.live.agent import Agent
from tests.benchmark.live.ledger import Ledger
from tests.benchmark.live.streams import Stream
from tests.benchmark.live.user import User

_AT_ONCE = 8


@dataclass
class Crowd:
    """Everybody, and what they keep open."""

    users: list[User]
    agents: list[Agent]
    ledger: Ledger
    streams: list[Stream] = field(default_factory=list)
    _open: list[asyncio.Task[None]] = field(default_factory=list)
    _sending: set[asyncio.Task[None]] = field(default_factory=set)
    _turn: Iterator[int] = field(default_factory=count)

    @classmethod
    def of(cls, address: str, users: int, people: dict[str, str]) -> "Crowd":
        """`people` are the agents' names and passwords. Each agent has cookies of their own, as in a browser."""
        ledger, limits = Ledger(), httpx.Limits(max_connections=None, max_keepalive_connections=100)
        shared = httpx.AsyncClient(base_url=address, timeout=30, limits=limits, trust_env=False)
        agents = [
            Agent(
                httpx.AsyncClient(base_url=address, timeout=30, follow_redirects=True, trust_env=False), ledger, *each
            )
            for each in people.items()
        ]
        return cls([User(shared, ledger) for _ in range(users)], agents, ledger)

    async def gather(self) -> None:
        """All conversations are open, handed over and claimed; every page and every stream is there."""
        await _few_at_once(self._arrive(user) for user in self.users)
        await _few_at_once(agent.sign_in() for agent in self.agents)
        for agent in self.agents:
            self._keep(*agent.queue_tab())
        await _few_at_once(user.ask_for_person() for user in self.users)
        await _few_at_once(self._claim(number, user) for number, user in enumerate(self.users))
        for agent in self.agents:
            self._keep(*agent.talk_tab())
        await self.connected()

    async def connected(self) -> None:
        """Until every stream is open."""
        await asyncio.gather(*(stream.open.wait() for stream in self.streams))

    async def talk(self, rate: float, seconds: float) -> None:
        """Somebody says something, evenly spread; every other word goes into a talk that its agent has open."""
        begin = time.perf_counter()
        for number in range(round(rate * seconds)):
            await asyncio.sleep(max(0.0, begin + number / rate - time.perf_counter()))
            self.speak()

    def speak(self) -> None:
        """One user asks, without waiting for what becomes of it."""
        turn = next(self._turn)
        round_, at = divmod(turn, len(self.agents))
        talks = self.agents[at].talks
        place = 0 if round_ % 2 == 0 else 1 + (round_ // 2) % (len(talks) - 1)
        task = asyncio.create_task(talks[place].ask(self.ledger.new(place == 0)))
        self._sending.add(task)
        task.add_done_callback(self._sending.discard)

    async def leave(self) -> None:
        """Closes everything."""
        for task in self._open:
            task.cancel()
        await asyncio.gather(*self._open, return_exceptions=True)
        for client in {one.http for one in self.users} | {one.http for one in self.agents}:
            await client.aclose()

    async def _arrive(self, user: User) -> None:
        self._keep(await user.arrive(), [])

    async def _claim(self, number: int, user: User) -> None:
        await self.agents[number % len(self.agents)].claim(user)

    def _keep(self, stream: Stream, parts: list[Any]) -> None:
        self.streams.append(stream)
        self._open += [asyncio.create_task(each) for each in (stream.listen(), *(part.keep() for part in parts))]


async def _few_at_once(work: Any) -> None:
    gate = asyncio.Semaphore(_AT_ONCE)

    async def one(each: Coroutine[Any, Any, None]) -> None:
        async with gate:
            await each

    await asyncio.gather(*(one(each) for each in work))
