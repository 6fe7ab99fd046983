"""What is still to be said to whom. Whoever takes something out holds the person's row: nothing is taken twice."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from api.channels.wechat.accounts import Abilities
from api.channels.wechat.forms.options import offered
from api.channels.wechat.forms.packing import Bubble, Piece, pack
from api.channels.wechat.forms.writing import Spoken, Writer
from api.channels.wechat.models import WeChatOutbound, WeChatPerson
from api.channels.wechat.outbound import repository
from api.channels.wechat.outbound.domain import State, Via
from api.channels.wechat.people import repository as people
from api.clock import Clock
from api.conversations.domain import Body, QuickReply
from api.conversations.models import Conversation, Message
from api.jobs import cancel, enqueue

DELIVER = "wechat.deliver"
SOON = timedelta(seconds=1)
"""Time for what is said next to join the same bubble: there are only five."""

Names = Callable[[Session], Mapping[str, str]]
"""Display names of staff by `staff:<id>`."""


def deliver_key(person_id: int) -> str:
    """One job for each person."""
    return f"{DELIVER}:{person_id}"


@dataclass(frozen=True)
class Parcel:
    """The next bubble, and what it is made of."""

    bubble: Bubble
    options: tuple[QuickReply, ...]
    rows: Sequence[WeChatOutbound]


@dataclass(frozen=True)
class TakenOut:
    """A bubble for a passive reply, what it is made of, and the number of its options."""

    text: str
    message_ids: tuple[int, ...]
    offer: int


@dataclass(frozen=True)
class Outbox:
    """`grace`: how long a reply waits for a passive way before it is sent actively."""

    clock: Clock
    abilities: Abilities
    writer: Writer
    names: Names
    grace: timedelta

    def said(self, session: Session, conversation: Conversation, message: Message) -> None:
        """Note a message to the user; without the right to send it waits for the user's next one."""
        person_id = people.person_of(session, conversation.id)
        if person_id is not None:
            self.put(session, person_id, message)

    def put(self, session: Session, person_id: int, message: Message, *, alone: bool = True) -> None:
        """Note it for this person. What is not to stand `alone` waits for what is said next."""
        now = self.clock.now()
        state = State.QUEUED if self.abilities.send else State.HELD
        session.add(WeChatOutbound(message_id=message.id, person_id=person_id, state=state, attempts=0, updated_at=now))
        session.flush()
        if self.abilities.send and alone:
            self.schedule(session, person_id, SOON if message.in_reply_to is None else self.grace)

    def fares(self, session: Session, conversation_id: str) -> Mapping[int, str]:
        """What has not reached the user."""
        return repository.fares(session, conversation_id)

    def schedule(self, session: Session, person_id: int, wait: timedelta = timedelta()) -> None:
        """Let a worker send what is there."""
        now = self.clock.now()
        enqueue(session, DELIVER, {"person_id": person_id}, now=now, run_at=now + wait, key=deliver_key(person_id))

    def has_more(self, session: Session, person_id: int) -> bool:
        """Whether something is still to come."""
        return repository.anything_unsent(session, person_id)

    def replied_since(self, session: Session, person_id: int, since: datetime) -> bool:
        """Whether anything went back in a passive reply since then."""
        return repository.replied_since(session, person_id, since)

    def reply(self, session: Session, person: WeChatPerson) -> TakenOut | None:
        """Take out one bubble for a passive reply; None when there is nothing, or a worker is just sending."""
        if self.abilities.send and repository.being_sent(session, person.id, self.clock.now()):
            return None
        parcel = self.take(session, person)
        if parcel is None:
            return None
        self.settle(person, parcel, State.REPLIED, Via.PASSIVE)
        session.flush()
        if self.abilities.send:
            self._go_on(session, person.id, parcel.bubble.whole)
        return TakenOut(parcel.bubble.text, tuple(row.message_id for row in parcel.rows), person.offer)

    def put_back(self, session: Session, person: WeChatPerson, message_ids: Sequence[int], offer: int | None) -> None:
        """What a passive reply should have carried did not reach the user, nor did its options, unless something else
        was shown since."""
        state = State.QUEUED if self.abilities.send else State.HELD
        repository.put_back(session, message_ids, state, self.clock.now())
        if person.offer == offer:
            person.offered, person.offer = None, person.offer + 1
        if self.abilities.send:
            self.schedule(session, person.id, SOON)

    def _go_on(self, session: Session, person_id: int, whole: bool) -> None:
        """What did not fit follows by itself."""
        if whole:
            cancel(session, deliver_key(person_id))
        else:
            repository.requeue(session, person_id, self.clock.now())
            self.schedule(session, person_id, SOON)

    def take(self, session: Session, person: WeChatPerson) -> Parcel | None:
        """The next bubble, in the order in which things were said."""
        found = repository.unsent(session, person.id, self.clock.now())
        if not found:
            return None
        names = self.names(session) if any(message.staff for _, message in found) else {}
        pieces = [self._piece(row, message, names) for row, message in found]
        options = self.writer.shown(offered(Body.from_json(message.body) for _, message in found))
        more = self.writer.words.more_follows if self.abilities.send else self.writer.words.more
        bubble = pack(pieces, self.writer.choices(options), more)
        touched = {*bubble.done} | ({bubble.rest.message_id} if bubble.rest else set())
        rows = [row for row, _ in found if row.message_id in touched]
        return Parcel(bubble, options if bubble.whole else (), rows)

    def settle(self, person: WeChatPerson, parcel: Parcel, state: State, via: Via) -> None:
        """The bubble is on its way to the user: what was cut goes on waiting, and its options count from now on."""
        for row in parcel.rows:
            cut = parcel.bubble.rest is not None and parcel.bubble.rest.message_id == row.message_id
            row.state = (State.QUEUED if self.abilities.send else State.HELD) if cut else state
            row.rest = parcel.bubble.rest.text if cut and parcel.bubble.rest else row.rest
            row.via, row.error, row.lease_until, row.updated_at = via, None, None, self.clock.now()
        person.offered = [{"title": option.title, "payload": option.payload} for option in parcel.options]
        person.offer += 1

    def _piece(self, row: WeChatOutbound, message: Message, names: Mapping[str, str]) -> Piece:
        if row.rest is not None:
            return Piece(row.message_id, row.rest)
        spoken = Spoken(
            id=message.id,
            author=message.author,
            kind=message.kind,
            body=Body.from_json(message.body),
            at=message.created_at,
            name=names.get(message.staff or "", ""),
            waits=not self.abilities.send,
        )
        return Piece(row.message_id, self.writer.text(spoken))


def options_of(person: WeChatPerson) -> tuple[QuickReply, ...]:
    """What was offered last."""
    return tuple(QuickReply(option["title"], option["payload"]) for option in person.offered or ())
