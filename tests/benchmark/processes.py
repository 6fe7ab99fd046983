"""Processes that the benchmark started: waiting for them, their memory, their end."""

import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import httpx
import psutil

from tests.benchmark.progress import say

_READY_WITHIN_S = 600
_LOOKS_EVERY_S = 0.2
_TELLS_EVERY_S = 60
Process = subprocess.Popen[bytes]


def wait_until_ready(url: str, processes: Mapping[str, Process], logs: Path) -> None:
    """Until the address answers 200; a process that has ended is told at once, with the end of its log."""
    deadline = time.monotonic() + _READY_WITHIN_S
    while not _is_ready(url):
        ended = [name for name, process in processes.items() if process.poll() is not None]
        if ended or time.monotonic() > deadline:
            tails = "\n".join((logs / f"{name}.log").read_text(encoding="utf-8")[-2000:] for name in ended)
            raise SystemExit(f"{', '.join(ended) or url} did not start\n{tails}")
        time.sleep(_LOOKS_EVERY_S)


def run_patiently(what: str, command: Sequence[str], folder: Path, environment: Mapping[str, str], log: Path) -> float:
    """The seconds that a long command took; says now and then that it still runs."""
    begin = time.monotonic()
    with log.open("wb") as output:
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=output, stderr=output)
    try:
        _wait(what, process, begin)
    finally:
        end(process)
    if process.returncode:
        raise SystemExit(f"{what} failed\n{log.read_text(encoding='utf-8', errors='replace')[-3000:]}")
    return time.monotonic() - begin


def end(process: Process) -> None:
    """By its own id, and only if it still runs."""
    if process.poll() is not None:
        return
    process.terminate()
    try:
        process.wait(timeout=10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait(timeout=10)


def resident(processes: Mapping[str, Process]) -> dict[str, int]:
    """Bytes by name, children included."""
    return {name: _resident(psutil.Process(process.pid)) for name, process in processes.items()}


def load() -> float:
    """The machine's, of the last minute: ours and everybody else's."""
    return psutil.getloadavg()[0]


def _resident(process: psutil.Process) -> int:
    return sum(one.memory_info().rss for one in (process, *process.children(recursive=True)))


def _wait(what: str, process: Process, begin: float) -> None:
    while True:
        try:
            process.wait(timeout=_TELLS_EVERY_S)
            return
        except subprocess.TimeoutExpired:
            say(f"{what}: {(time.monotonic() - begin) / 60:.0f} min so far")


def _is_ready(url: str) -> bool:
    try:
        return httpx.get(url, timeout=5, trust_env=False).status_code == httpx.codes.OK
    except httpx.HTTPError:
        return False
