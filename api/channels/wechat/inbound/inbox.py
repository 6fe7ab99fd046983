"""What a delivery must have on record or decided within its five seconds, of all deliveries together.

Measured with a hundred people at once on two busy cores: each transaction waits a second for its turn and some tens of
milliseconds for processor and disk, its own work takes five. So one thread writes for all that are waiting, in one
transaction, before any other writer of the process."""

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

import anyio.to_thread
from sqlalchemy.orm import Session

from api.db import Database

HOLD_S = 0.25
"""Of one transaction: the first of a rush should not wait for the last, nor the other writers for all of them."""

T = TypeVar("T")


@dataclass
class Inbox:
    """One for each process."""

    database: Database
    _waiting: deque[tuple[Callable[[Session], Any], asyncio.Future[Any]]] = field(default_factory=deque)
    _writer: asyncio.Task[None] | None = None
    _thread: anyio.CapacityLimiter | None = None

    @property
    def backlog(self) -> int:
        """How much waits to be written."""
        return len(self._waiting)

    async def write(self, work: Callable[[Session], T]) -> T:
        """The result of the work, once it is on disk. Raises what it raised, or what kept the database from it."""
        done: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._waiting.append((work, done))
        if self._writer is None:
            self._writer = asyncio.create_task(self._write_all())
        return await done

    async def _write_all(self) -> None:
        self._thread = self._thread or anyio.CapacityLimiter(1)
        try:
            while self._waiting:
                results = await self._written([work for work, _ in self._waiting], self._thread)
                for result in results:
                    _settle(self._waiting.popleft()[1], result)
        finally:
            self._writer = None

    async def _written(self, works: list[Callable[[Session], Any]], thread: anyio.CapacityLimiter) -> list[Any]:
        try:
            return await anyio.to_thread.run_sync(self.database.together, works, HOLD_S, limiter=thread)
        except Exception as error:  # noqa: BLE001 nothing of the batch is on disk, and each of those who wait is told
            return [error] * len(works)


def _settle(done: asyncio.Future[Any], result: Any) -> None:
    if done.cancelled():
        return
    if isinstance(result, Exception):
        done.set_exception(result)
    else:
        done.set_result(result)
