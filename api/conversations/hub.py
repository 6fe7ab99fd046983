"""Wakes the open event streams of this process. Losing a wake-up costs a poll's delay, never an event."""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Lock

QUEUE = "queue"
"""What staff watch beside single conversations: those that wait for a person or have one. No conversation's id."""

TypingListener = Callable[[str, str, bool], None]
"""Conversation, author, and whether they type or have stopped."""


@dataclass(eq=False)
class Subscription:
    """One open stream: `changed` is set when there is something to look for."""

    loop: asyncio.AbstractEventLoop
    changed: asyncio.Event = field(default_factory=asyncio.Event)
    typing: tuple[str, bool] | None = None

    def wake(self, typing: tuple[str, bool] | None = None) -> None:
        if typing is not None:
            self.typing = typing
        if not self.loop.is_closed():
            self.loop.call_soon_threadsafe(self.changed.set)


class Hub:
    def __init__(self) -> None:
        self._lock = Lock()
        self._subscriptions: defaultdict[str, set[Subscription]] = defaultdict(set)
        self._listeners: list[TypingListener] = []
        self.changes = 0
        """How often something was committed, as far as this process knows. What was read before the last is old."""

    def on_typing(self, listener: TypingListener) -> None:
        """From now on `listener` is told who types; it must not take long."""
        self._listeners.append(listener)

    @contextmanager
    def subscribe(self, *keys: str) -> Iterator[Subscription]:
        """A stream of one conversation, or of several things at once."""
        subscription = Subscription(asyncio.get_running_loop())
        with self._lock:
            for key in keys:
                self._subscriptions[key].add(subscription)
        try:
            yield subscription
        finally:
            self._remove(keys, subscription)

    def _remove(self, keys: Iterable[str], subscription: Subscription) -> None:
        with self._lock:
            for key in keys:
                self._subscriptions[key].discard(subscription)
                if not self._subscriptions[key]:
                    del self._subscriptions[key]

    def watched(self) -> list[str]:
        with self._lock:
            return list(self._subscriptions)

    def touch(self, conversation_id: str) -> None:
        """Something was committed in this conversation."""
        with self._lock:
            self.changes += 1
        self._wake(conversation_id, None)

    def typing(self, conversation_id: str, author: str, on: bool) -> None:
        """Passing fact, told to the streams and listeners of this process only."""
        self._wake(conversation_id, (author, on))
        for listener in self._listeners:
            listener(conversation_id, author, on)

    def _wake(self, conversation_id: str, typing: tuple[str, bool] | None) -> None:
        with self._lock:
            subscriptions = list(self._subscriptions.get(conversation_id, ()))
        for subscription in subscriptions:
            subscription.wake(typing)
