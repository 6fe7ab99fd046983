"""Takes damaged pushes as the channel would, and counts what becomes of them."""

import gc
import tracemalloc
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

import psutil

from api.channels.wechat.protocol import ProtocolError, TextReply, open_envelope, parse, render
from tests.api.channels.wechat.protocol.pushes import NOW
from tests.fuzz.cases import Case, cases

# Before the first measurement: caches of regular expressions, types and encodings fill up in the beginning.
_WARMING_SHARE = 10
# What the allocator keeps varies by some KiB, what the process holds by some MiB.
PYTHON_LIMIT = 64 * 1024
RESIDENT_LIMIT = 16 * 1024 * 1024


@dataclass
class Report:
    """`outcomes` by kind of case; growth in bytes since the first tenth of the run."""

    outcomes: Counter[tuple[str, str]] = field(default_factory=Counter)
    python_growth: int = 0
    resident_growth: int = 0

    @property
    def grew(self) -> bool:
        """Whether memory was kept: a leak of one byte in each push of a run would show."""
        return self.python_growth > PYTHON_LIMIT or self.resident_growth > RESIDENT_LIMIT

    @property
    def total(self) -> int:
        """How many pushes were taken."""
        return sum(self.outcomes.values())


class Undocumented(Exception):
    """Something else than a ProtocolError was raised."""


def run(count: int, seed: int) -> Report:
    """Raises Undocumented. Memory is that of Python's allocator (tracemalloc) and of the process."""
    report, drawn = Report(), cases(seed, count)
    warming = count // _WARMING_SHARE
    tracemalloc.start()
    try:
        _take(report, drawn, seed, warming)
        python, resident = _memory()
        _take(report, drawn, seed, count - warming)
        now, resident_now = _memory()
    finally:
        tracemalloc.stop()
    report.python_growth, report.resident_growth = now - python, resident_now - resident
    return report


def _take(report: Report, drawn: Iterator[Case], seed: int, count: int) -> None:
    for _ in range(count):
        case = next(drawn)
        try:
            outcome = _outcome(case)
        except Exception as error:
            raise Undocumented(f"case {report.total} of seed {seed}: {case.kind}") from error
        report.outcomes[case.kind, outcome] += 1


def _outcome(case: Case) -> str:
    """`answered`, or the documented error."""
    try:
        envelope = open_envelope(case.account, case.query, case.body, NOW)
        inbound = parse(envelope.xml)
    except ProtocolError as error:
        return type(error).__name__
    assert len(inbound.key) == 64
    envelope.seal(render(TextReply("好"), inbound, NOW), NOW)
    return "answered"


def _memory() -> tuple[int, int]:
    gc.collect()
    return tracemalloc.get_traced_memory()[0], psutil.Process().memory_info().rss
