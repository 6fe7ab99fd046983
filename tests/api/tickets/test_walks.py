"""Random walks of real tickets through the service: what the table allows happens and is on record, all else changes
nothing."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.errors import DeskError
from api.tickets import repository
from api.tickets.changes import Change
from api.tickets.domain import Actor, Need, Outcome, RequestType, Status, find_transition, is_open
from api.tickets.models import Ticket
from api.tickets.requests import By
from tests.support.clock import FakeClock
from tests.support.parts import Parts, new_database
from tests.support.requests import file

BY = {
    Actor.USER: By(Actor.USER, "user"),
    Actor.AGENT: By(Actor.AGENT, "staff:1"),
    Actor.SUPERVISOR: By(Actor.SUPERVISOR, "staff:2"),
    Actor.SYSTEM: By(Actor.SYSTEM, "system"),
}


@dataclass(frozen=True)
class Wish:
    """A step as somebody wants it."""

    actor: Actor
    target: Status
    text: str
    outcome: Outcome | None

    def is_complete(self, needs: frozenset[Need]) -> bool:
        """Nothing that the table asks for is missing; refusals take another way."""
        said = bool(self.text.strip()) or not needs & {Need.REASON, Need.QUESTION, Need.CHECK}
        if self.outcome is Outcome.STORAGE_ONLY or Need.SECOND_PERSON in needs:
            return False
        return Need.REFUSAL not in needs and said and (Need.OUTCOME not in needs or self.outcome is not None)


wishes = st.builds(
    Wish,
    st.sampled_from(Actor),
    st.sampled_from(Status),
    st.sampled_from(["", "  ", "请补充"]),
    st.none() | st.sampled_from(Outcome),
)


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> Parts:
    folder: Path = tmp_path_factory.mktemp("walks")
    return Parts(new_database(folder), FakeClock())


def step(parts: Parts, number: str, wish: Wish) -> bool:
    """Whether the desk took it."""
    try:
        with parts.writing() as session:
            ticket = parts.tickets.tickets.locked(session, number)
            change = Change(wish.target, wish.text, wish.outcome)
            parts.tickets.tickets.move(session, ticket, change, BY[wish.actor])
    except DeskError:
        return False
    return True


def stored(parts: Parts, number: str) -> Ticket:
    with parts.database.reading() as session:
        ticket = repository.by_number(session, number)
        assert ticket is not None
        return ticket


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from([RequestType.DELETION, RequestType.COMPLAINT]), st.lists(wishes, max_size=6))
def test_walk(parts: Parts, kind: RequestType, path: list[Wish]) -> None:
    where = parts.conversation()
    ticket = file(parts, where, f"key-{where}", type=kind).ticket
    status, moves = Status(ticket.status), 0
    for wish in path:
        rule = find_transition(status, wish.target, wish.actor)
        again = wish.actor is Actor.USER and wish.target == status
        fits = rule is not None and wish.is_complete(rule.needs)
        assert step(parts, ticket.number, wish) is (fits or again)
        if fits and not again:
            assert rule is not None
            status, moves = wish.target, moves + (Need.CHECK not in rule.needs or wish.target != status)
        left = stored(parts, ticket.number)
        assert left.status == status
        assert (left.closed_at is None) is is_open(status)
    assert parts.trail(ticket.id).count("ticket:status:change") == moves


def test_chain_holds_after_all_walks(parts: Parts) -> None:
    with parts.database.reading() as session:
        assert parts.audit.verify(session) >= 0
