"""Why a person is wanted, how the wait ended, and how long things may take. Standard library only."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum


class Reason(StrEnum):
    """What the queue shows; the words are in `data/staff.yml`."""

    ASKED = "asked"
    ASKED_IN_REQUEST = "asked_in_request"
    CRISIS = "crisis"
    FAILED_TURNS = "failed_turns"
    COMPLAINT = "complaint"
    MINOR = "minor"
    PROOF = "proof"
    TAKEN = "taken"
    """Staff took the conversation without being asked."""
    OTHER = "other"


class Ending(StrEnum):
    """How a wait or a talk with a person came to its end."""

    LEFT = "left"
    RETURNED = "returned"
    IDLE = "idle"
    CLOSED = "closed"
    DELETED = "deleted"


QUICK_REPLY = "quick reply"
"""What the desk itself writes down when the button was tapped."""
URGENT = frozenset({Reason.CRISIS, Reason.COMPLAINT, Reason.MINOR})


def reason_of(said: str | None) -> Reason:
    """The code for what a part of the desk gave as its reason."""
    if said in set(Reason):
        return Reason(said or "")
    return Reason.ASKED if said == QUICK_REPLY else Reason.OTHER


@dataclass(frozen=True)
class Patience:
    """`wait`: until the user is told that nobody has come; `idle`: until an abandoned talk goes back to the bot."""

    wait: timedelta
    idle: timedelta
