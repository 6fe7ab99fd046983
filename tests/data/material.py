"""Everything that the checks look at, read once."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from api.policy.domain import PolicyText
from api.policy.repository import load_policies
from tests.data.findings import Finding
from tests.data.lined_yaml import Lined, mappings, read_yaml

PREFIX = "utter_"
FAQ = "faq/"


@dataclass(frozen=True)
class Response:
    """One thing that the bot may say; `key` is `faq/delete_backup` for the response `utter_faq/delete_backup`."""

    key: str
    file: str
    line: int
    variations: list[Any]

    @property
    def said(self) -> dict[str, Any]:
        """The first variation; an empty one when there is none."""
        first = self.variations[0] if self.variations else {}
        return first if isinstance(first, dict) else {}

    @property
    def custom(self) -> dict[str, Any]:
        """The envelope (docs/architecture.md)."""
        return self.said.get("custom") or {}

    @property
    def answer(self) -> str:
        """The answer's id, of a response of the policy's answers."""
        return self.key.removeprefix(FAQ)


@dataclass(frozen=True)
class Way:
    """One way to ask."""

    label: str
    text: str
    file: str
    line: int


@dataclass(frozen=True)
class Held:
    """One sentence of an evaluation set."""

    id: str
    text: str
    file: str
    line: int


@dataclass
class Material:
    """The folder of the project, as far as an editor changes it."""

    root: Path
    unreadable: list[Finding] = field(default_factory=list)

    def files(self, pattern: str) -> dict[str, Any]:
        """Name from the root → content, of YAML files; one that is no YAML is a finding and is left out."""
        found = {}
        for path in sorted(self.root.glob(pattern)):
            name = path.relative_to(self.root).as_posix()
            try:
                found[name] = read_yaml(path)
            except (yaml.YAMLError, UnicodeDecodeError) as error:
                self.unreadable.append(_unreadable(name, error))
        return found

    @cached_property
    def documents(self) -> Mapping[str, Any]:
        """Every YAML file of `data/` and the bot's domain."""
        return {**self.files("data/**/*.yml"), **self.files("bot/domain/*.yml")}

    @cached_property
    def responses(self) -> list[Response]:
        """All that the bot may say."""
        return [one for name, data in self._below("data/answers/") for one in _responses(name, data)]

    @cached_property
    def answers(self) -> list[Response]:
        """The answers of the policy."""
        return [one for one in self.responses if one.key.startswith(FAQ)]

    @cached_property
    def ways(self) -> list[Way]:
        """All ways to ask."""
        return [way for name, data in self._below("data/nlu/") for way in _ways(name, data)]

    @cached_property
    def policy(self) -> PolicyText:
        """The newest version of the policy."""
        versions = load_policies(self.root / "data")
        return versions[max(versions)]

    @cached_property
    def request_types(self) -> set[str]:
        """The types that an answer may offer."""
        return set((self.documents.get("data/requests.yml") or {}).get("types") or ())

    @cached_property
    def held(self) -> list[Held]:
        """The sentences that the bot is measured with."""
        folder = self.root / "tests" / "evaluation" / "sets"
        return [one for path in sorted(folder.glob("*.jsonl")) for one in _held(path, self.root)]

    def _below(self, folder: str) -> Iterator[tuple[str, Any]]:
        return ((name, data) for name, data in self.documents.items() if name.startswith(folder))


def _unreadable(name: str, error: Exception) -> Finding:
    mark = getattr(error, "problem_mark", None)
    wrong = f"文件读不出来：{getattr(error, 'problem', None) or error}"
    return Finding(name, mark.line + 1 if mark else 0, wrong, "检查这一行附近的缩进、引号和冒号；文件要存成 UTF-8。")


def _responses(name: str, data: Any) -> Iterator[Response]:
    responses = data.get("responses") if isinstance(data, dict) else None
    if isinstance(responses, Lined):
        for key, variations in responses.items():
            found = variations if isinstance(variations, list) else []
            yield Response(str(key).removeprefix(PREFIX), name, responses.lines[key], found)


def _ways(name: str, data: Any) -> Iterator[Way]:
    for entry in mappings(data):
        label, examples = entry.get("intent"), entry.get("examples")
        if not isinstance(label, str) or not isinstance(examples, str):
            continue
        # The block begins in the line after its key.
        for line, text in enumerate(examples.splitlines(), start=entry.lines["examples"] + 1):
            if text.strip():
                yield Way(label, text.strip().removeprefix("- ").strip(), name, line)


def _held(path: Path, root: Path) -> Iterator[Held]:
    name = path.relative_to(root).as_posix()
    for line, row in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        item = json.loads(row)
        said = [item.get("text"), item.get("opening"), *(turn["text"] for turn in item.get("turns", ()))]
        said += [interruption["say"] for interruption in item.get("interrupts", ())]
        yield from (Held(item["id"], text, name, line) for text in said if text)
