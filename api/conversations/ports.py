"""What a conversation needs from others: the bot, and the words of the policy."""

from typing import Protocol

from api.conversations.domain import BotMessage, Citation, Utterance


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
