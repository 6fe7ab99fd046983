"""What was said, when, and when the other side had it on the screen."""

import asyncio
import time
from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass
class Word:
    """One message of a user and the agent's answer to it. Times are seconds of one clock, None until it happened."""

    number: int
    in_open_talk: bool
    asked_at: float | None = None
    seen_at: float | None = None
    answered_at: float | None = None
    read_at: float | None = None

    @property
    def question(self) -> str:
        """Part of no other one, whatever the numbers."""
        return f"第{self.number}问"

    @property
    def answer(self) -> str:
        """Its counterpart."""
        return f"第{self.number}答"


@dataclass
class Ledger:
    """All words, in the order in which they were said."""

    words: list[Word] = field(default_factory=list)
    resent: int = 0
    refused: int = 0
    """Of those who asked for a person or claimed: the desk was too busy."""
    _changed: asyncio.Event = field(default_factory=asyncio.Event)

    def new(self, in_open_talk: bool) -> Word:
        """The next one."""
        word = Word(len(self.words), in_open_talk)
        self.words.append(word)
        return word

    def mark(self, word: Word, moment: str) -> bool:
        """Note the first time that something happened; False when it had happened before."""
        if getattr(word, moment) is not None:
            return False
        setattr(word, moment, time.perf_counter())
        self._changed.set()
        return True

    def count(self, moment: str) -> int:
        """How many words have come so far."""
        return sum(getattr(word, moment) is not None for word in self.words)

    async def reach(self, moment: str, count: int, within_s: float) -> bool:
        """Whether so many words come so far in time."""
        deadline = time.perf_counter() + within_s
        while self.count(moment) < count:
            left = deadline - time.perf_counter()
            if left <= 0:
                return False
            self._changed.clear()
            try:
                await asyncio.wait_for(self._changed.wait(), left)
            except TimeoutError:
                return False
        return True


def spans(words: Iterable[Word], begin: str, end: str) -> tuple[float, ...]:
    """Seconds from one moment to another, of the words that had both."""
    pairs = ((getattr(word, begin), getattr(word, end)) for word in words)
    return tuple(end - begin for begin, end in pairs if begin is not None and end is not None)
