"""Word lists that an editor keeps in `data/lookups/`; each is read once."""

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml

from actions.values.text import fold

_FOLDER: Final = Path(__file__).resolve().parents[2] / "data" / "lookups"


@cache
def table(name: str) -> Any:
    """The content of `<name>.yml`."""
    return yaml.safe_load((_FOLDER / f"{name}.yml").read_text(encoding="utf-8"))


@cache
def words(name: str, key: str) -> frozenset[str]:
    """One list of `<name>.yml`, folded for matching: a sequence, or words apart by blanks."""
    listed = table(name)[key]
    return frozenset(fold(str(word)) for word in (listed.split() if isinstance(listed, str) else listed))


@cache
def lines(name: str) -> frozenset[str]:
    """The words of `<name>.txt`; `#` begins a remark."""
    content = (_FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    return frozenset(fold(word) for line in content.splitlines() for word in line.partition("#")[0].split())


def any_of(choices: Iterable[str]) -> str:
    """A regular expression for one of the words, longest first."""
    return "(?:" + "|".join(re.escape(word) for word in sorted(choices, key=lambda word: (-len(word), word))) + ")"
