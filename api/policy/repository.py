"""Reads `data/policy/<effective date>/` and the questions of `data/answers/`."""

import csv
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import structlog
import yaml

from api.policy.domain import PolicyText
from api.policy.parser import parse

log = structlog.get_logger(__name__)

VERSION = re.compile(r"\d{4}-\d{2}-\d{2}")
# The C parser reads the answers ten times faster where it is compiled in; both are safe loaders.
_Loader: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def load_policies(data_dir: Path) -> dict[str, PolicyText]:
    """All versions, oldest first; old ones stay readable (clause 8)."""
    folders = sorted(path for path in (data_dir / "policy").iterdir() if VERSION.fullmatch(path.name))
    return {folder.name: _load(folder) for folder in folders}


def _load(folder: Path) -> PolicyText:
    with (folder / "clauses.tsv").open(encoding="utf-8", newline="") as table:
        names = {row["id"]: row["heading"] for row in csv.DictReader(table, delimiter="\t")}
    return parse(folder.name, (folder / "policy.txt").read_text(encoding="utf-8"), names)


@dataclass(frozen=True)
class Catalogue:
    """The question of each answer, by answer id."""

    questions: dict[str, str]
    unreadable: tuple[str, ...]
    """Files that are no YAML at present."""


def load_catalogue(data_dir: Path) -> Catalogue:
    questions: dict[str, str] = {}
    unreadable: list[str] = []
    for path in sorted((data_dir / "answers").glob("*.yml")):
        try:
            questions.update(_questions(yaml.load(path.read_text(encoding="utf-8"), _Loader)))
        except (yaml.YAMLError, UnicodeDecodeError) as error:
            log.error("answers.unreadable", file=path.name, error=type(error).__name__)
            unreadable.append(path.name)
    return Catalogue(questions, tuple(unreadable))


def _questions(data: Any) -> dict[str, str]:
    responses = data.get("responses") if isinstance(data, dict) else None
    found: dict[str, str] = {}
    for variations in (responses or {}).values():
        for variation in variations or ():
            custom = variation.get("custom") or {}
            if custom.get("answer") and custom.get("question"):
                found.setdefault(custom["answer"], custom["question"])
    return found
