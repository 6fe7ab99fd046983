"""What people asked that the desk can learn from, and how it is sorted."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum, StrEnum
from types import MappingProxyType

NEWEST = 2000
"""More is not looked at: a page must stay quick, and what is older was read before."""


class Sign(StrEnum):
    """Why a question is worth reading."""

    DECLINED = "declined"
    CLARIFIED = "clarified"
    HANDED = "handed"
    """The person asked for a human being at once."""
    DISLIKED = "disliked"


class Kind(StrEnum):
    """What staff filter by."""

    ALL = "all"
    UNANSWERED = "unanswered"
    DECLINED = "declined"
    CLARIFIED = "clarified"
    HANDED = "handed"
    DISLIKED = "disliked"


class Days(IntEnum):
    """How far back staff look."""

    WEEK = 7
    MONTH = 30
    QUARTER = 90


UNANSWERED = frozenset({Sign.DECLINED, Sign.CLARIFIED, Sign.HANDED})
SIGNS: Mapping[Kind, frozenset[Sign]] = MappingProxyType(
    {
        Kind.ALL: frozenset(Sign),
        Kind.UNANSWERED: UNANSWERED,
        Kind.DECLINED: frozenset({Sign.DECLINED}),
        Kind.CLARIFIED: frozenset({Sign.CLARIFIED}),
        Kind.HANDED: frozenset({Sign.HANDED}),
        Kind.DISLIKED: frozenset({Sign.DISLIKED}),
    }
)


@dataclass(frozen=True)
class Question:
    """One message of a user, as it was said, and what came of it."""

    id: int
    conversation_id: str
    text: str
    typed: bool
    """False for the title of a quick reply, which is no way of asking of the person's own."""
    at: datetime
    signs: frozenset[Sign]
    answers: tuple[str, ...]
    """Ids of the answers that the bot gave or offered, the likeliest first."""
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Group:
    """Questions that are near each other, oldest first; `liked` counts near ones whose answer was found useful."""

    questions: tuple[Question, ...]
    liked: int = 0

    @property
    def key(self) -> int:
        """Its oldest question: newer ones do not change it."""
        return self.questions[0].id

    @property
    def newest(self) -> Question:
        return self.questions[-1]

    @property
    def signs(self) -> Counter[Sign]:
        return Counter(sign for question in self.questions for sign in sorted(question.signs))

    @property
    def answers(self) -> list[str]:
        """All that the bot gave or offered, the most frequent first."""
        found = Counter(answer for question in self.questions for answer in question.answers)
        return [answer for answer, _ in found.most_common()]

    @property
    def nearest(self) -> str | None:
        """The answer that the bot most often held for the right one."""
        found = Counter(question.answers[0] for question in self.questions if question.answers)
        return found.most_common(1)[0][0] if found else None


@dataclass(frozen=True)
class Review:
    """The groups, largest first, and how much there was in the time."""

    groups: tuple[Group, ...]
    unanswered: int
    disliked: int
    liked: int
    cut: bool
    """True when there was more than is looked at."""
