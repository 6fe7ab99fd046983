"""What a message does to a request that is under way."""

from dataclasses import dataclass
from typing import Mapping, Union


@dataclass(frozen=True)
class Fill:
    """Values were given."""

    values: Mapping[str, str]


@dataclass(frozen=True)
class Keep:
    """Values were given before the notice was agreed to: kept for the answer, and forgotten with a no."""

    values: Mapping[str, str]


@dataclass(frozen=True)
class Agree:
    """Yes to the notice."""


@dataclass(frozen=True)
class Refuse:
    """No to the notice."""


@dataclass(frozen=True)
class Confirm:
    """Yes to the summary."""


@dataclass(frozen=True)
class Doubt:
    """No to the summary, without saying what is wrong."""


@dataclass(frozen=True)
class Change:
    """A value is wrong and is to be asked for again."""

    slot: str


@dataclass(frozen=True)
class AskCancel:
    """The user wants to stop; asked back once."""


@dataclass(frozen=True)
class Cancel:
    """The user wants to stop and said so twice."""


@dataclass(frozen=True)
class Resume:
    """The user goes on after all."""


@dataclass(frozen=True)
class HandOff:
    """A person is asked for."""


@dataclass(frozen=True)
class Switch:
    """Another type of request is meant."""

    type: str


@dataclass(frozen=True)
class Offer:
    """What is wanted is another type's matter; `values` are kept for it."""

    type: str
    values: Mapping[str, str]


@dataclass(frozen=True)
class Guess:
    """What was said may be a name, and is asked back."""

    name: str


@dataclass(frozen=True)
class Stay:
    """No to what was offered: the request goes on as it is."""


@dataclass(frozen=True)
class ForOneself:
    """The request is about the person who asks after all."""


@dataclass(frozen=True)
class ForAnother:
    """The request is about somebody else."""


@dataclass(frozen=True)
class Stale:
    """A quick reply of another time or another request."""


@dataclass(frozen=True)
class TryCode:
    """A verification code was typed."""

    code: str


@dataclass(frozen=True)
class Resend:
    """The code did not arrive."""


@dataclass(frozen=True)
class Explain:
    """Why is this asked?"""


@dataclass(frozen=True)
class Answer:
    """Questions of the policy in between."""

    answers: tuple[str, ...]


@dataclass(frozen=True)
class Remark:
    """Small talk, abuse or something off the subject; `response` is what is said to it."""

    response: str


@dataclass(frozen=True)
class Unusable:
    """An answer that is no value of the slot; `reason` names what is wrong with it."""

    reason: str


Move = Union[
    Fill, Keep, Agree, Refuse, Confirm, Doubt, Change, AskCancel, Cancel, Resume, HandOff, Switch, TryCode, Resend,
    Explain, Answer, Remark, Unusable, Offer, Stay, ForOneself, ForAnother, Stale, Guess,
]  # fmt: skip
