"""Where a desk answers: the one that runs, or one of our own for as long as the evaluation lasts."""

import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from tests.e2e.running_desk import PARTS, RunningDesk

_READY_WITHIN_S = 300
_LOOKS_EVERY_S = 1.0


@dataclass(frozen=True)
class Place:
    """An address, and the file to which its development doubles deliver."""

    url: str
    outbox: Path


@contextmanager
def place_to_play(running: Place, *, own: bool) -> Iterator[Place]:
    """The running desk when it is ready, unless an own one is wanted."""
    if not own and is_ready(running.url):
        yield running
        return
    with tempfile.TemporaryDirectory(prefix="desk-evaluation-") as folder:
        desk = RunningDesk.prepare(Path(folder))
        try:
            desk.start(*PARTS)
            _wait_until_ready(desk)
            yield Place(desk.address, Path(folder) / "outbox.jsonl")
        finally:
            desk.stop()


def _wait_until_ready(desk: RunningDesk) -> None:
    """On a busy machine loading the model takes minutes; a part that has ended is told at once."""
    deadline = time.monotonic() + _READY_WITHIN_S
    while not is_ready(desk.address):
        ended = [name for name, process in desk.processes.items() if process.poll() is not None]
        if ended or time.monotonic() > deadline:
            late = ", ".join(ended) or "the desk"
            raise SystemExit(
                f"{late} did not start:\n" + "\n".join(desk.log(name).read_text()[-2000:] for name in ended)
            )
        time.sleep(_LOOKS_EVERY_S)


def is_ready(url: str) -> bool:
    """Whether every part of a desk answers."""
    try:
        return httpx.get(f"{url}/readyz", timeout=5).is_success
    except httpx.HTTPError:
        return False
