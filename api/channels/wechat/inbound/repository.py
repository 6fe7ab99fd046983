"""Queries of pushes and their signatures."""

from datetime import datetime

from sqlalchemy import delete, exists, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from api.channels.wechat.models import WeChatDelivery, WeChatNonce
from api.conversations.domain import Status
from api.conversations.models import Message


def deliver(session: Session, key: str, now: datetime) -> WeChatDelivery:
    """The push's row, locked, with this delivery counted. The first one has `attempts` 1."""
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    row = {"key": key, "attempts": 0, "settled": False, "received_at": now}
    session.execute(insert(WeChatDelivery).values(row).on_conflict_do_nothing())
    delivery = locked(session, key)
    assert delivery is not None
    delivery.attempts += 1
    session.flush()
    return delivery


def locked(session: Session, key: str) -> WeChatDelivery | None:
    """The push's row, locked until the end of the transaction."""
    query = select(WeChatDelivery).where(WeChatDelivery.key == key).with_for_update()
    return session.scalars(query.execution_options(populate_existing=True)).one_or_none()


def is_finished(session: Session, key: str) -> bool:
    """Whether the answer is there: settled before, or the message has been answered, or the user told that it is
    kept."""
    message_id = session.scalar(select(WeChatDelivery.message_id).where(WeChatDelivery.key == key))
    if message_id is None:
        return True
    waits = Message.id == message_id, Message.status == Status.RECEIVED
    replied = exists().where(Message.in_reply_to == message_id)
    return not session.scalar(select(exists().where(*waits, ~replied)))


def is_settled(session: Session, key: str) -> bool:
    """Whether the push has its answer, so that nothing goes back with it any more."""
    return bool(session.scalar(select(WeChatDelivery.settled).where(WeChatDelivery.key == key)))


def forget_person(session: Session, person_id: int) -> None:
    """The rows stay, so that a delivery that comes once more is known; what was answered goes."""
    mine = WeChatDelivery.person_id == person_id
    session.execute(update(WeChatDelivery).where(mine).values(person_id=None, reply=None, settled=True))


def forget_older(session: Session, now: datetime, before: datetime) -> None:
    """Pushes that cannot come again, and signatures that the time window refuses by itself."""
    session.execute(delete(WeChatDelivery).where(WeChatDelivery.received_at < before))
    session.execute(delete(WeChatNonce).where(WeChatNonce.until < now))


def claim_nonce(session: Session, nonce: str, message: str, until: datetime) -> str:
    """The push for which the signature is kept; this one, unless it was kept for another."""
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    row = {"nonce": nonce, "message": message, "until": until}
    session.execute(insert(WeChatNonce).values(row).on_conflict_do_nothing())
    return session.scalars(select(WeChatNonce.message).where(WeChatNonce.nonce == nonce)).one()
