"""Keeps the record of waits and talks, and writes the jobs that watch over them, in the transaction of the change."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from api.clock import Clock
from api.conversations.domain import Move, State
from api.conversations.models import Conversation
from api.handoff import repository
from api.handoff.domain import Ending, Reason, reason_of
from api.handoff.hours import Hours
from api.handoff.models import Handover
from api.handoff.signs import signs_of
from api.jobs import cancel, enqueue

UNCLAIMED = "handoff.unclaimed"
IDLE = "handoff.idle"
LAST_MESSAGES = 60
IDLE_ACTOR = "system"


def unclaimed_key(conversation_id: str) -> str:
    return f"{UNCLAIMED}:{conversation_id}"


def idle_key(conversation_id: str) -> str:
    return f"{IDLE}:{conversation_id}"


class Reception:
    """See `api.conversations.ports.Reception`."""

    def __init__(self, clock: Clock, hours: Hours) -> None:
        self._clock = clock
        self.hours = hours

    def closed(self) -> Mapping[str, str] | None:
        """None while staff are there; else words for when they are."""
        now = self._clock.now()
        opening = self.hours.next_opening(now)
        if self.hours.is_open(now) or opening is None:
            return None
        return {"opens": self.hours.in_words(opening), "hours": self.hours.said}

    def moved(self, session: Session, conversation: Conversation, move: Move) -> None:
        """Begin, hand on or end a record."""
        if move.target == State.WAITING:
            self._asked(session, conversation, reason_of(move.why))
        elif move.target == State.STAFF:
            self._taken(session, conversation)
        else:
            self._ended(session, conversation, move)

    def waits_on(self, session: Session, conversation: Conversation) -> None:
        """Count the wait anew."""
        self.remind_of_wait(session, conversation, self._clock.now())

    def rated(self, session: Session, conversation: Conversation, stars: int) -> None:
        """The last word counts."""
        record = repository.latest(session, conversation.id)
        if record is not None:
            record.stars, record.rated_at = stars, self._clock.now()
            session.flush()

    def forgotten(self, session: Session, conversation: Conversation) -> None:
        """What is left are figures without a name."""
        self._end(session, conversation, Ending.DELETED)

    def remind_of_wait(self, session: Session, conversation: Conversation, since: datetime) -> None:
        """Look again when the wait has become long; outside business hours, after the next opening."""
        begin = since if self.hours.is_open(since) else self.hours.next_opening(since) or since
        payload = {"conversation_id": conversation.id}
        run_at = begin + self.hours.patience.wait
        enqueue(session, UNCLAIMED, payload, now=since, run_at=run_at, key=unclaimed_key(conversation.id))

    def idle_since(self, session: Session, conversation: Conversation) -> datetime:
        """Since when nothing has come of a talk: from the last word of staff, or from the user's first one that they
        have not answered. A user who goes on writing to somebody who is away must not keep the bot away too."""
        record = repository.latest(session, conversation.id)
        if record is None or record.taken_at is None:
            return conversation.updated_at
        return repository.unanswered_since(session, conversation.id, record.taken_at)

    def _asked(self, session: Session, conversation: Conversation, reason: Reason) -> None:
        now = self._clock.now()
        self._open(session, conversation, reason, now)
        self.remind_of_wait(session, conversation, now)

    def _taken(self, session: Session, conversation: Conversation) -> None:
        now = self._clock.now()
        record = repository.latest(session, conversation.id)
        if record is None or record.ended_at is not None:
            record = self._open(session, conversation, Reason.TAKEN, now)
        record.staff, record.taken_at = conversation.assignee, record.taken_at or now
        session.flush()
        cancel(session, unclaimed_key(conversation.id))
        # Not brought forward but begun anew: a colleague who has just got the talk has the whole time.
        cancel(session, idle_key(conversation.id))
        payload = {"conversation_id": conversation.id}
        run_at = now + self.hours.patience.idle
        enqueue(session, IDLE, payload, now=now, run_at=run_at, key=idle_key(conversation.id))

    def _ended(self, session: Session, conversation: Conversation, move: Move) -> None:
        if move.target == State.CLOSED:
            ending = Ending.CLOSED
        elif move.source == State.WAITING:
            ending = Ending.LEFT
        else:
            ending = Ending.IDLE if move.actor == IDLE_ACTOR else Ending.RETURNED
        self._end(session, conversation, ending)

    def _end(self, session: Session, conversation: Conversation, ending: Ending) -> None:
        cancel(session, unclaimed_key(conversation.id))
        cancel(session, idle_key(conversation.id))
        record = repository.latest(session, conversation.id)
        if record is not None and record.ended_at is None:
            record.ended_at, record.ending = self._clock.now(), ending
            session.flush()

    def _open(self, session: Session, conversation: Conversation, reason: Reason, now: datetime) -> Handover:
        record = Handover(
            conversation_id=conversation.id,
            channel=conversation.channel,
            reason=reason,
            signs=",".join(signs_of(repository.last_messages(session, conversation.id, LAST_MESSAGES))),
            asked_at=now,
        )
        session.add(record)
        session.flush()
        return record
