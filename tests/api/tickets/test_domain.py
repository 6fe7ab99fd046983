"""The state machine: what the table allows, and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from api.tickets.domain import (
    FINAL,
    OPEN,
    TRANSITIONS,
    Actor,
    Need,
    RequestType,
    Status,
    find_transition,
    is_open,
    next_steps,
)
from api.tickets.types import first_status

statuses = st.sampled_from(Status)
actors = st.sampled_from(Actor)


def test_open_and_final_cover_all() -> None:
    assert set(Status) == FINAL | OPEN
    assert not FINAL & OPEN


@pytest.mark.parametrize("status", sorted(FINAL))
def test_final_states_are_left_by_nobody(status: Status) -> None:
    assert all(next_steps(status, actor) == () for actor in Actor)
    assert not is_open(status)


@pytest.mark.parametrize("status", sorted(OPEN))
def test_every_open_state_reaches_an_end(status: Status) -> None:
    reached = {status}
    for _ in Status:
        reached |= {move.target for move in TRANSITIONS if move.source in reached}
    assert reached & FINAL


@given(statuses, statuses)
def test_system_and_user_never_refuse_or_complete(source: Status, target: Status) -> None:
    for actor in (Actor.USER, Actor.SYSTEM):
        move = find_transition(source, target, actor)
        assert move is None or move.target not in {Status.REFUSED, Status.COMPLETED}


@given(statuses, statuses, actors)
def test_refusal_always_needs_approval(source: Status, target: Status, actor: Actor) -> None:
    move = find_transition(source, target, actor)
    if move is not None and target == Status.REFUSED:
        assert Need.REFUSAL in move.needs


@given(statuses, actors)
def test_next_steps_agree_with_find(source: Status, actor: Actor) -> None:
    for move in next_steps(source, actor):
        assert find_transition(source, move.target, actor) == move


def test_one_rule_for_each_actor_and_move() -> None:
    seen = [(move.source, move.target, actor) for move in TRANSITIONS for actor in move.actors]
    assert len(seen) == len(set(seen))


class Walk(RuleBasedStateMachine):
    """Any walk along the table keeps its promises."""

    def __init__(self) -> None:
        super().__init__()
        self.status = first_status_of_walk()
        self.path = [self.status]

    @rule(target_status=statuses, actor=actors)
    def move(self, target_status: Status, actor: Actor) -> None:
        if find_transition(self.status, target_status, actor):
            self.status = target_status
            self.path.append(target_status)

    @invariant()
    def an_end_is_an_end(self) -> None:
        assert not any(status in FINAL for status in self.path[:-1])

    @invariant()
    def nobody_works_on_unproven_requests(self) -> None:
        if Status.IN_PROGRESS in self.path:
            assert Status.SUBMITTED in self.path


def first_status_of_walk() -> Status:
    return first_status(RequestType.DELETION, None, verified=False)


TestWalk = Walk.TestCase
