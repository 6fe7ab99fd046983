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
        """`handoff.unclaimed`: tell the user that nobody has come, and what else can be done."""
        with self.database.transaction() as session:
            conversation = self._find(session, job)
            if conversation is None or conversation.state != State.WAITING:
                return
            body = self.conversations.texts.nobody_yet.body()
            self.conversations.say(session, conversation, body=body, kind="handoff")

    def idle(self, job: Job) -> None:
        """`handoff.idle`: the bot goes on where neither side has said a word for long."""
        with self.database.transaction() as session:
            conversation = self._find(session, job)
            if conversation is None or conversation.state != State.STAFF:
                return
            left = conversation.updated_at + self.reception.hours.patience.idle - self.clock.now()
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
