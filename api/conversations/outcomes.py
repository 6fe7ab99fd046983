"""Stores how a turn with the bot came out, in one transaction with all that follows from it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from api.conversations import repository
from api.conversations.domain import Author, Body, BotMessage, State, Status
from api.conversations.models import Conversation, Message
from api.conversations.rendering import Renderer
from api.conversations.service import Conversations
from api.metrics import TURN_REPLIES

FIRST_RETRY_SECONDS = 1.0


@dataclass(frozen=True)
class Spoken:
    """The bot's replies; one with `retry` says that nothing was done and the turn is to be taken again."""

    messages: Sequence[BotMessage]

    @property
    def again(self) -> bool:
        return any(message.retry for message in self.messages)


@dataclass(frozen=True)
class Silent:
    """No answer. `processed`: see `ports.BotUnavailable`."""

    processed: bool | None


Outcome = Spoken | Silent


class Outcomes:
    def __init__(self, conversations: Conversations, renderer: Renderer) -> None:
        self._conversations = conversations
        self._renderer = renderer

    def store(
        self, session: Session, conversation: Conversation, message: Message, outcome: Outcome
    ) -> Sequence[Message] | None:
        """The replies if the turn is over, None if it must be taken again."""
        if conversation.state in (State.STAFF, State.CLOSED):
            # Somebody took over meanwhile: the bot stays silent.
            message.status = Status.HANDED_OVER
            return []
        if isinstance(outcome, Spoken) and not outcome.again:
            return self._answered(session, conversation, message, outcome.messages)
        self._failed(session, conversation, message, outcome)
        return None

    def keep(self, session: Session, conversation: Conversation, message_id: int) -> None:
        """Tell the user once that the message is kept, shortly if an earlier one is waiting too."""
        pending = repository.pending(session, conversation.id)
        message = next((message for message in pending if message.id == message_id), None)
        if message is None or repository.replies_to(session, message.id):
            return
        texts = self._conversations.texts
        body = (texts.kept if message is pending[0] else texts.kept_again).body()
        self._say(session, conversation, message, body, Author.SYSTEM, "error")

    def _answered(
        self, session: Session, conversation: Conversation, message: Message, spoken: Sequence[BotMessage]
    ) -> Sequence[Message]:
        message.status = Status.ANSWERED
        replies = repository.replies_to(session, message.id) if message.sends > 1 else []
        told = self._conversations.tell_of_numbers(session, conversation, message)
        said = [
            self._say(session, conversation, message, self._renderer.body(reply), Author.BOT, reply.kind)
            for reply in spoken
        ]
        conversation.topic = next((reply.answer for reply in reversed(spoken) if reply.answer), conversation.topic)
        reason = next((reply.handoff for reply in spoken if reply.handoff), None)
        if reason and conversation.state == State.BOT:
            self._conversations.ask_for_person(session, conversation, reason, actor="bot")
            said += self._opening_hours(session, conversation, message)
        return [*replies, *told, *said]

    def _opening_hours(self, session: Session, conversation: Conversation, message: Message) -> Sequence[Message]:
        """The bot promised a person; outside business hours the user is told when one is there."""
        if self._conversations.reception.closed() is None:
            return []
        body = self._conversations.waiting_words()
        return [self._say(session, conversation, message, body, Author.SYSTEM, "handoff")]

    def _failed(self, session: Session, conversation: Conversation, message: Message, outcome: Outcome) -> None:
        if isinstance(outcome, Spoken) or outcome.processed is not None:
            message.sends_failed = message.sends
        if isinstance(outcome, Spoken) and not repository.replies_to(session, message.id):
            for reply in outcome.messages:
                self._say(session, conversation, message, self._apology(reply), Author.BOT, reply.kind)
        self.keep(session, conversation, message.id)
        self._conversations.schedule_retry(session, conversation.id, FIRST_RETRY_SECONDS)

    def _apology(self, reply: BotMessage) -> Body:
        """The bot's own words for the failure, with the way to a person."""
        body = self._renderer.body(reply)
        way_out = self._conversations.texts.kept.body().quick_replies
        missing = tuple(choice for choice in way_out if body.title_of(choice.payload) is None)
        return replace(body, quick_replies=body.quick_replies + missing)

    def _say(
        self, session: Session, conversation: Conversation, message: Message, body: Body, author: Author, kind: str
    ) -> Message:
        TURN_REPLIES.labels(author, kind).inc()
        return self._conversations.say(
            session, conversation, body=body, author=author, kind=kind, in_reply_to=message.id
        )
