"""The lock files pin everything by hash, and name no place to download from."""

import re
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT

LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
_PACKAGE = re.compile(r"^[A-Za-z0-9][\w.\-]*(\[[\w,\-]+\])?==")


def test_both_environments_are_locked() -> None:
    assert {lock.name for lock in LOCKS} == {"api.txt", "bot.txt"}
    assert list(ROOT.glob("uv.lock")) == []


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_no_addresses(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    assert "://" not in text
    assert not re.search(r"^\s*(-i|-f|--(extra-)?index-url|--find-links|--trusted-host)\b", text, re.MULTILINE)


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_every_package_has_a_hash(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    entries = re.split(r"\n(?=[A-Za-z0-9])", re.sub(r"^\s*#.*\n", "", text, flags=re.MULTILINE).strip())
    assert len(entries) > 30
    assert [entry[:60] for entry in entries if not (_PACKAGE.match(entry) and "--hash=sha256:" in entry)] == []
