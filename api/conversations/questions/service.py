"""The questions that were not answered or not liked, in groups of those that are near each other."""

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy.orm import Session

from api.clock import Clock
from api.conversations.questions.domain import NEWEST, SIGNS, UNANSWERED, Days, Group, Kind, Question, Review, Sign
from api.conversations.questions.findings import liked_since, questions_since
from api.conversations.questions.folding import fold
from api.conversations.questions.grouping import bigrams, grouped


class Questions:
    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def review(self, session: Session, kind: Kind, days: Days) -> Review:
        """What users asked in the last days, in groups of the wished kind."""
        since = self._clock.now() - timedelta(days=days)
        questions, liked = questions_since(session, since), liked_since(session, since)
        wanted = [question for question in questions if question.signs & SIGNS[kind]]
        return Review(
            groups=tuple(_groups(wanted[-NEWEST:], liked)),
            unanswered=sum(bool(question.signs & UNANSWERED) for question in questions),
            disliked=sum(Sign.DISLIKED in question.signs for question in questions),
            liked=len(liked),
            cut=len(wanted) > NEWEST,
        )


def _groups(questions: Sequence[Question], liked: Sequence[str]) -> list[Group]:
    """Largest first, and of those the newest."""
    positions, leaders = grouped([fold(question.text) for question in questions])
    likes = Counter(leaders.nearest(bigrams(fold(text))) for text in liked)
    groups = [
        Group(tuple(questions[position] for position in members), likes[number])
        for number, members in enumerate(positions)
    ]
    return sorted(groups, key=lambda group: (len(group.questions), group.newest.id), reverse=True)
