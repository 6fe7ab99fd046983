"""What comes to somebody's phone."""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from tests.e2e.running_desk import RunningDesk

Found = TypeVar("Found")
_PATIENCE_S = 40


def until(look: Callable[[], Found | None], within_s: float = _PATIENCE_S) -> Found:
    """What `look` finds, once it finds something."""
    deadline = time.monotonic() + within_s
    while time.monotonic() < deadline:
        found = look()
        if found:
            return found
        time.sleep(0.1)
    raise AssertionError("it did not come about")


@dataclass(frozen=True)
class Letters:
    """The codes in the outbox for one phone."""

    desk: RunningDesk
    phone: str

    def code(self, known: int = 0) -> str:
        """The newest code, once there are more than `known`."""
        return until(lambda: self._codes()[known:])[-1]

    def codes_so_far(self) -> int:
        """How many codes have come."""
        return len(self._codes())

    def _codes(self) -> list[str]:
        outbox = self.desk.settings.var_dir / "outbox.jsonl"
        lines = outbox.read_text(encoding="utf-8").splitlines() if outbox.exists() else []
        letters = [json.loads(line) for line in lines]
        return [one["params"]["code"] for one in letters if (one["to"], one["template"]) == (self.phone, "code")]
