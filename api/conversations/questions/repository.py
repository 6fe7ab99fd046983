from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session, aliased

from api.conversations.domain import Author
from api.conversations.models import Feedback, Message

UNSURE = ("decline", "clarify")


def unsure_replies(session: Session, since: datetime, limit: int) -> Sequence[Message]:
    """Replies in which the bot declined or asked back, the newest first."""
    query = select(Message).where(Message.kind.in_(UNSURE), Message.author == Author.BOT)
    query = query.where(Message.in_reply_to.is_not(None), Message.created_at >= since)
    return session.scalars(query.order_by(Message.id.desc()).limit(limit)).all()


def asking_for_person(session: Session, since: datetime, limit: int) -> Sequence[Message]:
    """The users' messages that were answered with a word about the way to a person, the newest first."""
    reply = aliased(Message)
    answered = select(reply.in_reply_to).where(reply.kind == "handoff", reply.created_at >= since)
    query = select(Message).where(Message.id.in_(answered.where(reply.in_reply_to.is_not(None))))
    return session.scalars(query.order_by(Message.id.desc()).limit(limit)).all()


def judged_replies(session: Session, since: datetime, useful: bool, limit: int) -> Sequence[Row[Message, Feedback]]:
    """The bot's replies that users found useful, or not, with what they said of it; the newest first."""
    query = select(Message, Feedback).join(Feedback, Feedback.message_id == Message.id)
    query = query.where(Feedback.useful.is_(useful), Feedback.created_at >= since)
    query = query.where(Message.author == Author.BOT, Message.in_reply_to.is_not(None))
    return session.execute(query.order_by(Message.id.desc()).limit(limit)).all()


def by_ids(session: Session, ids: Collection[int]) -> dict[int, Message]:
    """The messages with these ids."""
    found = session.scalars(select(Message).where(Message.id.in_(ids))).all()
    return {message.id: message for message in found}


def replies_to(session: Session, ids: Collection[int]) -> Sequence[Message]:
    """What the bot replied to these messages, oldest first."""
    query = select(Message).where(Message.in_reply_to.in_(ids), Message.author == Author.BOT)
    return session.scalars(query.order_by(Message.id)).all()


def before(session: Session, ids: Collection[int], *, by_user: bool) -> dict[int, Message]:
    """What the user, or the other side, had said last when each of these messages came."""
    earlier = aliased(Message)
    side = (earlier.author == Author.USER) if by_user else (earlier.author != Author.USER)
    last = select(func.max(earlier.id)).where(
        earlier.conversation_id == Message.conversation_id, earlier.id < Message.id, side
    )
    pairs = session.execute(select(Message.id, last.scalar_subquery()).where(Message.id.in_(ids))).all()
    found = by_ids(session, {earlier_id for _, earlier_id in pairs if earlier_id is not None})
    return {message_id: found[earlier_id] for message_id, earlier_id in pairs if earlier_id in found}
