"""Queries of pushes and their signatures."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, delete, exists, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session, aliased

from api.channels.wechat.models import WeChatDelivery, WeChatNonce
from api.conversations.domain import Status
from api.conversations.models import Message

_REPLY = aliased(Message)
# Built once: every delivery asks, some of them several times.
_STANDING = (
    select(
        WeChatDelivery.settled,
        WeChatDelivery.reply,
        WeChatDelivery.taken,
        Message.status,
        exists().where(_REPLY.in_reply_to == Message.id).label("replied"),
    )
    .join(Message, Message.id == WeChatDelivery.message_id, isouter=True)
    .where(WeChatDelivery.key == bindparam("key"))
)


def deliver(session: Session, key: str, now: datetime) -> int:
    """Count this delivery of the push, and lock its row; the number of deliveries so far. One statement: a hundred of
    these may be waiting for SQLite's single writer."""
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    row = {"key": key, "attempts": 1, "settled": False, "received_at": now}
    once_more = {"attempts": WeChatDelivery.attempts + 1}
    count = insert(WeChatDelivery).values(row).on_conflict_do_update(index_elements=["key"], set_=once_more)
    return session.execute(count.returning(WeChatDelivery.attempts)).scalar_one()


def note(session: Session, key: str, facts: dict[str, object]) -> None:
    """What has become of the push."""
    session.execute(update(WeChatDelivery).where(WeChatDelivery.key == key).values(facts))


def locked(session: Session, key: str) -> WeChatDelivery | None:
    """The push's row, locked until the end of the transaction."""
    query = select(WeChatDelivery).where(WeChatDelivery.key == key).with_for_update()
    return session.scalars(query.execution_options(populate_existing=True)).one_or_none()


@dataclass(frozen=True)
class Standing:
    """`taken`: the reply was made of messages that can be put back. `finished`: the message has been answered, or the
    user told that it is kept."""

    settled: bool
    reply: str | None
    taken: bool
    finished: bool


def standing(session: Session, key: str) -> Standing | None:
    """How a push stands; None when it is not known."""
    row = session.execute(_STANDING, {"key": key}).one_or_none()
    if row is None:
        return None
    waits = row.status == Status.RECEIVED and not row.replied
    return Standing(row.settled, row.reply, row.taken is not None, not waits)


def is_settled(session: Session, key: str) -> bool:
    """Whether the push has its answer, so that nothing goes back with it any more."""
    return bool(session.scalar(select(WeChatDelivery.settled).where(WeChatDelivery.key == key)))


def forget_person(session: Session, person_id: int) -> None:
    """The rows stay, so that a delivery that comes once more is known; what was answered goes."""
    mine = WeChatDelivery.person_id == person_id
    empty = {"person_id": None, "reply": None, "taken": None, "offer": None}
    session.execute(update(WeChatDelivery).where(mine).values(settled=True, **empty))


def forget_older(session: Session, now: datetime, before: datetime) -> None:
    """Pushes that cannot come again, and signatures that the time window refuses by itself."""
    session.execute(delete(WeChatDelivery).where(WeChatDelivery.received_at < before))
    session.execute(delete(WeChatNonce).where(WeChatNonce.until < now))


def claim_nonce(session: Session, nonce: str, message: str, until: datetime) -> str:
    """The push for which the signature is kept; this one, unless it was kept for another."""
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    row = {"nonce": nonce, "message": message, "until": until}
    # Sets what is there already: only so does the statement return the row that it ran into.
    keep = insert(WeChatNonce).values(row).on_conflict_do_update(index_elements=["nonce"], set_={"nonce": nonce})
    return session.execute(keep.returning(WeChatNonce.message)).scalar_one()
