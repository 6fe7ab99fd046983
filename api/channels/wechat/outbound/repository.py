"""Queries of outbound messages and of the token."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import and_, exists, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from api.channels.wechat.models import WeChatOutbound, WeChatToken
from api.channels.wechat.outbound.domain import UNSENT, State
from api.conversations.models import Message

Row = tuple[WeChatOutbound, Message]


def unsent(session: Session, person_id: int, now: datetime) -> Sequence[Row]:
    """What may be sent to a person, with its message, oldest first; not what somebody else is just sending. The caller
    holds the person's row."""
    overdue = and_(WeChatOutbound.state == State.SENDING, WeChatOutbound.lease_until < now)
    free = or_(WeChatOutbound.state.in_((State.QUEUED, State.HELD)), overdue)
    query = (
        select(WeChatOutbound, Message)
        .join(Message, Message.id == WeChatOutbound.message_id)
        .where(WeChatOutbound.person_id == person_id, free)
        .order_by(WeChatOutbound.message_id)
        .execution_options(populate_existing=True)
    )
    return [(row[0], row[1]) for row in session.execute(query)]


def anything_queued(session: Session, person_id: int, now: datetime) -> bool:
    """Whether there is something for a worker to send; what is held alone waits for the user."""
    overdue = and_(WeChatOutbound.state == State.SENDING, WeChatOutbound.lease_until < now)
    wanted = or_(WeChatOutbound.state == State.QUEUED, overdue)
    return bool(session.scalar(select(exists().where(WeChatOutbound.person_id == person_id, wanted))))


def being_sent(session: Session, person_id: int, now: datetime) -> bool:
    """Whether a process is at it, so that what comes later must wait to keep the order."""
    busy = WeChatOutbound.state == State.SENDING, WeChatOutbound.lease_until >= now
    return bool(session.scalar(select(exists().where(WeChatOutbound.person_id == person_id, *busy))))


def anything_unsent(session: Session, person_id: int) -> bool:
    """Whether something is still to come."""
    waiting = WeChatOutbound.state.in_(UNSENT)
    return bool(session.scalar(select(exists().where(WeChatOutbound.person_id == person_id, waiting))))


def replied_since(session: Session, person_id: int, since: datetime) -> bool:
    """Whether anything went back in a passive reply since then."""
    mine = WeChatOutbound.person_id == person_id, WeChatOutbound.state == State.REPLIED
    return bool(session.scalar(select(exists().where(*mine, WeChatOutbound.updated_at >= since))))


def reached_since(session: Session, person_id: int, since: datetime) -> bool:
    """Whether anything appeared on the user's screen since then."""
    mine = WeChatOutbound.person_id == person_id, WeChatOutbound.state.in_((State.REPLIED, State.SENT))
    return bool(session.scalar(select(exists().where(*mine, WeChatOutbound.updated_at > since))))


def of_messages(session: Session, message_ids: Sequence[int]) -> Sequence[WeChatOutbound]:
    """The rows of some messages, locked."""
    query = select(WeChatOutbound).where(WeChatOutbound.message_id.in_(message_ids)).with_for_update()
    return session.scalars(query.order_by(WeChatOutbound.message_id)).all()


def of_template(session: Session, template_id: int) -> Sequence[WeChatOutbound]:
    """What a template message told of."""
    return session.scalars(select(WeChatOutbound).where(WeChatOutbound.template_id == template_id)).all()


def token(session: Session, app_id: str) -> WeChatToken:
    """The token's row, made when there is none, locked until the end of the transaction."""
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    session.execute(insert(WeChatToken).values(app_id=app_id).on_conflict_do_nothing())
    query = select(WeChatToken).where(WeChatToken.app_id == app_id).with_for_update()
    return session.scalars(query.execution_options(populate_existing=True)).one()


def stored_token(session: Session, app_id: str) -> WeChatToken | None:
    """The token's row as it is."""
    return session.get(WeChatToken, app_id, populate_existing=True)


def hold(session: Session, person_id: int, now: datetime) -> None:
    """What was to be sent soon waits for the user's next message."""
    mine = WeChatOutbound.person_id == person_id, WeChatOutbound.state == State.QUEUED
    session.execute(update(WeChatOutbound).where(*mine).values(state=State.HELD, updated_at=now))


def requeue(session: Session, person_id: int, now: datetime) -> None:
    """The user has spoken: what was held may be sent again."""
    mine = WeChatOutbound.person_id == person_id, WeChatOutbound.state == State.HELD
    session.execute(update(WeChatOutbound).where(*mine).values(state=State.QUEUED, updated_at=now))


def put_back(session: Session, message_ids: Sequence[int], state: State, now: datetime) -> None:
    """These are still to be said, and from their beginning."""
    mine = (
        WeChatOutbound.message_id.in_(message_ids),
        WeChatOutbound.state.in_((State.REPLIED, State.QUEUED, State.HELD)),
    )
    session.execute(update(WeChatOutbound).where(*mine).values(state=state, rest=None, via=None, updated_at=now))


def untold(session: Session, person_id: int) -> Sequence[Row]:
    """Steps of tickets and words of staff that wait for the user's next message and no template message told of, oldest
    first. The caller holds the person's row."""
    query = select(WeChatOutbound, Message).join(Message, Message.id == WeChatOutbound.message_id)
    query = query.where(WeChatOutbound.person_id == person_id, WeChatOutbound.state == State.HELD)
    query = query.where(WeChatOutbound.template_id.is_(None), or_(Message.kind == "status", Message.author == "staff"))
    return [(row[0], row[1]) for row in session.execute(query.order_by(WeChatOutbound.message_id))]


def told(session: Session, person_id: int) -> bool:
    """Whether a template message told of anything that still waits."""
    mine = WeChatOutbound.person_id == person_id, WeChatOutbound.state == State.HELD
    return bool(session.scalar(select(exists().where(*mine, WeChatOutbound.template_id.is_not(None)))))


def fares(session: Session, conversation_id: str) -> dict[int, str]:
    """State of each message of a conversation that is not with the user."""
    query = select(WeChatOutbound.message_id, WeChatOutbound.state).join(
        Message, Message.id == WeChatOutbound.message_id
    )
    open_or_lost = WeChatOutbound.state.in_((*UNSENT, State.FAILED))
    found = session.execute(query.where(Message.conversation_id == conversation_id, open_or_lost))
    return {row.message_id: row.state for row in found}
