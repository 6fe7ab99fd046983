"""A part does not answer: nobody is left in silence, and nothing is lost or done twice."""

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from uuid import uuid4

import httpx
import pytest

from tests.e2e.letters import until
from tests.e2e.person import Person
from tests.e2e.running_desk import RunningDesk


@pytest.fixture
def other(desk: RunningDesk, client: httpx.Client, person: Person) -> Person:
    """A second person."""
    return Person.enter(desk, client, person.phone.replace("1380", "1590", 1))


@contextmanager
def _locked_database(desk: RunningDesk) -> Iterator[None]:
    """Another connection holds the only place of a writer."""
    connection = sqlite3.connect(desk.settings.var_dir / "desk.db", isolation_level=None, timeout=10)
    connection.execute("BEGIN EXCLUSIVE")
    try:
        yield
    finally:
        connection.execute("ROLLBACK")
        connection.close()


def test_bot_is_killed_and_comes_back(desk: RunningDesk, person: Person, other: Person) -> None:
    """The message is kept, a person can be reached meanwhile, and afterwards the worker answers."""
    desk.kill("bot")
    (kept,) = person.say("你们收集我的哪些信息？")
    assert (kept["author"], kept["kind"]) == ("system", "error")
    assert "保存" in kept["text"]
    assert other.last("我要删除信息")["kind"] == "error"
    assert other.last("tap:do:handoff")["kind"] == "handoff"
    assert other.visitor.state() == "waiting"
    desk.repair()
    assert person.wait_for("answer", after=kept["id"])["citations"]
    assert [message["kind"] for message in other.visitor.history()][-1] == "handoff"


def test_bot_that_hangs_does_the_turn_once(desk: RunningDesk, person: Person) -> None:
    person.complain_up_to_summary()
    desk.pause("bot")
    try:
        (kept,) = person.tap("do:confirm")
    finally:
        desk.resume("bot")
    assert kept["kind"] == "error"
    person.wait_for("receipt", after=kept["id"])
    assert len(person.tickets()) == 1


def test_actions_are_killed_at_the_confirmation(desk: RunningDesk, person: Person) -> None:
    person.delete_up_to_summary()
    desk.kill("actions")
    (kept,) = person.tap("do:confirm")
    assert kept["kind"] == "error"
    desk.repair()
    receipt = person.wait_for("receipt", after=kept["id"])
    assert [ticket["number"] for ticket in person.tickets()] == [receipt["ticket"]["number"]]


def test_database_is_locked_while_the_ticket_is_filed(desk: RunningDesk, person: Person) -> None:
    """The action server is held back until the lock is there, so that the filing and nothing else meets it."""
    person.delete_up_to_summary()
    refused_before = _refusals(desk)
    desk.pause("actions")
    with ThreadPoolExecutor(1) as pool:
        try:
            confirming = pool.submit(person.visitor.post, payload="do:confirm", client_id="confirm")
            until(lambda: person.visitor.history()[-1]["author"] == "user")
            with _locked_database(desk):
                desk.resume("actions")
                until(lambda: _refusals(desk) > refused_before)
        finally:
            desk.resume("actions")
        (kept,) = confirming.result().json()["messages"]
    assert (kept["author"], kept["kind"]) == ("bot", "error")
    receipt = person.wait_for("receipt")
    assert [ticket["number"] for ticket in person.tickets()] == [receipt["ticket"]["number"]]


def test_database_is_locked_when_the_message_comes(desk: RunningDesk, person: Person) -> None:
    """Then nothing can be kept, which is said; the same message again is taken once."""
    person.complain_up_to_summary()
    confirmation = {"payload": "do:confirm", "client_id": uuid4().hex}
    with _locked_database(desk):
        refused = person.visitor.post(**confirmation)
    assert refused.status_code == 503
    assert refused.headers["Content-Type"] == "application/problem+json"
    assert person.visitor.post(**confirmation).json() == person.visitor.post(**confirmation).json()
    assert len(person.receipts()) == len(person.tickets()) == 1


def _refusals(desk: RunningDesk) -> float:
    """How many filings the api refused so far, by its own count."""
    lines = httpx.get(f"{desk.address}/metrics", timeout=10).text.splitlines()
    filings = (line for line in lines if line.startswith("desk_http_requests_total") and '"/api/v1/tickets"' in line)
    return sum(float(line.rpartition(" ")[2]) for line in filings if '"POST"' in line and '"503"' in line)
