"""What a file does, as far as a rule speaks of it: each function gives the lines (or names) where it does so."""

import ast
import re
import sys
from collections.abc import Iterator

_CLOCKS = {"now", "utcnow", "today", "time", "time_ns"}
_CLOCK_OWNERS = {"datetime", "date", "dt", "time", "func"}
_HAN = re.compile(r"[\u3400-\u9fff]")
# What stands between two words of a sentence; the signs of a regular expression do not.
_PROSE = re.compile(r"[\u3400-\u9fff\s，。！？；：、“”‘’《》「」（）…—]+")


def imported(tree: ast.AST) -> Iterator[str]:
    """Full names of all that is imported: `api.tickets.domain.Status` for `from api.tickets.domain import Status`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{'.' * node.level}{node.module or ''}.{alias.name}" for alias in node.names)


def imports_of(tree: ast.AST, *packages: str) -> list[str]:
    """Imports from some packages."""
    return [name for name in imported(tree) if any(f"{name}.".startswith(f"{package}.") for package in packages)]


def imports_beside(tree: ast.AST, *allowed: str) -> list[str]:
    """Imports from neither the standard library nor the packages that are allowed."""
    return [
        name
        for name in imported(tree)
        if name.split(".")[0] not in sys.stdlib_module_names
        and not any(f"{name}.".startswith(f"{package}.") for package in allowed)
    ]


def calls_of(tree: ast.AST, name: str) -> list[int]:
    """Lines that call a function or a method of this name."""
    return [node.lineno for node in ast.walk(tree) if isinstance(node, ast.Call) and _called(node) == name]


def readings_of_time(tree: ast.AST) -> list[int]:
    """Lines that ask the system for the time of day; `time.monotonic` measures a span and is none."""
    aliases = {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "time"
        for alias in node.names
        if alias.name in _CLOCKS
    }
    return [node.lineno for node in ast.walk(tree) if isinstance(node, ast.Call) and _reads_time(node, aliases)]


def _reads_time(node: ast.Call, aliases: set[str]) -> bool:
    if isinstance(node.func, ast.Name):
        return node.func.id in aliases
    if not isinstance(node.func, ast.Attribute) or node.func.attr not in _CLOCKS:
        return False
    owner = node.func.value
    name = owner.id if isinstance(owner, ast.Name) else owner.attr if isinstance(owner, ast.Attribute) else ""
    return name in _CLOCK_OWNERS


def prose(tree: ast.AST, longest: int) -> list[int]:
    """Lines with a Chinese sentence of more than `longest` characters, docstrings and character sets aside."""
    aside = {id(node) for node in _not_prose(tree)}
    return [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in aside
        and any(len(_HAN.findall(run)) > longest for run in _PROSE.findall(node.value))
    ]


def _not_prose(tree: ast.AST) -> Iterator[ast.AST]:
    """Docstrings, patterns and sets of characters."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr):
            yield node.value
        if isinstance(node, ast.Call) and _called(node) in {"compile", "frozenset", "set", "maketrans"}:
            yield from (part for argument in node.args for part in ast.walk(argument))


def long_functions(tree: ast.AST, longest: int) -> list[str]:
    """Names of functions with more lines than that."""
    return [
        node.name
        for node in ast.walk(tree)
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
        and (node.end_lineno or node.lineno) - node.lineno + 1 > longest
    ]


def _called(node: ast.Call) -> str:
    if isinstance(node.func, ast.Name):
        return node.func.id
    return node.func.attr if isinstance(node.func, ast.Attribute) else ""
