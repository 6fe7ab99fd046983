"""Lets the writers of one process queue up for SQLite's single write lock.

SQLite's own way of waiting is to sleep and try again, which under load starves some writers to a timeout; threads
that wait for each other are woken at once. Other processes are still waited for in SQLite's way."""

import time
from threading import Condition, Lock

from api.errors import Unavailable


class WriterQueue:
    """Urgent writers and the others take turns, as long as there are some of both: whoever is urgent waits for one
    other at most, and the others are not starved."""

    def __init__(self) -> None:
        # Of the others only one waits inside, so that few are woken in vain.
        self._gate = Lock()
        self._inside = Condition()
        self._busy = self._last_was_urgent = False
        self._waiting = {True: 0, False: 0}

    def enter(self, urgent: bool, timeout_s: float) -> bool:
        """False when the turn does not come in time."""
        deadline = time.monotonic() + timeout_s
        if not urgent and not self._gate.acquire(timeout=timeout_s):
            return False
        with self._inside:
            self._waiting[urgent] += 1
            entered = self._inside.wait_for(lambda: self._may(urgent), max(0.0, deadline - time.monotonic()))
            self._waiting[urgent] -= 1
            if entered:
                self._busy, self._last_was_urgent = True, urgent
        if not entered and not urgent:
            self._gate.release()
        return entered

    def leave(self, urgent: bool) -> None:
        """The next may write."""
        with self._inside:
            self._busy = False
            self._inside.notify_all()
        if not urgent:
            self._gate.release()

    def _may(self, urgent: bool) -> bool:
        return not self._busy and (not self._waiting[not urgent] or self._last_was_urgent != urgent)


class WriterTurn:
    """One transaction's place in the queue."""

    def __init__(self, queue: WriterQueue, timeout_s: float, urgent: bool = False) -> None:
        self._queue = queue
        self._timeout_s = timeout_s
        self._urgent = urgent
        self._held = False

    def take(self) -> None:
        """Raises Unavailable when it does not come."""
        if not self._held and not self._queue.enter(self._urgent, self._timeout_s):
            raise Unavailable
        self._held = True

    def end(self) -> None:
        """The next may write."""
        if self._held:
            self._held = False
            self._queue.leave(self._urgent)
