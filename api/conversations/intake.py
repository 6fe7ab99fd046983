"""Puts a user's message on record, before anything acts on it, and settles what needs no bot."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from api.clock import Clock
from api.conversations import repository
from api.conversations.domain import Author, Body, State, Status
from api.conversations.errors import ConversationClosed, EmptyMessage, PayloadNotOffered
from api.conversations.models import Conversation, Message
from api.conversations.private_numbers import hide_numbers
from api.conversations.service import Conversations
from api.conversations.words import is_readable, without_command

ASK_FOR_PERSON = "do:handoff"
RETURN_TO_BOT = "do:bot"
REQUEST = "request:"
STARS = {f"rate:{stars}": stars for stars in range(1, 6)}


@dataclass(frozen=True)
class Said:
    """What came in: text, or the payload of a quick reply. `title` stands for a payload that the channel itself offers
    under these words, such as an item of a menu; any other must have been offered in the conversation."""

    client_id: str
    text: str | None = None
    payload: str | None = None
    title: str | None = None


@dataclass(frozen=True)
class Answer:
    messages: Sequence[Message]
    state: str


@dataclass(frozen=True)
class Accepted:
    """A message on record; `answer` is set when there is nothing left to do."""

    message: Message
    pending: Sequence[Message] = ()
    """All that the bot owes an answer to, oldest first."""
    answer: Answer | None = None


class Intake:
    def __init__(self, conversations: Conversations, clock: Clock) -> None:
        self._conversations = conversations
        self._clock = clock

    def accept(self, session: Session, conversation: Conversation, said: Said) -> Accepted:
        known, pending = repository.known_and_pending(session, conversation.id, said.client_id)
        if known is not None:
            return self._known(session, conversation, known, pending)
        stars = STARS.get(said.payload or "")
        if conversation.state == State.CLOSED and stars is None:
            raise ConversationClosed
        message = self._store(session, conversation, said)
        if stars is not None:
            return self._rate(session, conversation, message, stars)
        if conversation.state == State.WAITING and (said.payload or "").startswith(REQUEST):
            # Instead of waiting on, the user hands in a ticket: the bot takes it down.
            self._conversations.leave_queue(session, conversation, actor="user")
        if said.payload == ASK_FOR_PERSON:
            return self._ask_for_person(session, conversation, message)
        if said.payload == RETURN_TO_BOT and conversation.state != State.STAFF:
            return self._return_to_bot(session, conversation, message)
        if conversation.state == State.BOT:
            return Accepted(message, [*pending, message])
        return self._leave_to_staff(session, conversation, message)

    def _known(
        self, session: Session, conversation: Conversation, message: Message, pending: Sequence[Message]
    ) -> Accepted:
        replies = repository.replies_to(session, message.id)
        if message.status == Status.RECEIVED and not replies:
            return Accepted(message, pending)
        return Accepted(message, answer=Answer(replies, conversation.state))

    def _store(self, session: Session, conversation: Conversation, said: Said) -> Message:
        body = self._body(session, conversation, said)
        self._conversations.touch(session, conversation)
        message = Message(
            conversation_id=conversation.id,
            author=Author.USER,
            kind="text",
            body=body.to_json(),
            status=Status.RECEIVED,
            client_id=said.client_id,
            sends=0,
            sends_failed=0,
            created_at=self._clock.now(),
        )
        session.add(message)
        return message

    def _body(self, session: Session, conversation: Conversation, said: Said) -> Body:
        if said.payload is not None:
            return Body(text=said.title or self._title(session, conversation, said.payload), payload=said.payload)
        text = said.text or ""
        if not is_readable(text) or not without_command(text):
            raise EmptyMessage
        cleaned = hide_numbers(text)
        return Body(text=cleaned.text, hidden=cleaned.hidden)

    def _title(self, session: Session, conversation: Conversation, payload: str) -> str:
        for spoken in repository.spoken_newest_first(session, conversation.id):
            title = Body.from_json(spoken.body).title_of(payload)
            if title is not None:
                return title
        raise PayloadNotOffered

    def _ask_for_person(self, session: Session, conversation: Conversation, message: Message) -> Accepted:
        if conversation.state == State.STAFF:
            return self._leave_to_staff(session, conversation, message)
        message.status = Status.ANSWERED
        session.flush()
        texts = self._conversations.texts
        first = conversation.state == State.BOT
        body = self._conversations.waiting_words() if first else texts.handoff_repeated.body()
        reply = self._conversations.say(session, conversation, body=body, kind="handoff", in_reply_to=message.id)
        if first:
            self._conversations.ask_for_person(session, conversation, "quick reply", actor="user")
        else:
            self._conversations.reception.waits_on(session, conversation)
        return Accepted(message, answer=Answer([reply], conversation.state))

    def _return_to_bot(self, session: Session, conversation: Conversation, message: Message) -> Accepted:
        message.status = Status.ANSWERED
        session.flush()
        if conversation.state == State.BOT:
            body = self._conversations.texts.back_to_bot.body()
            reply = self._conversations.say(session, conversation, body=body, in_reply_to=message.id)
        else:
            reply = self._conversations.return_to_bot(session, conversation, actor="user", in_reply_to=message.id)
        return Accepted(message, answer=Answer([reply], conversation.state))

    def _rate(self, session: Session, conversation: Conversation, message: Message, stars: int) -> Accepted:
        message.status = Status.ANSWERED
        session.flush()
        self._conversations.reception.rated(session, conversation, stars)
        body = self._conversations.texts.rated.body()
        reply = self._conversations.say(session, conversation, body=body, kind="notice", in_reply_to=message.id)
        return Accepted(message, answer=Answer([reply], conversation.state))

    def _leave_to_staff(self, session: Session, conversation: Conversation, message: Message) -> Accepted:
        """Staff answer; while nobody has come, the first message of the wait is acknowledged once."""
        message.status = Status.HANDED_OVER
        session.flush()
        last = next(repository.spoken_newest_first(session, conversation.id), None)
        told = list(self._conversations.tell_of_numbers(session, conversation, message))
        if conversation.state == State.WAITING and last is not None and last.kind == "handoff":
            body = self._conversations.texts.waiting.body()
            told.append(
                self._conversations.say(session, conversation, body=body, kind="notice", in_reply_to=message.id)
            )
        return Accepted(message, answer=Answer(told, conversation.state))
