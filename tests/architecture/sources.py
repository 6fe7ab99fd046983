"""The project's own Python files."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CODE = ("api", "bot", "actions", "scripts")


@dataclass(frozen=True)
class Source:
    """One file; `name` is its path from the root."""

    name: str
    text: str

    @property
    def tree(self) -> ast.Module:
        """Its syntax."""
        return ast.parse(self.text, self.name)


def python_files(*folders: str) -> Iterator[Source]:
    """All Python files below some folders of the project."""
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*.py")):
            yield Source(path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8"))
