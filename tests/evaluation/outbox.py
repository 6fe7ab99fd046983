"""Verification codes as the development doubles deliver them (CONTRACT.md, development doubles)."""

import json
import time
from collections.abc import Iterator
from pathlib import Path

from tests.evaluation.folding import fold_contact

_DELIVERED_WITHIN_S = 5.0
_SETTLES_WITHIN_S = 1.5
_LOOKS_EVERY_S = 0.1


class Outbox:
    """Reads only what was delivered after it was made: one for each conversation."""

    def __init__(self, path: Path, addresses: frozenset[str]) -> None:
        self._path = path
        self._addresses = addresses
        self._seen: str | None = None
        self._settling = 0.0
        self._start = path.stat().st_size if path.exists() else 0

    def newest_code(self) -> str | None:
        """The last code sent to one of the addresses; waits for the worker to deliver it. A code that was seen before
        may be about to be replaced, so the first time a newer one is waited for a little."""
        code = self._wait_for_other(self._seen, _DELIVERED_WITHIN_S if self._seen is None else self._settling)
        self._settling = _SETTLES_WITHIN_S if code != self._seen else 0.0
        self._seen = code
        return code

    def _wait_for_other(self, seen: str | None, seconds: float) -> str | None:
        deadline = time.monotonic() + seconds
        while True:
            code = next(reversed(list(self._codes())), None)
            if code != seen or time.monotonic() > deadline:
                return code
            time.sleep(_LOOKS_EVERY_S)

    def _codes(self) -> Iterator[str]:
        for line in self._lines():
            sent = json.loads(line)
            code = sent["params"].get("code")
            if code and fold_contact(sent["to"]) in self._addresses:
                yield str(code)

    def _lines(self) -> list[str]:
        """Whole lines only: the last one may still be on its way to the disk."""
        if not self._path.exists():
            return []
        with self._path.open("rb") as outbox:
            outbox.seek(self._start)
            return outbox.read().decode().split("\n")[:-1]
