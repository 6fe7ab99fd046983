"""What happens one after the other, and what is measured in it."""

import asyncio
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from tests.benchmark.figures import Timings
from tests.benchmark.live.counting import Count, count_words
from tests.benchmark.live.crowd import Crowd
from tests.benchmark.live.house import PARTS, hire, prepare, start
from tests.benchmark.live.ledger import Word, spans
from tests.benchmark.live.usage import Meter, Usage, database_bytes
from tests.benchmark.progress import say
from tests.e2e.running_desk import RunningDesk

_PATIENCE_S = 60
_DOWN_S = 2.0


@dataclass(frozen=True)
class Plan:
    """How many of whom, and how much is said."""

    users: int
    agents: int
    rate: float
    seconds: float
    kills: int
    burst: int


@dataclass
class Figures:
    """What came out."""

    gathered_s: float = 0.0
    arrived: Usage | None = None
    steady: Usage | None = None
    words: list[Word] = field(default_factory=list)
    fetched: int = 0
    fetched_bytes: int = 0
    started_s: list[float] = field(default_factory=list)
    healed_s: list[float] = field(default_factory=list)
    resent: int = 0
    refused: int = 0
    streams_lost: int = 0
    counts: dict[str, Count] = field(default_factory=dict)
    database_bytes: int = 0

    def spans(self, begin: str, end: str, *, in_open_talk: bool | None = None) -> Timings:
        """Of the steady part; a word that never arrived is a failure."""
        chosen = [word for word in self.words if in_open_talk in (None, word.in_open_talk)]
        found = spans(chosen, begin, end)
        return Timings(found, len(chosen) - len(found))


def run(plan: Plan) -> Figures:
    """Everything, on a desk of its own that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="desk-live-") as folder:
        desk = prepare(Path(folder))
        people = hire(desk, plan.agents)
        try:
            say("api and worker: starting")
            start(desk, *PARTS)
            return asyncio.run(_course(desk, plan, people))
        finally:
            desk.stop()


async def _course(desk: RunningDesk, plan: Plan, people: dict[str, str]) -> Figures:
    figures, crowd = Figures(), Crowd.of(desk.address, plan.users, people)
    try:
        await _arrival(desk, plan, crowd, figures)
        await _steady(desk, plan, crowd, figures)
        for number in range(plan.kills):
            await _kill(desk, plan, crowd, figures, "asked_at" if number % 2 == 0 else "read_at")
        figures.resent, figures.streams_lost = crowd.ledger.resent, sum(each.lost for each in crowd.streams)
        say("counting")
        figures.counts = await count_words(crowd)
    finally:
        await crowd.leave()
    figures.database_bytes = database_bytes(desk.settings.var_dir)
    return figures


async def _arrival(desk: RunningDesk, plan: Plan, crowd: Crowd, figures: Figures) -> None:
    say(f"{plan.users} conversations are opened, handed over and claimed by {plan.agents} agents")
    begin, meter = time.perf_counter(), Meter(desk.processes)
    await crowd.gather()
    figures.gathered_s, figures.arrived = time.perf_counter() - begin, meter.read()
    figures.refused = crowd.ledger.refused
    say(f"all are there after {figures.gathered_s:.1f} s")


async def _steady(desk: RunningDesk, plan: Plan, crowd: Crowd, figures: Figures) -> None:
    say(f"{plan.rate:g} messages a second for {plan.seconds:g} s")
    meter, before = Meter(desk.processes), _fetched(crowd)
    await crowd.talk(plan.rate, plan.seconds)
    await crowd.ledger.reach("read_at", len(crowd.ledger.words), _PATIENCE_S)
    figures.steady, figures.words = meter.read(), list(crowd.ledger.words)
    after = _fetched(crowd)
    figures.fetched, figures.fetched_bytes = after[0] - before[0], after[1] - before[1]


def _fetched(crowd: Crowd) -> tuple[int, int]:
    return sum(agent.fetched for agent in crowd.agents), sum(agent.bytes for agent in crowd.agents)


async def _kill(desk: RunningDesk, plan: Plan, crowd: Crowd, figures: Figures, moment: str) -> None:
    """In the middle of a burst: of users' messages, or while agents' answers to it come in."""
    ledger = crowd.ledger
    before = ledger.count("read_at")
    for _ in range(plan.burst):
        crowd.speak()
    if moment == "asked_at":
        await ledger.reach("seen_at", before + 1, _PATIENCE_S)
    else:
        await ledger.reach("read_at", before + max(1, plan.burst // 4), _PATIENCE_S)
    say(f"api killed; {ledger.count('read_at') - before} of {plan.burst} words of a burst were answered and read")
    await asyncio.to_thread(desk.kill, "api")
    await crowd.talk(plan.rate, _DOWN_S)
    begin = time.perf_counter()
    await asyncio.to_thread(start, desk, "api")
    figures.started_s.append(time.perf_counter() - begin)
    await crowd.talk(plan.rate, _DOWN_S)
    whole = await ledger.reach("read_at", len(ledger.words), _PATIENCE_S)
    figures.healed_s.append(time.perf_counter() - begin)
    say(f"{'all' if whole else 'NOT all'} words are answered and read {figures.healed_s[-1]:.1f} s after the start")
    await crowd.connected()
