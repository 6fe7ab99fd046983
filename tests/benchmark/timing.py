"""Talks through a door and takes the time."""

import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import cycle, islice

import httpx

from tests.benchmark.doors import Door, Talk
from tests.benchmark.figures import DoorFigures, Rate, Timings, place
from tests.benchmark.progress import say

# Few people ask more in one go; the long conversation is measured apart.
TURNS_OF_A_CONVERSATION = 10
CLIENTS = (1, 8)


@dataclass(frozen=True)
class Plan:
    """How much is said."""

    questions: tuple[str, ...]
    turns: int
    seconds: float
    long_turns: int

    @property
    def places(self) -> tuple[int, ...]:
        """The first turn, a fifth of the way, and the last one."""
        return (1, max(1, self.long_turns // 5), self.long_turns)


def measure(name: str, door: Door, plan: Plan) -> DoorFigures:
    """All figures of one door."""
    say(f"{name}: {plan.turns} turns one by one")
    turns = warm(door, plan)
    rates = []
    for clients in CLIENTS:
        say(f"{name}: {plan.seconds:g} s with {clients} client(s)")
        rates.append(rate(door, plan.questions, clients, plan.seconds))
    say(f"{name}: one conversation of {plan.long_turns} turns")
    long = conversation(door, islice(cycle(plan.questions), plan.long_turns))
    places = tuple(place(long.seconds, turn) for turn in plan.places)
    failed = turns.failed + sum(one.failed for one in rates) + long.failed
    return DoorFigures(turns, tuple(rates), places, failed)


def warm(door: Door, plan: Plan) -> Timings:
    """One client; what is loaded at first use is left out."""
    one_by_one(door, plan.questions, TURNS_OF_A_CONVERSATION)
    return one_by_one(door, plan.questions, plan.turns)


def one_by_one(door: Door, questions: Sequence[str], turns: int) -> Timings:
    """One client, a new conversation every few turns."""
    texts = cycle(questions)
    parts = []
    for begun in range(0, turns, TURNS_OF_A_CONVERSATION):
        parts.append(conversation(door, islice(texts, min(TURNS_OF_A_CONVERSATION, turns - begun))))
    return _together(parts)


def conversation(door: Door, texts: Iterator[str]) -> Timings:
    """One client, one conversation."""
    talk, seconds, failed = door(), [], 0
    for text in texts:
        begin = time.perf_counter()
        if _is_answered(talk, text):
            seconds.append(time.perf_counter() - begin)
        else:
            failed += 1
    return Timings(tuple(seconds), failed)


def _is_answered(talk: Talk, text: str) -> bool:
    """A connection that breaks or times out is no answer either."""
    try:
        return talk(text)
    except httpx.HTTPError as error:
        say(f"not answered: {error!r}")
        return False


def rate(door: Door, questions: Sequence[str], clients: int, seconds: float) -> Rate:
    """Each client talks on for that long, in conversations of its own."""
    begin = time.perf_counter()
    with ThreadPoolExecutor(clients) as pool:
        # Each begins at another question, so that they do not say the same at the same time.
        talks = [
            pool.submit(_until, door, [*questions[at:], *questions[:at]], begin + seconds)
            for at in (number * len(questions) // clients for number in range(clients))
        ]
        all_turns = _together([talk.result() for talk in talks])
    return Rate(clients, len(all_turns.seconds) / (time.perf_counter() - begin), all_turns.failed)


def _until(door: Door, questions: Sequence[str], deadline: float) -> Timings:
    texts = cycle(questions)
    parts = []
    while time.perf_counter() < deadline:
        within = (text for text in islice(texts, TURNS_OF_A_CONVERSATION) if time.perf_counter() < deadline)
        parts.append(conversation(door, within))
    return _together(parts)


def _together(parts: Sequence[Timings]) -> Timings:
    return Timings(tuple(one for part in parts for one in part.seconds), sum(part.failed for part in parts))
