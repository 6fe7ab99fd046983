"""One turn: on record, the lock, the bot, the outcome. No transaction is open while the bot thinks.

The turn lock is an owner and an expiry in the conversation's row, taken in a transaction that holds that row, so it
holds across processes; it covers one call of the bot. Messages are given to the bot oldest first, by whichever
request or worker has the lock."""

import secrets
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Self

from sqlalchemy.orm import Session

from api.clock import Clock
from api.conversations import repository
from api.conversations.domain import Author, Body, State, Status, Utterance
from api.conversations.errors import ConversationNotFound
from api.conversations.forgetting import have_bot_forget
from api.conversations.intake import Answer, Intake, Said
from api.conversations.models import Conversation, Message
from api.conversations.outcomes import Outcome, Outcomes, Silent, Spoken
from api.conversations.ports import Bot, BotUnavailable
from api.conversations.service import Conversations
from api.conversations.words import without_command
from api.db import Database
from api.metrics import BOT_FAILURES, BOT_SECONDS, TURN_SECONDS

SLACK_S = 5.0
"""How long a turn may wait, once claimed, before it must see whether it is still its own."""
FIRST_PAUSE_S = 0.01
LONGEST_PAUSE_S = 0.2


@dataclass(frozen=True)
class Timing:
    lease: timedelta
    """Longer than the bot can take: a recall and an answer."""
    patience_s: float
    """How long a request waits for its turn."""

    @classmethod
    def for_bot(cls, timeout_s: float) -> Self:
        longest = 2 * timeout_s + SLACK_S
        return cls(timedelta(seconds=longest), longest)


@dataclass(frozen=True)
class Task:
    """One message that this holder of the lock gives to the bot."""

    conversation: Conversation
    message: Message
    begun_before: bool
    """Its outcome is unknown: ask the bot what it said before saying it again."""
    asked: str | None
    """The slot that the bot asked for last."""
    fresh_until: datetime


@dataclass(frozen=True)
class Begun:
    """A message on record; `answer` is set when there is nothing left to do."""

    conversation_id: str
    message_id: int
    owner: str
    task: Task | None
    answer: Answer | None


class Turns:
    def __init__(
        self,
        database: Database,
        clock: Clock,
        conversations: Conversations,
        outcomes: Outcomes,
        bot: Bot,
        timing: Timing,
    ) -> None:
        self._database = database
        self._clock = clock
        self._conversations = conversations
        self._outcomes = outcomes
        self._bot = bot
        self._timing = timing
        self._intake = Intake(conversations, clock)

    def take(self, conversation_id: str, token: str, said: Said) -> Answer:
        """Put the message on record and return the replies to it; the same `client_id` never acts twice."""
        with TURN_SECONDS.time():
            with self._database.transaction() as session:
                conversation = self._conversations.authorised(session, conversation_id, token, lock=True)
                begun = self.begin(session, conversation, said)
            return self._finish(begun)

    def begin(self, session: Session, conversation: Conversation, said: Said) -> Begun:
        """The first half, for a channel that has facts of its own to store in the same transaction: put the message on
        record and take the lock. The conversation's row is locked (`Conversations.get`)."""
        accepted = self._intake.accept(session, conversation, said)
        owner = secrets.token_hex(8)
        task = None if accepted.answer is not None else self._claim(session, conversation, accepted.pending, owner)
        session.flush()
        return Begun(conversation.id, accepted.message.id, owner, task, accepted.answer)

    def finish(self, begun: Begun) -> Answer:
        """The second half, after the commit: the replies to the message."""
        with TURN_SECONDS.time():
            return self._finish(begun)

    def _finish(self, begun: Begun) -> Answer:
        if begun.answer is not None:
            return begun.answer
        task = begun.task if begun.task is not None and self._is_mine(begun.task, begun.owner) else None
        return self._work_up_to(begun.message_id, begun.conversation_id, begun.owner, task)

    def resume(self, conversation_id: str) -> bool:
        """Go on with what the bot still owes; False if it must be tried again later."""
        owner = secrets.token_hex(8)
        while True:
            with self._database.transaction() as session:
                conversation = self._conversations.get(session, conversation_id)
                pending = repository.pending(session, conversation_id)
                if conversation.state != State.BOT or not pending:
                    return True
                task = self._claim(session, conversation, pending, owner)
            if task is None or self._carry_out(task, owner) is None:
                return False

    def _work_up_to(self, message_id: int, conversation_id: str, owner: str, task: Task | None) -> Answer:
        """Carry out what comes before the message, and the message, unless another holder of the lock does."""
        deadline, pause = time.monotonic() + self._timing.patience_s, FIRST_PAUSE_S
        while time.monotonic() < deadline:
            if task is None:
                time.sleep(pause)
                pause = min(pause * 1.5, LONGEST_PAUSE_S)
            else:
                answer = self._carry_out(task, owner)
                if answer is None:
                    break
                if task.message.id == message_id:
                    return answer
            if self._is_free(conversation_id, message_id):
                with self._database.transaction() as session:
                    conversation = self._conversations.get(session, conversation_id)
                    pending = repository.pending(session, conversation_id)
                    if conversation.state != State.BOT or all(message.id != message_id for message in pending):
                        break
                    task = self._claim(session, conversation, pending, owner)
        return self._as_it_stands(conversation_id, message_id)

    def _claim(
        self, session: Session, conversation: Conversation, pending: Sequence[Message], owner: str
    ) -> Task | None:
        """Take the lock for the oldest pending message; None while another holds it."""
        now = self._clock.now()
        if conversation.locked_until is not None and conversation.locked_until >= now:
            return None
        conversation.locked_by, conversation.locked_until = owner, now + self._timing.lease
        oldest = pending[0]
        begun_before = oldest.sends > oldest.sends_failed
        if not begun_before:
            oldest.sends += 1
        fresh_until = now + timedelta(seconds=SLACK_S)
        return Task(conversation, oldest, begun_before, _asked(session, conversation), fresh_until)

    def _is_mine(self, task: Task, owner: str) -> bool:
        """Whether the lock still holds. Under a rush a turn may wait until it runs out, and another has it by then."""
        if self._clock.now() <= task.fresh_until:
            return True
        with self._database.transaction() as session:
            conversation = self._conversations.get(session, task.conversation.id)
            if conversation.locked_by != owner:
                return False
            conversation.locked_until = self._clock.now() + self._timing.lease
            return True

    def _carry_out(self, task: Task, owner: str) -> Answer | None:
        """Ask the bot and store what came of it; None if it must be tried again."""
        conversation_id = task.conversation.id
        self._conversations.hub.typing(conversation_id, Author.BOT, True)
        try:
            outcome = self._ask(task)
            with self._database.transaction() as session:
                return self._store(session, conversation_id, task.message.id, outcome, owner)
        except ConversationNotFound:
            self._forget_again(conversation_id)
            raise
        except BaseException:
            self._release(conversation_id, owner)
            raise
        finally:
            self._conversations.hub.typing(conversation_id, Author.BOT, False)

    def _forget_again(self, conversation_id: str) -> None:
        """It was deleted, and the bot may have forgotten it before it heard this turn. One that did not answer in time
        may even be at it: so twice."""
        now = self._clock.now()
        with self._database.transaction() as session:
            have_bot_forget(session, conversation_id, now)
            have_bot_forget(session, conversation_id, now, self._timing.lease)

    def _ask(self, task: Task) -> Outcome:
        utterance = _utterance(task)
        try:
            with BOT_SECONDS.time():
                recalled = self._bot.recall(utterance) if task.begun_before else None
                return Spoken(recalled or self._bot.answer(utterance))
        except BotUnavailable as failure:
            BOT_FAILURES.labels(failure.reason).inc()
            return Silent(failure.processed)

    def _store(
        self, session: Session, conversation_id: str, message_id: int, outcome: Outcome, owner: str
    ) -> Answer | None:
        conversation = self._conversations.get(session, conversation_id)
        message = next((one for one in repository.pending(session, conversation_id) if one.id == message_id), None)
        _unlock(conversation, owner)
        if message is None:
            # The lease ran out and another holder settled it.
            return Answer(repository.replies_to(session, message_id), conversation.state)
        replies = self._outcomes.store(session, conversation, message, outcome)
        return None if replies is None else Answer(replies, conversation.state)

    def _release(self, conversation_id: str, owner: str) -> None:
        with self._database.transaction() as session:
            _unlock(self._conversations.get(session, conversation_id), owner)

    def _is_free(self, conversation_id: str, message_id: int) -> bool:
        """True if there is something to do: the lock is free, or the message is not pending any more."""
        with self._database.reading() as session:
            conversation = repository.by_id(session, conversation_id)
            until = conversation.locked_until if conversation else None
            free = until is None or until < self._clock.now()
            return free or repository.status_of(session, message_id) != Status.RECEIVED

    def _as_it_stands(self, conversation_id: str, message_id: int) -> Answer:
        """Another holder settled it, the bot does not answer, or its turn did not come: then it is kept."""
        with self._database.transaction() as session:
            conversation = self._conversations.get(session, conversation_id)
            if conversation.state == State.BOT:
                self._outcomes.keep(session, conversation, message_id)
            return Answer(repository.replies_to(session, message_id), conversation.state)


def _unlock(conversation: Conversation, owner: str) -> None:
    if conversation.locked_by == owner:
        conversation.locked_by = conversation.locked_until = None


def _asked(session: Session, conversation: Conversation) -> str | None:
    spoken = repository.spoken_newest_first(session, conversation.id)
    last = next((message for message in spoken if message.author == Author.BOT), None)
    expects = Body.from_json(last.body).expects if last else None
    return expects.slot if expects else None


def _utterance(task: Task) -> Utterance:
    conversation, message = task.conversation, task.message
    body = Body.from_json(message.body)
    return Utterance(
        conversation_id=conversation.id,
        message_id=message.id,
        attempt=message.sends,
        text=body.text if body.payload else without_command(body.text),
        channel=conversation.channel,
        payload=body.payload,
        topic=conversation.topic,
        asked=task.asked,
    )
