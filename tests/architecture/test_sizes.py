"""Small files, small functions."""

from pathlib import Path

from tests.architecture import rules
from tests.architecture.sources import CODE, ROOT, python_files

LONGEST_FILE = 300
LONGEST_FUNCTION = 50
_KINDS = (".py", ".js", ".css", ".html", ".sh")

# File → why it may be longer.
LONG_FILES = {
    "api/channels/web/static/widget.js": "other sites load the widget as one file, and there is no build step to join several",
}


def _files() -> list[Path]:
    found = (path for folder in CODE for path in (ROOT / folder).rglob("*") if path.suffix in _KINDS)
    return sorted(path for path in found if "__pycache__" not in path.parts)


def test_files_are_short() -> None:
    lengths = {
        path.relative_to(ROOT).as_posix(): len(path.read_text(encoding="utf-8").splitlines()) for path in _files()
    }
    long = {name for name, length in lengths.items() if length > LONGEST_FILE}
    assert long == set(LONG_FILES), "split the file, or take one that became short off the list"


def test_functions_are_short() -> None:
    found = {
        source.name: names
        for source in python_files(*CODE)
        if "/migrations/versions/" not in source.name and (names := rules.long_functions(source.tree, LONGEST_FUNCTION))
    }
    assert found == {}
