"""What staff hand in with a move, and the check that it is enough."""

from dataclasses import dataclass

from api.tickets.domain import (
    SECOND_PERSON_OUTCOMES,
    Actor,
    Need,
    Outcome,
    Status,
    Transition,
    find_transition,
    is_open,
)
from api.tickets.errors import ForbiddenMove, OutcomeMissing, ReasonMissing, TicketClosed


@dataclass(frozen=True)
class Change:
    """A wished move. `text` is what the user reads: the question, the answer, the reason; of a check (`Need.CHECK`) it
    says how it was done, and stays in the house."""

    target: Status
    text: str = ""
    outcome: Outcome | None = None


def needs_second_person(move: Transition, change: Change) -> bool:
    """Whether one member of staff alone may not do this."""
    return Need.SECOND_PERSON in move.needs or change.outcome in SECOND_PERSON_OUTCOMES


def permitted(source: Status, change: Change, actor: Actor) -> Transition:
    """The table's move for this change, with all that it needs; a refusal never comes this way."""
    if not is_open(source):
        raise TicketClosed
    move = find_transition(source, change.target, actor)
    if move is None or Need.REFUSAL in move.needs:
        raise ForbiddenMove
    if move.needs & {Need.REASON, Need.QUESTION, Need.CHECK} and not change.text.strip():
        raise ReasonMissing
    if Need.OUTCOME in move.needs and change.outcome is None:
        raise OutcomeMissing
    return move
