"""Confirmed requests = tickets, none twice, none lost, no code taken twice: whichever part is killed (SIGKILL), at
whichever step of a filing, and however often. `KILL_ROUNDS=20` makes a long night of it."""

import os
import random
import sqlite3
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from itertools import count

import httpx
import pytest

from tests.e2e.person import Person
from tests.e2e.running_desk import PARTS, RunningDesk
from tests.e2e.walking import STEPS, Walker

_ROUNDS = int(os.environ.get("KILL_ROUNDS", "1"))
_PEOPLE = 3
# A turn of the form takes some 30 to 300 ms: the kill falls before, into and behind it.
_LATEST_KILL_S = 0.3

_phones = count(15000000001)
"""Invented; each is used once."""


@pytest.fixture
def enter(desk: RunningDesk, client: httpx.Client) -> Callable[[], Walker]:
    """Opens a conversation for somebody new."""
    return lambda: Walker(Person.enter(desk, client, str(next(_phones))))


@pytest.mark.parametrize("part", PARTS)
def test_part_is_killed_while_people_stand_at_every_step(
    desk: RunningDesk, enter: Callable[[], Walker], part: str
) -> None:
    """One person at each step goes on while the part dies; then all go on to the end."""
    chance = random.Random(part)
    with ThreadPoolExecutor(len(STEPS)) as pool:
        for _ in range(_ROUNDS):
            walkers = [enter() for _ in STEPS]
            list(pool.map(Walker.go_to, walkers, STEPS))
            _kill_meanwhile(desk, part, chance, [pool.submit(walker.go_on).result for walker in walkers])
            list(pool.map(Walker.finish, walkers))
            for walker in walkers:
                _is_filed_once(desk, walker.person)


@pytest.mark.parametrize("part", PARTS)
def test_part_is_killed_while_people_confirm(desk: RunningDesk, enter: Callable[[], Walker], part: str) -> None:
    """The moment that counts, by several people at once."""
    chance = random.Random(f"confirm {part}")
    with ThreadPoolExecutor(_PEOPLE) as pool:
        for _ in range(_ROUNDS):
            walkers = [enter() for _ in range(_PEOPLE)]
            list(pool.map(lambda walker: walker.go_to("confirm"), walkers))
            _kill_meanwhile(desk, part, chance, [pool.submit(walker.go_on).result for walker in walkers])
            for walker in walkers:
                assert walker.asked == ""
                _is_filed_once(desk, walker.person)


def _kill_meanwhile(desk: RunningDesk, part: str, chance: random.Random, waits: list[Callable[[], None]]) -> None:
    time.sleep(chance.uniform(0, _LATEST_KILL_S))
    desk.kill(part)
    desk.repair()
    for wait in waits:
        wait()


def _is_filed_once(desk: RunningDesk, person: Person) -> None:
    """One receipt, one ticket of that number, proved by a code that is worth nothing any more."""
    (receipt,) = person.receipts()
    (ticket,) = person.tickets()
    assert ticket["number"] == receipt["ticket"]["number"]
    assert ticket["status"] == "submitted"
    used = _verifications(desk, person, "used")
    assert len(used) == 1
    token = {"Authorization": f"Bearer {desk.settings.service_token.get_secret_value()}"}
    path = f"/api/v1/verifications/{used[0]}/check"
    again = person.visitor.client.post(path, json={"code": person.code()}, headers=token)
    assert again.json()["result"] == "expired"
    assert _verifications(desk, person, "verified") == []


def _verifications(desk: RunningDesk, person: Person, state: str) -> list[str]:
    with closing(sqlite3.connect(desk.settings.var_dir / "desk.db")) as database:
        query = "SELECT id FROM verifications WHERE conversation_id = ? AND state = ?"
        return [row[0] for row in database.execute(query, (person.visitor.id, state))]
