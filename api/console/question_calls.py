"""问题复盘 as JSON."""

from datetime import datetime

from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict

from api.console.question_pages import Offset
from api.console.question_views import TheQuestions, page_of, showing
from api.console.session import Reader
from api.conversations.questions.domain import Days, Kind, Sign
from api.db import ReadSession
from api.http.documentation import PROBLEMS

router = APIRouter(prefix="/api/v1/staff", tags=["staff"], responses=PROBLEMS)


class _Out(BaseModel):
    model_config = ConfigDict(from_attributes=True)


class AnswerOut(_Out):
    """An answer that the bot gave or offered."""

    id: str
    question: str | None


class QuestionGroup(_Out):
    """Questions that are near each other; personal data is masked."""

    key: int
    size: int
    newest_at: datetime
    conversation_id: str
    signs: dict[Sign, int]
    liked: int
    nearest: str | None
    answers: list[AnswerOut]
    examples: list[str]
    reasons: list[str]


class QuestionReview(_Out):
    """One page of groups, largest first; the figures are those of the whole time."""

    unanswered: int
    disliked: int
    liked: int
    cut: bool
    groups_in_all: int
    groups: list[QuestionGroup]


@router.get("/questions")
def list_questions(
    request: Request,
    session: ReadSession,
    _: Reader,
    service: TheQuestions,
    kind: Kind = Kind.ALL,
    days: Days = Days.MONTH,
    offset: Offset = 0,
) -> QuestionReview:
    """Questions that were not answered or not liked."""
    review, show = service.review(session, kind, days), showing(request, session)
    return QuestionReview(
        unanswered=review.unanswered,
        disliked=review.disliked,
        liked=review.liked,
        cut=review.cut,
        groups_in_all=len(review.groups),
        groups=[QuestionGroup.model_validate(show.group(group)) for group in page_of(review, offset)],
    )
