"""Who does what: the database, the clock, FastAPI and the standard library each have their place."""

from collections.abc import Iterator
from pathlib import PurePosixPath

import pytest

from tests.architecture import rules
from tests.architecture.sources import CODE, Source, python_files

# The `limits` package counts its windows by the system's own clock, so the wait must be told by the same one.
OTHER_CLOCKS = {"api/http/rate_limits.py"}


def _named(*names: str) -> Iterator[Source]:
    return (source for source in python_files("api") if PurePosixPath(source.name).name in names)


def _package(source: Source) -> str:
    return ".".join(PurePosixPath(source.name).parent.parts)


def test_only_repositories_select() -> None:
    selecting = {source.name for source in python_files("api") if rules.calls_of(source.tree, "select")}
    assert {name for name in selecting if not name.endswith("/repository.py")} == set()


def test_only_db_commits() -> None:
    committing = {source.name for source in python_files("api") if rules.calls_of(source.tree, "commit")}
    assert {name for name in committing if not name.startswith("api/db/")} == set()


def test_only_the_clock_reads_the_time() -> None:
    reading = {source.name for source in python_files("api") if rules.readings_of_time(source.tree)}
    assert reading - OTHER_CLOCKS == {"api/clock.py"}


def test_services_know_nothing_of_http() -> None:
    found = {
        source.name: names
        for source in _named("service.py")
        if (names := rules.imports_of(source.tree, "fastapi", "starlette", f"{_package(source)}.schemas"))
        or (names := [name for name in rules.imported(source.tree) if ".schemas" in name])
    }
    assert found == {}


def test_endpoints_know_nothing_of_sqlalchemy() -> None:
    found = {
        source.name: names
        for source in _named("endpoints.py")
        if (names := rules.imports_of(source.tree, "sqlalchemy"))
    }
    assert found == {}


def test_domains_are_plain_python() -> None:
    found = {
        source.name: names
        for source in _named("domain.py")
        if (names := rules.imports_beside(source.tree, f"{_package(source)}.domain"))
    }
    assert found == {}


def test_protocols_are_plain_python_and_cryptography() -> None:
    found = {
        source.name: names
        for source in python_files("api")
        if "/protocol/" in source.name
        and (names := rules.imports_beside(source.tree, _package(source), "cryptography", "defusedxml"))
    }
    assert found == {}


@pytest.mark.parametrize("folder", CODE)
def test_nothing_imports_tests(folder: str) -> None:
    found = {source.name: names for source in python_files(folder) if (names := rules.imports_of(source.tree, "tests"))}
    assert found == {}


def test_the_features_are_seen() -> None:
    seen = {PurePosixPath(source.name).name for source in python_files("api")}
    assert {"service.py", "endpoints.py", "domain.py", "repository.py"} <= seen
