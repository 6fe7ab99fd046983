"""One desk for the whole run; a test that breaks a part gets it repaired behind it."""

from collections.abc import Iterator
from itertools import count

import httpx
import pytest

from scripts.train import MODEL
from tests.e2e.person import Person
from tests.e2e.running_desk import PARTS, RunningDesk

_phones = count(13800130000)


@pytest.fixture(scope="session")
def whole_desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningDesk]:
    """All four processes. The model must be trained: `make test` does that first."""
    assert MODEL.is_file(), "no model: run `make train`"
    desk = RunningDesk.prepare(tmp_path_factory.mktemp("desk"))
    try:
        desk.start(*PARTS)
        desk.wait_until_ready()
        yield desk
    finally:
        desk.stop()


@pytest.fixture
def desk(whole_desk: RunningDesk) -> RunningDesk:
    """Every part answers, whatever the test before has done."""
    whole_desk.repair()
    return whole_desk


@pytest.fixture
def client(desk: RunningDesk) -> Iterator[httpx.Client]:
    """Patient enough for a part that is just coming back."""
    with httpx.Client(base_url=desk.address, timeout=30) as client:
        yield client


@pytest.fixture
def phone() -> str:
    """An invented number that no other test uses."""
    return str(next(_phones))


@pytest.fixture
def person(desk: RunningDesk, client: httpx.Client, phone: str) -> Person:
    """Somebody who has just opened the page."""
    return Person.enter(desk, client, phone)


@pytest.fixture
def other(desk: RunningDesk, client: httpx.Client) -> Person:
    """Somebody else."""
    return Person.enter(desk, client, str(next(_phones)))
