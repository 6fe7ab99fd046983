"""Reads from the record which messages of users were questions that went wrong, and how."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.orm import Session

from api.conversations.domain import Body
from api.conversations.intake import RETURN_TO_BOT
from api.conversations.models import Message
from api.conversations.questions import repository
from api.conversations.questions.domain import NEWEST, Question, Sign

ABOUT_POLICY = frozenset({"answer", "decline", "clarify"})
CHOSEN = frozenset({"choice", "confirm", "none"})
ASK = "ask:"
# One more than is looked at, so that it shows when there is more.
LIMIT = NEWEST + 1


@dataclass
class Finding:
    """What is known of one message of a user."""

    signs: set[Sign] = field(default_factory=set)
    kinds: set[str] = field(default_factory=set)
    answers: list[str] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)

    def note(self, sign: Sign, reply: Message, reason: str | None = None) -> None:
        """One reply that went wrong."""
        self.signs.add(sign)
        self.kinds.add(reply.kind)
        self.answers += _answers(reply)
        if reason:
            self.reasons.append(reason)


Findings = defaultdict[int, Finding]


def questions_since(session: Session, since: datetime) -> list[Question]:
    """What went wrong since then, in the order in which it was asked."""
    findings = _findings(session, since)
    asked = repository.by_ids(session, findings)
    prompts = repository.before(session, findings, by_user=False)
    return [
        _question(message, findings[message_id])
        for message_id, message in sorted(asked.items())
        if _is_question(message, prompts.get(message_id), findings[message_id].kinds)
    ]


def liked_since(session: Session, since: datetime) -> list[str]:
    """Texts of the questions whose answer was found useful."""
    replies = repository.judged_replies(session, since, True, NEWEST)
    ids = {reply.in_reply_to for reply, _ in replies if reply.in_reply_to and reply.kind in ABOUT_POLICY}
    return [Body.from_json(message.body).text for message in repository.by_ids(session, ids).values()]


def _findings(session: Session, since: datetime) -> Findings:
    """By the id of the user's message."""
    findings: Findings = defaultdict(Finding)
    for reply in repository.unsure_replies(session, since, LIMIT):
        sign = Sign.DECLINED if reply.kind == "decline" else Sign.CLARIFIED
        findings[reply.in_reply_to or 0].note(sign, reply)
    for reply in _followed_by_handoff(session, since):
        findings[reply.in_reply_to or 0].note(Sign.HANDED, reply)
    for reply, feedback in repository.judged_replies(session, since, False, LIMIT):
        findings[reply.in_reply_to or 0].note(Sign.DISLIKED, reply, feedback.reason)
    return findings


def _followed_by_handoff(session: Session, since: datetime) -> Iterable[Message]:
    """The bot's words on the policy after which the user's next message asked for a person."""
    asking = repository.asking_for_person(session, since, LIMIT)
    ids = [message.id for message in asking if Body.from_json(message.body).payload != RETURN_TO_BOT]
    turns = {message.id for message in repository.before(session, ids, by_user=True).values()}
    return [reply for reply in repository.replies_to(session, turns) if reply.kind in ABOUT_POLICY]


def _is_question(message: Message, prompt: Message | None, kinds: set[str]) -> bool:
    """False for a button other than a question's, and for what may be a value that a guided request asked for: a name
    or an address has no place among questions, unless the bot took it for a question and answered it."""
    payload = Body.from_json(message.body).payload
    if payload is not None:
        return payload.startswith(ASK)
    expects = Body.from_json(prompt.body).expects if prompt else None
    if expects is None or "answer" in kinds:
        return True
    return expects.input in CHOSEN and bool(kinds & ABOUT_POLICY)


def _question(message: Message, finding: Finding) -> Question:
    body = Body.from_json(message.body)
    return Question(
        id=message.id,
        conversation_id=message.conversation_id,
        text=body.text,
        typed=body.payload is None,
        at=message.created_at,
        signs=frozenset(finding.signs),
        answers=tuple(dict.fromkeys(finding.answers)),
        reasons=tuple(finding.reasons),
    )


def _answers(reply: Message) -> list[str]:
    """The answer that was given, or those that the bot asked back with. What a decline offers is the same for every
    question, and so says nothing of this one."""
    body = Body.from_json(reply.body)
    if body.answer is not None:
        return [body.answer]
    offered = body.quick_replies if reply.kind == "clarify" else ()
    return [each.payload.removeprefix(ASK) for each in offered if each.payload.startswith(ASK)]
