"""Groups of questions as staff see them: personal data masked, ids of answers with their questions."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from fastapi import Depends, Request
from sqlalchemy.orm import Session

from api.console.known import values_of
from api.console.masking import masked_text
from api.conversations.questions.domain import Group, Question, Review, Sign
from api.conversations.questions.service import Questions
from api.policy import PolicyDesk
from api.tickets.desk import TicketDesk

PAGE = 50
EXAMPLES = 6
LONGEST_SHOWN = 300
TITLES = {Sign.DECLINED: "没答上", Sign.CLARIFIED: "反问", Sign.HANDED: "紧接着转人工", Sign.DISLIKED: "没帮助"}


class Mask:
    """Masks what was said in a conversation, with the values that its tickets hold; each is looked up once."""

    def __init__(self, session: Session, tickets: TicketDesk) -> None:
        self._session = session
        self._tickets = tickets
        self._known: dict[str, tuple[str, ...]] = {}

    def text(self, conversation_id: str, text: str) -> str:
        """Without numbers, mailboxes, and the names of the person."""
        if conversation_id not in self._known:
            tickets = self._tickets.of_conversation(self._session, conversation_id)
            self._known[conversation_id] = tuple(values_of(tickets))
        return masked_text(text, self._known[conversation_id])


@dataclass(frozen=True)
class Answer:
    """An answer of the bot; `question` is None when there is no such answer any more."""

    id: str
    question: str | None


@dataclass(frozen=True)
class GroupView:
    """One group."""

    key: int
    size: int
    newest_at: datetime
    conversation_id: str
    """Where the newest question was asked."""
    signs: dict[Sign, int]
    liked: int
    nearest: str | None
    answers: list[Answer]
    examples: list[str]
    reasons: list[str]


class Showing:
    """Turns groups into what is shown."""

    def __init__(self, mask: Mask, policy: PolicyDesk) -> None:
        self._mask = mask
        self._policy = policy

    def group(self, group: Group) -> GroupView:
        """With the newest examples and reasons first."""
        newest_first = group.questions[::-1]
        reasons = (self.reason(question) for question in newest_first)
        return GroupView(
            key=group.key,
            size=len(group.questions),
            newest_at=group.newest.at,
            conversation_id=group.newest.conversation_id,
            signs=dict(group.signs),
            liked=group.liked,
            nearest=self.nearest(group),
            answers=[Answer(answer, self._policy.question(answer)) for answer in group.answers],
            examples=_first(self.text(question) for question in newest_first),
            reasons=_first(reason for reason in reasons if reason),
        )

    def text(self, question: Question) -> str:
        """What was said."""
        return self._mask.text(question.conversation_id, question.text)

    def reason(self, question: Question) -> str:
        """What was said of the answer."""
        return self._mask.text(question.conversation_id, "；".join(question.reasons))

    def nearest(self, group: Group) -> str | None:
        """The bot's nearest answer, if it is still there."""
        return group.nearest if group.nearest and self._policy.question(group.nearest) else None


def _first(texts: Iterable[str]) -> list[str]:
    """Some, each once, of a length that can be taken in."""
    cut = (text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…" for text in texts)
    return list(dict.fromkeys(cut))[:EXAMPLES]


def showing(request: Request, session: Session) -> Showing:
    """For one request."""
    return Showing(Mask(session, request.app.state.tickets), request.app.state.policy)


def page_of(review: Review, offset: int) -> tuple[Group, ...]:
    """The groups of one page."""
    return review.groups[offset : offset + PAGE]


def _service(request: Request) -> Questions:
    service: Questions = request.app.state.questions
    return service


TheQuestions = Annotated[Questions, Depends(_service)]
