"""YAML whose mappings know the lines that they came from, and the keys that were written twice."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

# The C parser is ten times as fast where it is compiled in.
_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Lined(dict[Any, Any]):
    """A mapping; `line` is where it begins, `lines` where each key stands (from 1)."""

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line
        self.lines: dict[Any, int] = {}
        self.repeated: list[tuple[Any, int]] = []


class _Loader(_Base):  # type: ignore[misc]
    """Plain YAML silently keeps the last of two equal keys: an answer that was written twice would vanish."""


def _mapping(loader: Any, node: yaml.MappingNode) -> Lined:
    result = Lined(node.start_mark.line + 1)
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node, deep=True)
        if key in result:
            result.repeated.append((key, key_node.start_mark.line + 1))
        result[key] = loader.construct_object(value_node, deep=True)
        result.lines[key] = key_node.start_mark.line + 1
    return result


_Loader.add_constructor("tag:yaml.org,2002:map", _mapping)


def read_yaml(path: Path) -> Any:
    """Raises `yaml.YAMLError` for a file that is no YAML."""
    return yaml.load(path.read_text(encoding="utf-8"), _Loader)


def mappings(data: Any) -> Iterator[Lined]:
    """Every mapping inside, the outermost first."""
    if isinstance(data, Lined):
        yield data
        for value in data.values():
            yield from mappings(value)
    elif isinstance(data, list):
        for value in data:
            yield from mappings(value)
