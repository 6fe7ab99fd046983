"""Reading and changing a conversation in the caller's transaction. Turns with the bot are in `turns.py`."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from sqlalchemy.orm import Session

from api.audit import Audit
from api.clock import Clock
from api.conversations import repository
from api.conversations.credentials import new_id, new_token
from api.conversations.domain import Author, Body, Move, State, Status, may_become
from api.conversations.errors import (
    ConversationNotFound,
    MessageNotFound,
    TransitionRefused,
    WrongConversationToken,
)
from api.conversations.forgetting import have_bot_forget
from api.conversations.hub import QUEUE, Hub
from api.conversations.models import Conversation, Feedback, Message
from api.conversations.outlets import Outlet
from api.conversations.ports import NoReception, Reception
from api.conversations.private_numbers import hide_numbers
from api.conversations.texts import Saying, Texts
from api.db import BlindIndex, after_commit
from api.jobs import cancel, enqueue

TOKEN = "conversation.token"
RETRY_TURN = "conversation.retry_turn"
PAGE = 500


def retry_key(conversation_id: str) -> str:
    return f"{RETRY_TURN}:{conversation_id}"


class Conversations:
    def __init__(
        self,
        clock: Clock,
        audit: Audit,
        index: BlindIndex,
        hub: Hub,
        texts: Texts,
        reception: Reception | None = None,
    ) -> None:
        self.texts = texts
        self.reception = reception or NoReception()
        self._clock = clock
        self._audit = audit
        self._index = index
        self.hub = hub
        self._outlets: dict[str, Outlet] = {}

    def carry(self, channel: str, outlet: Outlet) -> None:
        """From now on `outlet` is told of what is said to users of this channel."""
        self._outlets[channel] = outlet

    def open(
        self, session: Session, channel: str, opening: Body | None = None, origin: str | None = None
    ) -> tuple[Conversation, str, Message]:
        """A new conversation, its token (told once, stored as a keyed hash) and the opening message, which a channel
        may word in its own way."""
        now, token = self._clock.now(), new_token()
        conversation = Conversation(
            id=new_id(),
            token_hash=self._index.of(TOKEN, token),
            channel=channel,
            state=State.BOT,
            origin=origin,
            created_at=now,
            updated_at=now,
        )
        session.add(conversation)
        session.flush()
        words = opening or self.texts.opening.body()
        message = self.say(session, conversation, body=words, author=Author.BOT)
        session.flush()
        return conversation, token, message

    def authorised(self, session: Session, conversation_id: str, token: str, *, lock: bool = False) -> Conversation:
        """The conversation of this token. A token of none is refused before the id is looked at, so that neither
        answer tells whether an id exists."""
        conversation = repository.by_token(session, self._index.of(TOKEN, token), lock)
        if conversation is None:
            raise WrongConversationToken
        if conversation.id != conversation_id:
            raise ConversationNotFound
        return conversation

    def get(self, session: Session, conversation_id: str) -> Conversation:
        """The conversation, locked until the end of the transaction."""
        conversation = repository.locked(session, conversation_id)
        if conversation is None:
            raise ConversationNotFound
        return conversation

    def history(
        self, session: Session, conversation_id: str, after: int = 0, limit: int | None = PAGE
    ) -> Sequence[Message]:
        """Oldest first; with no limit the whole talk."""
        return repository.messages_after(session, conversation_id, after, limit)

    def state_of(self, session: Session, conversation_id: str) -> str:
        """Who answers at present, as stored."""
        conversation = repository.by_id(session, conversation_id)
        return conversation.state if conversation else State.CLOSED

    def owes_answer(self, session: Session, conversation_id: str) -> bool:
        """Whether a message of the user still waits for the bot."""
        return bool(repository.pending(session, conversation_id))

    def fares(self, session: Session, conversation: Conversation) -> Mapping[int, str]:
        """Which messages have not reached the user, and why; nothing is known of clients that come and look."""
        outlet = self._outlets.get(conversation.channel)
        return outlet.fares(session, conversation.id) if outlet else {}

    def touch(self, session: Session, conversation: Conversation) -> None:
        """Note a change of a conversation that this transaction has locked (`get`), and wake the event streams once
        it is on disk."""
        conversation.version += 1
        conversation.updated_at = self._clock.now()
        conversation_id, with_staff = conversation.id, conversation.state in (State.WAITING, State.STAFF)
        after_commit(session, lambda: self.hub.touch(conversation_id))
        if with_staff:
            after_commit(session, lambda: self.hub.touch(QUEUE))

    def wake(self, session: Session, conversation: Conversation) -> None:
        """Let open pages look again, though nothing was said: no sign of life of either side."""
        conversation.version += 1
        conversation_id = conversation.id
        after_commit(session, lambda: self.hub.touch(conversation_id))

    def say(
        self,
        session: Session,
        conversation: Conversation,
        *,
        body: Body,
        author: str = Author.SYSTEM,
        kind: str = "text",
        staff: str | None = None,
        in_reply_to: int | None = None,
        client_id: str | None = None,
    ) -> Message:
        """Put a message to the user on record; it has its id, and open streams get it, after the commit."""
        self.touch(session, conversation)
        message = Message(
            conversation_id=conversation.id,
            author=author,
            kind=kind,
            body=body.to_json(),
            status=Status.SENT,
            client_id=client_id,
            staff=staff,
            in_reply_to=in_reply_to,
            created_at=self._clock.now(),
        )
        session.add(message)
        outlet = self._outlets.get(conversation.channel)
        if outlet is not None:
            session.flush()
            outlet.said(session, conversation, message)
        return message

    def tell_of_numbers(self, session: Session, conversation: Conversation, message: Message) -> Sequence[Message]:
        """Say once in a conversation why a number was hidden; empty when there is nothing to say."""
        if conversation.told_of_numbers or not Body.from_json(message.body).hidden:
            return []
        conversation.told_of_numbers = True
        body = self.texts.numbers_hidden.body()
        return [self.say(session, conversation, body=body, kind="notice", in_reply_to=message.id)]

    def ask_for_person(self, session: Session, conversation: Conversation, reason: str, actor: str) -> None:
        """Put the conversation into the queue. Pending messages stay, for staff to read or the bot to come back to."""
        conversation.waiting_since = self._clock.now()
        conversation.handoff_reason = reason
        self._move(session, conversation, State.WAITING, actor, "conversation:handoff:ask", reason)

    def waiting_words(self) -> Body:
        """What is said to someone who asks for a person: that one will come, or when one is there."""
        closed = self.reception.closed()
        return self.texts.handoff_requested.body() if closed is None else self.texts.handoff_after_hours.body(**closed)

    def take_over(self, session: Session, conversation: Conversation, staff: str, name: str = "") -> None:
        """A member of staff answers from now on; what the bot still owed is theirs. `name` is what the user reads."""
        self._hand_pending_over(session, conversation)
        conversation.assignee = staff
        self.say(session, conversation, body=self.texts.staff_joined.body(name=name), kind="handoff")
        self._move(session, conversation, State.STAFF, staff, "conversation:handoff:claim")

    def hand_on(self, session: Session, conversation: Conversation, staff: str, colleague: str, name: str) -> None:
        """From one member of staff to another, who is called `name`."""
        if conversation.state != State.STAFF:
            raise TransitionRefused
        conversation.assignee = colleague
        self.say(session, conversation, body=self.texts.staff_changed.body(name=name), kind="handoff")
        move = Move(State.STAFF, State.STAFF, colleague)
        self.reception.moved(session, conversation, move)
        subject, action = f"conversation:{conversation.id}", "conversation:handoff:pass"
        self._audit.record(session, actor=staff, subject=subject, action=action, from_state=staff, to_state=colleague)

    def return_to_bot(
        self,
        session: Session,
        conversation: Conversation,
        actor: str,
        *,
        in_reply_to: int | None = None,
        saying: Saying | None = None,
    ) -> Message:
        """The bot answers again, first what it still owes. Whoever had a person is asked for stars."""
        if conversation.state == State.STAFF:
            body = self.texts.with_stars(saying or self.texts.back_from_staff)
        else:
            body = (saying or self.texts.back_to_bot).body()
        message = self.say(session, conversation, body=body, kind="handoff", in_reply_to=in_reply_to)
        if repository.pending(session, conversation.id):
            self.schedule_retry(session, conversation.id)
        self.leave_queue(session, conversation, actor)
        return message

    def leave_queue(self, session: Session, conversation: Conversation, actor: str) -> None:
        """The bot answers again, without a word about it."""
        conversation.assignee = conversation.waiting_since = conversation.handoff_reason = None
        self._move(session, conversation, State.BOT, actor, "conversation:handoff:return")

    def close(self, session: Session, conversation: Conversation, actor: str) -> None:
        self._hand_pending_over(session, conversation)
        served = conversation.state == State.STAFF
        body = self.texts.with_stars(self.texts.closed) if served else self.texts.closed.body()
        self.say(session, conversation, body=body, kind="notice")
        self._move(session, conversation, State.CLOSED, actor, "conversation:close")

    def delete(self, session: Session, conversation: Conversation, actor: str, why: str | None = None) -> None:
        """Everything that was said goes, and the token with it; a job sees to it that the bot forgets too. Tickets are
        kept for as long as they must be."""
        cancel(session, retry_key(conversation.id))
        self.reception.forgotten(session, conversation)
        conversation_id, state = conversation.id, conversation.state
        subject = f"conversation:{conversation_id}"
        repository.delete(session, conversation_id)
        have_bot_forget(session, conversation_id, self._clock.now())
        after_commit(session, lambda: self.hub.touch(conversation_id))
        self._audit.empty_reasons(session, subject)
        self._audit.record(
            session, actor=actor, subject=subject, action="conversation:delete", from_state=state, why=why
        )

    def _hand_pending_over(self, session: Session, conversation: Conversation) -> None:
        """The bot owes nothing any more."""
        for message in repository.pending(session, conversation.id):
            message.status = Status.HANDED_OVER
        cancel(session, retry_key(conversation.id))

    def schedule_retry(self, session: Session, conversation_id: str, in_seconds: float = 0) -> None:
        now = self._clock.now()
        run_at = now + timedelta(seconds=in_seconds)
        payload = {"conversation_id": conversation_id}
        enqueue(session, RETRY_TURN, payload, now=now, run_at=run_at, key=retry_key(conversation_id))

    def judge(
        self, session: Session, conversation: Conversation, message_id: int, useful: bool, reason: str | None
    ) -> None:
        """Keep what the user thought of a reply."""
        message = repository.message_of(session, conversation.id, message_id)
        if message is None or message.author == Author.USER:
            raise MessageNotFound
        feedback = repository.feedback_on(session, message_id) or Feedback(message_id=message_id)
        words = hide_numbers(reason).text if reason else reason
        feedback.useful, feedback.reason, feedback.created_at = useful, words, self._clock.now()
        session.add(feedback)

    def _move(
        self,
        session: Session,
        conversation: Conversation,
        target: State,
        actor: str,
        action: str,
        why: str | None = None,
    ) -> None:
        current = State(conversation.state)
        if not may_become(current, target):
            raise TransitionRefused
        conversation.state = target
        self.touch(session, conversation)
        self.reception.moved(session, conversation, Move(current, target, actor, why))
        self._audit.record(
            session,
            actor=actor,
            subject=f"conversation:{conversation.id}",
            action=action,
            from_state=current,
            to_state=target,
            why=why,
        )
