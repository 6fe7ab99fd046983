"""What the record of a talk shows of why a person is wanted, beside the reason that was given."""

from collections.abc import Sequence

from api.conversations.domain import Author, Body
from api.conversations.models import Message
from api.handoff.domain import Reason
from api.tickets.domain import RequestType

UNSURE = frozenset({"clarify", "decline", "error"})
FAILED_TURNS = 2
RELATIONSHIP = "relationship"
MINORS = ("孩", "儿子", "女儿", "闺女", "未成年", "监护人")
"""In what somebody says of the person for whom they ask. A grown-up son is taken for a minor, as in tickets."""


def signs_of(messages: Sequence[Message]) -> list[Reason]:
    """Of the last messages, oldest first: no ticket tells yet what a form that is half filled in is about."""
    turns = [message for message in messages if message.author == Author.BOT and message.kind != "handoff"]
    last = [message.kind in UNSURE for message in turns[-FAILED_TURNS:]]
    running = [body.request.type for message in turns[-2:] if (body := Body.from_json(message.body)).request]
    shown = {
        Reason.FAILED_TURNS: len(last) == FAILED_TURNS and all(last),
        Reason.COMPLAINT: RequestType.COMPLAINT in running[-1:],
        Reason.MINOR: bool(running) and _for_minor(messages),
    }
    return [reason for reason, is_so in shown.items() if is_so]


def _for_minor(messages: Sequence[Message]) -> bool:
    relationship = _relationship(messages)
    return any(word in relationship for word in MINORS)


def _relationship(messages: Sequence[Message]) -> str:
    """What the user answered when asked for whom the request is, the last time."""
    asked, answer = False, ""
    for message in messages:
        if message.author != Author.USER:
            expects = message.body["expects"]
            asked = expects["slot"] == RELATIONSHIP if expects else asked
        elif asked:
            answer, asked = message.body["text"], False
    return answer
