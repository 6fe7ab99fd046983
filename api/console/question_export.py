"""Questions as ways to ask (the shape of `data/nlu/faq`), and as CSV for spreadsheets; both masked."""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from fastapi import Request, Response
from sqlalchemy.orm import Session

from api.audit import Audit
from api.console.export import to_csv
from api.console.question_pages import Offset
from api.console.question_views import TITLES, Showing, TheQuestions, page_of, showing
from api.console.rendering import rendered
from api.console.route import page_router
from api.console.session import Exporter, Signed
from api.conversations.questions.domain import Days, Group, Kind
from api.conversations.words import without_command
from api.db import WriteSession
from api.errors import Invalid

router = page_router()
CHOICE = "as."
HEAD = ("组", "组内条数", "问题", "时间", "原因", "机器人的答复", "用户的意见", "相近的有帮助")
# Rasa reads brackets and braces in an example as an annotation.
_PLAIN = str.maketrans("[]{}", "［］｛｝")


class UnknownAnswer(Invalid):
    slug = "unknown-answer"
    detail = "没有这个问题，请从列表里选。"


@dataclass(frozen=True)
class Ways:
    """Ways to ask for each answer id, and those that have none yet."""

    intents: dict[str, list[str]]
    open: list[list[str]]


@router.get("/questions/export.yml")
def export_ways(
    request: Request,
    session: WriteSession,
    signed: Exporter,
    service: TheQuestions,
    kind: Kind = Kind.ALL,
    days: Days = Days.MONTH,
    offset: Offset | None = None,
) -> Response:
    """One page of groups, or all without `offset`. `as.<a question's id>=<answer id>` says where its group belongs."""
    review = service.review(session, kind, days)
    groups = review.groups if offset is None else page_of(review, offset)
    ways = ways_to_ask(groups, showing(request, session), chosen_answers(request))
    _record(request, session, signed, f"{len(groups)} groups as ways to ask")
    text = rendered("questions.yml", ways=ways)
    return _download(text.encode(), "questions.yml", "application/yaml; charset=utf-8")


@router.get("/questions/export.csv")
def export_table(
    request: Request,
    session: WriteSession,
    signed: Exporter,
    service: TheQuestions,
    kind: Kind = Kind.ALL,
    days: Days = Days.MONTH,
) -> Response:
    """All questions of the filter, a line each."""
    review, show = service.review(session, kind, days), showing(request, session)
    rows = [row for group in review.groups for row in _rows(group, show)]
    _record(request, session, signed, f"{len(rows)} questions as a table")
    return _download(to_csv([HEAD, *rows]).encode("utf-8-sig"), "questions.csv", "text/csv; charset=utf-8")


def _record(request: Request, session: Session, signed: Signed, why: str) -> None:
    """What users said leaves the desk, if masked: an audit row (facts: security, section 6)."""
    audit: Audit = request.app.state.audit
    audit.record(session, actor=signed.person.name, subject="questions", action="question:export", why=why)


def chosen_answers(request: Request) -> dict[str, str]:
    """Ids of the answers that staff chose by their questions, by the id of a user's question; an empty choice says that
    the bot's nearest is wrong."""
    questions: Mapping[str, str] = request.app.state.policy.questions
    ids = {question: answer for answer, question in questions.items()}
    given = {name: value for name, value in request.query_params.items() if name.startswith(CHOICE)}
    chosen = {name.removeprefix(CHOICE): value.strip().removeprefix("faq/") for name, value in given.items()}
    named = {name: ids.get(value, value) for name, value in chosen.items()}
    if any(answer and answer not in questions for answer in named.values()):
        raise UnknownAnswer
    return named


def ways_to_ask(groups: Iterable[Group], show: Showing, chosen: Mapping[str, str]) -> Ways:
    """Sorted by answer; a way of asking stands once."""
    ways, seen = Ways({}, []), set[str]()
    for group in groups:
        said = dict.fromkeys(example(show.text(question)) for question in group.questions if question.typed)
        fresh = [text for text in said if text and text not in seen]
        seen.update(fresh)
        choices = (chosen.get(str(question.id)) for question in group.questions)
        choice = next((choice for choice in choices if choice is not None), None)
        answer = show.nearest(group) if choice is None else choice
        if fresh and answer:
            ways.intents.setdefault(answer, []).extend(fresh)
        elif fresh:
            ways.open.append(fresh)
    return ways


def example(text: str) -> str:
    """One line that Rasa reads as words and nothing else."""
    visible = "".join(" " if unicodedata.category(char)[0] in "CZ" else char for char in without_command(text))
    return " ".join(visible.translate(_PLAIN).split())


def _rows(group: Group, show: Showing) -> Iterable[Sequence[str]]:
    for question in group.questions:
        yield (
            str(group.key),
            str(len(group.questions)),
            show.text(question),
            question.at.isoformat(),
            "、".join(TITLES[sign] for sign in sorted(question.signs)),
            "、".join(question.answers),
            show.reason(question),
            str(group.liked),
        )


def _download(content: bytes, name: str, media_type: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return Response(content, headers=headers, media_type=media_type)
