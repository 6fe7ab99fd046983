"""Lets the writers of one process queue up for SQLite's single write lock.

SQLite's own way of waiting is to sleep and try again, which under load starves some writers to a timeout; threads
that wait for each other are woken at once. Other processes are still waited for in SQLite's way."""

from threading import Lock

from api.errors import Unavailable


class WriterTurn:
    """One transaction's place in the queue."""

    def __init__(self, queue: Lock, timeout_s: float) -> None:
        self._queue = queue
        self._timeout_s = timeout_s
        self._held = False

    def take(self) -> None:
        if not self._held and not self._queue.acquire(timeout=self._timeout_s):
            raise Unavailable
        self._held = True

    def end(self) -> None:
        if self._held:
            self._held = False
            self._queue.release()
