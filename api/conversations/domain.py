"""Words of a conversation, and who may answer when. Standard library only."""

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any, Self

MESSAGE_KINDS = frozenset("text answer clarify form receipt status handoff smalltalk decline notice error".split())
EXPECTED_INPUTS = frozenset("text tel email code choice confirm none".split())


class State(StrEnum):
    BOT = "bot"
    WAITING = "waiting"
    STAFF = "staff"
    CLOSED = "closed"


class Author(StrEnum):
    USER = "user"
    BOT = "bot"
    STAFF = "staff"
    SYSTEM = "system"


class Status(StrEnum):
    """Of a user's message: `received` still waits for the bot; `handed_over` is for staff to answer."""

    RECEIVED = "received"
    ANSWERED = "answered"
    HANDED_OVER = "handed_over"
    SENT = "sent"


TRANSITIONS: dict[State, frozenset[State]] = {
    State.BOT: frozenset({State.WAITING, State.STAFF, State.CLOSED}),
    State.WAITING: frozenset({State.STAFF, State.BOT, State.CLOSED}),
    State.STAFF: frozenset({State.BOT, State.WAITING, State.CLOSED}),
    State.CLOSED: frozenset(),
}


@dataclass(frozen=True)
class Move:
    """Who answered, who answers now, by whom it was brought about, and why."""

    source: State
    target: State
    actor: str
    why: str | None = None


def may_become(current: State, target: State) -> bool:
    return target in TRANSITIONS[current]


@dataclass(frozen=True)
class Citation:
    clause: str
    heading: str
    quote: str
    url: str


@dataclass(frozen=True)
class QuickReply:
    title: str
    payload: str


@dataclass(frozen=True)
class Expects:
    slot: str
    input: str
    choices: tuple[QuickReply, ...] = ()


@dataclass(frozen=True)
class RequestStep:
    type: str
    step: int
    of: int


@dataclass(frozen=True)
class TicketCard:
    number: str
    type: str
    status: str
    due_on: str | None


@dataclass(frozen=True)
class Body:
    """What a message shows. `payload` is what the user tapped, `answer` the id of the policy answer that the bot gave,
    `hidden` says that a number was taken out of the user's text; none of them is part of the public message."""

    text: str
    citations: tuple[Citation, ...] = ()
    quick_replies: tuple[QuickReply, ...] = ()
    expects: Expects | None = None
    request: RequestStep | None = None
    ticket: TicketCard | None = None
    payload: str | None = None
    answer: str | None = None
    hidden: bool = False

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        expects, request, ticket = data["expects"], data["request"], data["ticket"]
        return cls(
            text=data["text"],
            citations=tuple(Citation(**citation) for citation in data["citations"]),
            quick_replies=_quick_replies(data["quick_replies"]),
            expects=Expects(expects["slot"], expects["input"], _quick_replies(expects["choices"])) if expects else None,
            request=RequestStep(**request) if request else None,
            ticket=TicketCard(**ticket) if ticket else None,
            payload=data["payload"],
            # Messages stored before these fields were have none.
            answer=data.get("answer"),
            hidden=data.get("hidden", False),
        )

    def title_of(self, payload: str) -> str | None:
        """The title under which this message offered `payload`."""
        offered = self.quick_replies + (self.expects.choices if self.expects else ())
        return next((reply.title for reply in offered if reply.payload == payload), None)


def _quick_replies(data: list[dict[str, str]]) -> tuple[QuickReply, ...]:
    return tuple(QuickReply(**reply) for reply in data)


@dataclass(frozen=True)
class Clause:
    id: str
    quote: str | None = None


@dataclass(frozen=True)
class BotMessage:
    """One message as the bot means it (docs/architecture.md, "Contract api → bot"), before clause ids become words."""

    text: str
    kind: str = "text"
    answer: str | None = None
    clauses: tuple[Clause, ...] = ()
    next: tuple[str, ...] = ()
    offers: str | None = None
    candidates: tuple[str, ...] = ()
    requests: tuple[str, ...] = ()
    choices: tuple[QuickReply, ...] = ()
    expects: Expects | None = None
    request: RequestStep | None = None
    ticket: TicketCard | None = None
    retry: bool = False
    handoff: str | None = None


@dataclass(frozen=True)
class Utterance:
    """What is given to the bot for one message of the user."""

    conversation_id: str
    message_id: int
    attempt: int
    text: str
    channel: str
    payload: str | None = None
    topic: str | None = None
    asked: str | None = None
