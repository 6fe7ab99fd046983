"""Memory and processor of the desk's processes while something goes on."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import psutil

from tests.benchmark.processes import Process, resident


@dataclass(frozen=True)
class Usage:
    """`memory` in bytes at the end; `processor` as a share of one core, over the span."""

    memory: Mapping[str, int]
    processor: Mapping[str, float]


class Meter:
    """Measures from its making to `read`."""

    def __init__(self, processes: Mapping[str, Process]) -> None:
        self._processes = dict(processes)
        self._begin = time.perf_counter()
        self._before = self._seconds()

    def read(self) -> Usage:
        """So far."""
        span = time.perf_counter() - self._begin
        spent = {name: (seconds - self._before[name]) / span for name, seconds in self._seconds().items()}
        return Usage(resident(self._processes), spent)

    def _seconds(self) -> dict[str, float]:
        times = {name: psutil.Process(process.pid).cpu_times() for name, process in self._processes.items()}
        return {name: each.user + each.system for name, each in times.items()}


def database_bytes(folder: Path) -> int:
    """The database with its write-ahead log."""
    return sum(path.stat().st_size for path in folder.glob("desk.db*"))
