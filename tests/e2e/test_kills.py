"""Confirmed requests = tickets, whichever part is killed (SIGKILL) at the confirmation, and however often."""

import random
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from uuid import uuid4

import httpx
import pytest

from tests.e2e.person import Person
from tests.e2e.running_desk import PARTS, RunningDesk

_ROUNDS = 3
_PEOPLE = 4
# A turn of the form takes some 30 to 300 ms: the kill falls before, into and behind it.
_LATEST_KILL_S = 0.3

Enter = Callable[[int], Person]


@pytest.fixture
def enter(desk: RunningDesk, client: httpx.Client, phone: str) -> Enter:
    """Opens the conversation of the n-th person."""
    return lambda number: Person.enter(desk, client, f"15{number:02}{phone[4:]}")


@pytest.mark.parametrize("part", PARTS)
def test_every_confirmed_request_becomes_one_ticket(desk: RunningDesk, enter: Enter, part: str) -> None:
    chance = random.Random(part)
    confirmed: list[Person] = []
    with ThreadPoolExecutor(_PEOPLE) as pool:
        for turn in range(_ROUNDS):
            people = list(pool.map(enter, range(turn * _PEOPLE, (turn + 1) * _PEOPLE)))
            list(pool.map(_prepare, people))
            confirming = [pool.submit(_confirm, person) for person in people]
            time.sleep(chance.uniform(0, _LATEST_KILL_S))
            desk.kill(part)
            desk.repair()
            for one in confirming:
                one.result()
            confirmed += people
    for person in confirmed:
        receipt = person.wait_for("receipt")
        assert len(person.receipts()) == 1
        assert [ticket["number"] for ticket in person.tickets()] == [receipt["ticket"]["number"]]


def _prepare(person: Person) -> None:
    assert person.complain_up_to_summary()["expects"]["slot"] == "confirm"


def _confirm(person: Person) -> None:
    """As the page does: the same message again until it is taken."""
    confirmation = {"payload": "do:confirm", "client_id": uuid4().hex}
    while True:
        with suppress(httpx.TransportError):
            if person.visitor.post(**confirmation).status_code == 200:
                return
        time.sleep(0.2)
