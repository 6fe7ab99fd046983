"""Titles of slots and the version of the notice, from data/requests.yml."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Mapping

import yaml

_FILE = Path(__file__).resolve().parent.parent / "data" / "requests.yml"


@dataclass(frozen=True)
class Words:
    """What an editor of data/requests.yml decides."""

    notice_version: str
    slots: Mapping[str, str]
    reasons: Mapping[str, str]

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
    return Words(str(data["notice_version"]), data["slots"], {str(k): v for k, v in data["deletion_reasons"].items()})
