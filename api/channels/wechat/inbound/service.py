"""Puts pushes on record, and says what a delivery of one is answered with."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from api.channels.wechat.inbound import repository
from api.channels.wechat.inbound.happenings import Happenings
from api.channels.wechat.inbound.nonces import DatabaseNonces
from api.channels.wechat.models import WeChatPerson
from api.channels.wechat.outbound.outbox import Outbox, TakenOut
from api.channels.wechat.people import repository as people
from api.channels.wechat.protocol import Envelope, Inbound, check_nonce
from api.channels.wechat.words import WeChatWords
from api.clock import Clock
from api.conversations.errors import ConversationNotFound
from api.conversations.turns import Begun, Turns
from api.db import BlindIndex, Database
from api.metrics import WECHAT_REPLIES

DELIVERY = "wechat.delivery"


@dataclass(frozen=True)
class Settled:
    """What the push is answered with; None: `success`. `taken`: something was taken out of the outbox for it, which is
    on record with the push."""

    reply: str | None
    taken: bool = False


@dataclass(frozen=True)
class Arrival:
    """One delivery of a push. `begun` is set for the one that carries out the turn; `found`: see `Arrivals.look`."""

    key: str
    attempt: int
    begun: Begun | None
    found: Settled | bool = False


class Arrivals:
    """The row of a push is locked while anything about it is decided, so that overlapping deliveries agree. What takes
    a session is done by the inbox, many in one transaction."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        index: BlindIndex,
        happenings: Happenings,
        outbox: Outbox,
        turns: Turns,
        words: WeChatWords,
    ) -> None:
        self._database = database
        self._clock = clock
        self._index = index
        self._happenings = happenings
        self._outbox = outbox
        self._turns = turns
        self._words = words

    def key_of(self, inbound: Inbound) -> str:
        """The push's, on record and in memory."""
        return self._index.of(DELIVERY, inbound.key)

    def arrive(self, session: Session, envelope: Envelope, inbound: Inbound) -> Arrival:
        """Put it on record; the first delivery also acts on it. Raises Replayed."""
        key = self.key_of(inbound)
        check_nonce(DatabaseNonces(session), envelope.nonce, key, envelope.nonce_until)
        attempts = repository.deliver(session, key, self._clock.now())
        begun = self._act(session, key, inbound) if attempts == 1 else None
        if begun is not None and begun.answer is None:
            return Arrival(key, attempts, begun)
        return Arrival(key, attempts, begun, _found(repository.standing(session, key)))

    def carry_out(self, arrival: Arrival, answered: Callable[[], bool] = lambda: False) -> None:
        """The turn itself, however long it takes; when it comes too late for a passive reply, it is sent at once.
        `answered`: whether the push was, though that is not on record."""
        assert arrival.begun is not None
        try:
            self._turns.finish(arrival.begun)
        except ConversationNotFound:
            # The user unfollowed in the middle of it.
            return
        if not self._outbox.abilities.send or not (answered() or self._is_settled(arrival.key)):
            return
        with self._database.transaction() as session:
            delivery = repository.locked(session, arrival.key)
            if delivery is not None and delivery.person_id is not None:
                self._outbox.schedule(session, delivery.person_id)

    def _is_settled(self, key: str) -> bool:
        with self._database.reading() as session:
            return repository.is_settled(session, key)

    def look(self, arrival: Arrival) -> Settled | bool:
        """The answer, if an earlier delivery settled it; else whether `settle` would find one. Writes nothing."""
        with self._database.reading() as session:
            return _found(repository.standing(session, arrival.key))

    def settle(
        self, session: Session, arrival: Arrival, last: bool, wanted: Callable[[], bool] = lambda: True
    ) -> Settled | None:
        """The answer, the same for each delivery; None while there is none and the platform will come again, or when
        it is not `wanted` any more."""
        delivery = repository.locked(session, arrival.key)
        if delivery is None:
            return Settled(None)
        if delivery.settled:
            return Settled(delivery.reply, delivery.taken is not None)
        person = people.locked(session, delivery.person_id) if delivery.person_id is not None else None
        standing = repository.standing(session, arrival.key)
        finished = standing is not None and standing.finished
        if not wanted() or (not finished and not last):
            return None
        reply, out = self._reply(session, person, finished)
        delivery.reply, delivery.settled = reply, True
        if out is not None:
            delivery.taken, delivery.offer = list(out.message_ids), out.offer
        return Settled(reply, out is not None)

    def take_back(self, session: Session, arrival: Arrival, always: bool) -> None:
        """The answer came too late for this delivery, whichever process decided it: what was taken out for it waits
        again, `always` or unless there was another delivery behind it, which was given the answer."""
        delivery = repository.locked(session, arrival.key)
        if delivery is None or delivery.taken is None or not (always or delivery.attempts == arrival.attempt):
            return
        person = people.locked(session, delivery.person_id) if delivery.person_id is not None else None
        if person is not None:
            self._outbox.put_back(session, person, delivery.taken, delivery.offer)
        delivery.reply = delivery.taken = delivery.offer = None

    def _reply(
        self, session: Session, person: WeChatPerson | None, finished: bool
    ) -> tuple[str | None, TakenOut | None]:
        if person is None:
            return None, None
        if not finished:
            WECHAT_REPLIES.labels("late").inc()
            if self._outbox.abilities.send:
                # Who can be written to later need not be told to come back.
                return None, None
        out = self._outbox.reply(session, person)
        if finished:
            WECHAT_REPLIES.labels("silent" if out is None else "answered").inc()
            return (out.text or None) if out else None, out
        return f"{out.text}\n\n{self._words.slow}".strip() if out else self._words.slow, out

    def _act(self, session: Session, key: str, inbound: Inbound) -> Begun | None:
        outcome = self._happenings.take(session, key, inbound)
        step = outcome.step
        repository.note(
            session,
            key,
            {
                "person_id": outcome.person.id if outcome.person else None,
                "message_id": step.begun.message_id if step.begun else None,
                "reply": step.words,
                "settled": step.words is not None,
            },
        )
        return step.begun


def _found(standing: repository.Standing | None) -> Settled | bool:
    if standing is None:
        return Settled(None)
    return Settled(standing.reply, standing.taken) if standing.settled else standing.finished
