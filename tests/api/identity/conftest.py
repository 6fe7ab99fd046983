"""Fixtures of the identity tests."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.clock import FakeClock
from tests.support.parts import Parts, new_database


@pytest.fixture
def parts(tmp_path: Path) -> Iterator[Parts]:
    database = new_database(tmp_path)
    yield Parts(database, FakeClock())
    database.dispose()
