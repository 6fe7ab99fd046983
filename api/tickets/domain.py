"""The ticket's types, states and the one table of who may move what.

Standard library only. `docs` draw the machine from `TRANSITIONS`; the console makes its buttons from it.
"""

from dataclasses import dataclass
from enum import StrEnum


class RequestType(StrEnum):
    """The eight requests of the HTTP contract."""

    ACCESS = "access"
    CORRECTION = "correction"
    DELETION = "deletion"
    CONSENT_WITHDRAWAL = "consent_withdrawal"
    ACCOUNT_CLOSURE = "account_closure"
    COPY = "copy"
    AUTOMATED_DECISION = "automated_decision"
    COMPLAINT = "complaint"


class Status(StrEnum):
    """Where a ticket stands."""

    IDENTITY_UNVERIFIED = "identity_unverified"
    SUBMITTED = "submitted"
    IN_PROGRESS = "in_progress"
    WAITING_FOR_USER = "waiting_for_user"
    COMPLETED = "completed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


class Outcome(StrEnum):
    """How a completed ticket ended."""

    DONE = "done"
    PARTLY_DONE = "partly_done"
    STORAGE_ONLY = "storage_only"  # PIPL 47: kept because the law says so, stored and secured, nothing else


class Actor(StrEnum):
    """Who moves a ticket."""

    USER = "user"
    AGENT = "agent"
    SUPERVISOR = "supervisor"
    SYSTEM = "system"


class Level(StrEnum):
    """How well it is known who asks (facts: rights and deadlines, section 5)."""

    L0 = "L0"
    L1 = "L1"
    L2 = "L2"
    L3 = "L3"


class Need(StrEnum):
    """What a move asks for beside the permission."""

    REASON = "reason"
    QUESTION = "question"
    CHECK = "check"  # how a person checked who asks: level L3, never told to the user
    OUTCOME = "outcome"
    SECOND_PERSON = "second_person"  # nobody alone ends what a user has asked for, in whatever words
    REFUSAL = "refusal"  # an approved refusal: ground, reason, remedy, second person


@dataclass(frozen=True)
class Transition:
    """One permitted move."""

    source: Status
    target: Status
    actors: frozenset[Actor]
    needs: frozenset[Need] = frozenset()


_STAFF = frozenset({Actor.AGENT, Actor.SUPERVISOR})
_ANY = _STAFF | {Actor.USER, Actor.SYSTEM}
_S = Status

TRANSITIONS: tuple[Transition, ...] = (
    Transition(_S.IDENTITY_UNVERIFIED, _S.SUBMITTED, _STAFF, frozenset({Need.CHECK})),
    Transition(_S.IDENTITY_UNVERIFIED, _S.SUBMITTED, frozenset({Actor.SYSTEM})),
    Transition(_S.IDENTITY_UNVERIFIED, _S.IDENTITY_UNVERIFIED, _STAFF, frozenset({Need.QUESTION})),
    Transition(_S.IDENTITY_UNVERIFIED, _S.WITHDRAWN, frozenset({Actor.USER})),
    Transition(_S.IDENTITY_UNVERIFIED, _S.WITHDRAWN, _STAFF, frozenset({Need.REASON, Need.SECOND_PERSON})),
    Transition(_S.IDENTITY_UNVERIFIED, _S.EXPIRED, frozenset({Actor.SYSTEM})),
    Transition(_S.SUBMITTED, _S.IN_PROGRESS, _STAFF),
    Transition(_S.SUBMITTED, _S.SUBMITTED, _STAFF, frozenset({Need.CHECK})),
    Transition(_S.SUBMITTED, _S.WITHDRAWN, frozenset({Actor.USER})),
    Transition(_S.SUBMITTED, _S.WITHDRAWN, _STAFF, frozenset({Need.REASON, Need.SECOND_PERSON})),
    Transition(_S.SUBMITTED, _S.REFUSED, _STAFF, frozenset({Need.REFUSAL})),
    Transition(_S.IN_PROGRESS, _S.WAITING_FOR_USER, _STAFF, frozenset({Need.QUESTION})),
    Transition(_S.IN_PROGRESS, _S.COMPLETED, _STAFF, frozenset({Need.OUTCOME, Need.REASON})),
    Transition(_S.IN_PROGRESS, _S.IN_PROGRESS, _STAFF, frozenset({Need.CHECK})),
    Transition(_S.IN_PROGRESS, _S.REFUSED, _STAFF, frozenset({Need.REFUSAL})),
    Transition(_S.IN_PROGRESS, _S.WITHDRAWN, frozenset({Actor.USER})),
    Transition(_S.IN_PROGRESS, _S.WITHDRAWN, _STAFF, frozenset({Need.REASON, Need.SECOND_PERSON})),
    Transition(_S.WAITING_FOR_USER, _S.IN_PROGRESS, _ANY),
    Transition(_S.WAITING_FOR_USER, _S.WITHDRAWN, frozenset({Actor.USER})),
    Transition(_S.WAITING_FOR_USER, _S.WITHDRAWN, _STAFF, frozenset({Need.REASON, Need.SECOND_PERSON})),
    Transition(_S.WAITING_FOR_USER, _S.EXPIRED, frozenset({Actor.SYSTEM})),
)

FINAL: frozenset[Status] = frozenset({_S.COMPLETED, _S.REFUSED, _S.WITHDRAWN, _S.EXPIRED})
OPEN: frozenset[Status] = frozenset(Status) - FINAL

SECOND_PERSON_OUTCOMES: frozenset[Outcome] = frozenset({Outcome.STORAGE_ONLY})
"""Outcomes of a completion that are a refusal in part: they take a second person like one."""

REFUSAL_GROUNDS: tuple[int, ...] = tuple(range(1, 9))
"""The eight grounds of clause 5.8; their words stand in the policy text."""


def find_transition(source: Status, target: Status, actor: Actor) -> Transition | None:
    """The move that lets `actor` bring a ticket from `source` to `target`, if there is one."""
    for move in TRANSITIONS:
        if move.source == source and move.target == target and actor in move.actors:
            return move
    return None


def next_steps(source: Status, actor: Actor) -> tuple[Transition, ...]:
    """All moves open to `actor` from `source`, in the table's order."""
    return tuple(move for move in TRANSITIONS if move.source == source and actor in move.actors)


def is_open(status: Status) -> bool:
    """Whether work on the ticket can still go on."""
    return status in OPEN
