"""What a supervisor wants to know of the talks: how many, how they went, what was asked."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from api.conversations.domain import Body
from api.conversations.figures import repository

LOOKED_AT = 5000
"""Answers whose questions are counted; what was asked is encrypted and must be read one by one."""


@dataclass(frozen=True)
class TalkFigures:
    """Since one moment."""

    opened: Sequence[tuple[datetime, str]]
    """Begin and channel of each conversation."""
    kinds: dict[str, int]
    answers: Counter[str]
    """How often each answer was given, by its id."""
    useful: int
    useless: int


def talk_figures(session: Session, since: datetime) -> TalkFigures:
    """Read and count."""
    judged = repository.judgements(session, since)
    given = (Body.from_json(message.body).answer for message in repository.answers(session, since, LOOKED_AT))
    return TalkFigures(
        opened=[(row[0], row[1]) for row in repository.opened(session, since)],
        kinds=repository.replies_by_kind(session, since),
        answers=Counter(answer for answer in given if answer),
        useful=judged.get(True, 0),
        useless=judged.get(False, 0),
    )
