"""Jobs that watch over waits and talks; each opens its own transaction and may be run twice without harm."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from api.clock import Clock
from api.conversations.domain import State
from api.conversations.errors import ConversationNotFound
from api.conversations.models import Conversation
from api.conversations.service import Conversations
from api.db import Database
from api.handoff.reception import IDLE, IDLE_ACTOR, UNCLAIMED, Reception
from api.jobs import Handler, Job, RetryLater


@dataclass(frozen=True)
class HandoffJobs:
    """Handlers by job kind."""

    database: Database
    clock: Clock
    conversations: Conversations
    reception: Reception

    def handlers(self) -> Mapping[str, Handler]:
        """By job kind."""
        return {UNCLAIMED: self.unclaimed, IDLE: self.idle}

    def unclaimed(self, job: Job) -> None:
        """`handoff.unclaimed`: tell the user that nobody has come, and what else can be done. When everybody has gone
        home meanwhile, that is what is told, and the wait is counted from the next opening."""
        with self.database.transaction() as session:
            conversation = self._find(session, job)
            if conversation is None or conversation.state != State.WAITING:
                return
            open_now = self.reception.closed() is None
            body = self.conversations.texts.nobody_yet.body() if open_now else self.conversations.waiting_words()
            self.conversations.say(session, conversation, body=body, kind="handoff")
            if not open_now:
                self.reception.waits_on(session, conversation)

    def idle(self, job: Job) -> None:
        """`handoff.idle`: the bot goes on where neither side has said a word for long, or staff have left the user
        without an answer for as long."""
        with self.database.transaction() as session:
            conversation = self._find(session, job)
            if conversation is None or conversation.state != State.STAFF:
                return
            ends = self.reception.idle_since(session, conversation) + self.reception.hours.patience.idle
            left = ends - self.clock.now()
            if left.total_seconds() <= 0:
                saying = self.conversations.texts.back_after_idle
                self.conversations.return_to_bot(session, conversation, IDLE_ACTOR, saying=saying)
                return
        raise RetryLater(left)

    def _find(self, session: Session, job: Job) -> Conversation | None:
        try:
            return self.conversations.get(session, job.payload["conversation_id"])
        except ConversationNotFound:
            # Deleted meanwhile: nobody waits.
            return None
