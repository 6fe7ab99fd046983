"""What a conversation needs from others: the bot, the words of the policy, and those who keep the queue of people."""

from collections.abc import Mapping
from typing import Protocol

from sqlalchemy.orm import Session

from api.conversations.domain import BotMessage, Citation, Move, Utterance
from api.conversations.models import Conversation


class BotUnavailable(Exception):
    """The bot did not answer. `processed` is False when it surely took no notice of the message, None when unknown.

    A turn that the bot took and answered with nothing has `processed` True: it must be given again, not looked up."""

    def __init__(self, reason: str, *, processed: bool | None) -> None:
        self.reason = reason
        self.processed = processed
        super().__init__(reason)


class Bot(Protocol):
    def answer(self, utterance: Utterance) -> list[BotMessage]:
        """Take one turn; never an empty list. Raises BotUnavailable."""
        ...

    def recall(self, utterance: Utterance) -> list[BotMessage] | None:
        """What the bot said to this very attempt when it was given before; None if it never saw it."""
        ...

    def forget(self, conversation_id: str) -> None:
        """Delete all that the bot remembers of a conversation; one that it never knew is no error. Raises
        BotUnavailable."""
        ...

    def ping(self) -> None:
        """Raises BotUnavailable when it does not answer."""
        ...


class Policy(Protocol):
    def citation(self, clause: str, quote: str | None) -> Citation | None:
        """The clause's heading, quote and link; None for an unknown clause."""
        ...

    def question(self, answer: str) -> str | None:
        """The question that an answer of the catalogue answers."""
        ...


class Reception(Protocol):
    """Whoever looks after conversations that want, have or had a person (`api.handoff`)."""

    def closed(self) -> Mapping[str, str] | None:
        """None while staff are there; else the fields `opens` and `hours` of the words that say when they are."""
        ...

    def moved(self, session: Session, conversation: Conversation, move: Move) -> None:
        """Another one answers from now on; called in the transaction of the change."""
        ...

    def waits_on(self, session: Session, conversation: Conversation) -> None:
        """The user, already in the queue, asks for a person again."""
        ...

    def rated(self, session: Session, conversation: Conversation, stars: int) -> None:
        """The user gave one to five stars for the person who helped last."""
        ...

    def forgotten(self, session: Session, conversation: Conversation) -> None:
        """The user deletes the conversation; called before its rows are gone."""
        ...


class NoReception:
    """Staff are always there and nobody keeps a record: for parts that run without people."""

    def closed(self) -> Mapping[str, str] | None:
        """Never."""
        return None

    def moved(self, session: Session, conversation: Conversation, move: Move) -> None:
        """Nothing follows."""

    def waits_on(self, session: Session, conversation: Conversation) -> None:
        """Nothing follows."""

    def rated(self, session: Session, conversation: Conversation, stars: int) -> None:
        """Nobody keeps it."""

    def forgotten(self, session: Session, conversation: Conversation) -> None:
        """Nothing is kept."""
