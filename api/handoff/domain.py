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


SAID = {"quick reply": Reason.ASKED, "stuck_in_request": Reason.FAILED_TURNS}
"""What parts of the desk call it: the button that was tapped, a form whose answers could not be used."""
URGENT = frozenset({Reason.CRISIS, Reason.COMPLAINT, Reason.MINOR})


def reason_of(said: str | None) -> Reason:
    """The code for what a part of the desk gave as its reason."""
    if said in set(Reason):
        return Reason(said or "")
    return SAID.get(said or "", Reason.OTHER)


@dataclass(frozen=True)
class Patience:
    """`wait`: until the user is told that nobody has come; `idle`: until an abandoned talk goes back to the bot."""

    wait: timedelta
    idle: timedelta
