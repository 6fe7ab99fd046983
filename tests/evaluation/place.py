"""Where a desk answers: the one that runs, or one of our own for as long as the evaluation lasts."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from tests.e2e.running_desk import PARTS, RunningDesk


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
            desk.wait_until_ready()
            yield Place(desk.address, Path(folder) / "outbox.jsonl")
        finally:
            desk.stop()


def is_ready(url: str) -> bool:
    """Whether every part of a desk answers."""
    try:
        return httpx.get(f"{url}/readyz", timeout=5).is_success
    except httpx.HTTPError:
        return False
