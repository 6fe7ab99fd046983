"""Names of slots, types and states, and the version of the notice, from data/requests.yml and data/tickets.yml."""

import math
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Mapping

import yaml

_DATA = Path(__file__).resolve().parent.parent / "data"
_FILE, _TICKETS = _DATA / "requests.yml", _DATA / "tickets.yml"


@dataclass(frozen=True)
class Words:
    """What an editor of the two files decides."""

    notice_version: str
    slots: Mapping[str, str]
    reasons: Mapping[str, str]
    left_to_staff: str
    between: str
    notes: Mapping[str, str]
    types: Mapping[str, str]
    statuses: Mapping[str, str]
    outcomes: Mapping[str, str]
    which: str
    errands: Mapping[str, Mapping[str, str]]
    waits: Mapping[str, str]

    def wait(self, seconds: int) -> str:
        """How long somebody has to wait, in the unit that people would use; never less than it is."""
        for unit, size, most in (("seconds", 1, 60), ("minutes", 60, 120)):
            if (count := math.ceil(seconds / size)) < most:
                return self.waits[unit].format(count)
        return self.waits["hours"].format(math.ceil(seconds / 3600))

    def beside(self, name: str, value: str) -> str:
        """A remark beside the name of the request in a summary."""
        return self.notes[name].format(value)

    def slot(self, name: str) -> str:
        """The title of a slot."""
        return self.slots[name]

    def reason(self, number: str | None) -> str:
        """The words of a situation of clause 5.3; empty when none was named."""
        return self.reasons[number] if number else ""


@lru_cache(maxsize=1)
def load_words() -> Words:
    """Reads the file once."""
    data = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    tickets = yaml.safe_load(_TICKETS.read_text(encoding="utf-8"))
    summary = data["summary"]
    return Words(
        notice_version=str(data["notice_version"]),
        slots=data["slots"],
        reasons={str(number): words for number, words in data["deletion_reasons"].items()},
        left_to_staff=summary["left_to_staff"],
        between=summary["between"],
        notes=summary["beside"],
        types=data["types"],
        statuses=tickets["statuses"],
        outcomes=tickets["outcomes"],
        which=data["which"],
        errands=data["errands"],
        waits=data["waits"],
    )
