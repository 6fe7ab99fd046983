"""What a message may do to an errand."""

from dataclasses import dataclass
from typing import Union

from actions.forms.moves import Answer, Cancel, Confirm, HandOff, Refuse, Remark, Resend, TryCode, Unusable


@dataclass(frozen=True)
class Begin:
    """Another errand is wanted; `elsewhere`: one about requests of other conversations."""

    kind: str
    elsewhere: bool = False


@dataclass(frozen=True)
class Pick:
    """One ticket is meant."""

    number: str


@dataclass(frozen=True)
class Prove:
    """The phone or mailbox that was left with the request."""

    contact: str


@dataclass(frozen=True)
class Add:
    """What is to be added."""

    text: str


@dataclass(frozen=True)
class Leave:
    """A new request is wanted: not an errand at all."""

    type: str


Step = Union[
    Begin, Pick, Prove, Add, Leave, Answer, Cancel, Confirm, HandOff, Refuse, Remark, Resend, TryCode, Unusable
]  # fmt: skip
