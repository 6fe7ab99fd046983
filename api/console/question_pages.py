"""问题复盘: what was not answered or not liked, in groups."""

from typing import Annotated

from fastapi import Query, Request, Response

from api.console.question_views import PAGE, TITLES, TheQuestions, page_of, showing
from api.console.rendering import page
from api.console.route import page_router
from api.console.session import Reader
from api.console.words import words_of
from api.conversations.questions.domain import NEWEST, Days, Kind
from api.db import ReadSession

router = page_router()

Offset = Annotated[int, Query(ge=0, le=NEWEST)]


@router.get("/questions")
def questions(
    request: Request,
    session: ReadSession,
    signed: Reader,
    service: TheQuestions,
    kind: Kind = Kind.ALL,
    days: Days = Days.MONTH,
    offset: Offset = 0,
) -> Response:
    """The largest groups first."""
    review, show = service.review(session, kind, days), showing(request, session)
    return page(
        "questions.html",
        signed=signed,
        review=review,
        groups=[show.group(group) for group in page_of(review, offset)],
        answers=request.app.state.policy.questions,
        titles=TITLES,
        chosen={"kind": kind.value, "days": days.value, "offset": offset},
        all_days=[each.value for each in Days],
        page_size=PAGE,
        newest=NEWEST,
        section="questions",
        say=words_of(request),
    )
