"""Counts over conversations and replies since a moment."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session

from api.conversations.domain import Author
from api.conversations.models import Conversation, Feedback, Message


def opened(session: Session, since: datetime) -> Sequence[Row[datetime, str]]:
    """When each conversation began, and in which channel; only those in which the user said something."""
    spoken = select(Message.id).where(Message.conversation_id == Conversation.id, Message.author == Author.USER)
    query = select(Conversation.created_at, Conversation.channel).where(Conversation.created_at >= since)
    return session.execute(query.where(spoken.exists()).order_by(Conversation.created_at)).all()


def replies_by_kind(session: Session, since: datetime) -> dict[str, int]:
    """How often the bot replied in each way."""
    query = select(Message.kind, func.count(Message.id)).where(
        Message.author == Author.BOT, Message.in_reply_to.is_not(None), Message.created_at >= since
    )
    return {row[0]: row[1] for row in session.execute(query.group_by(Message.kind))}


def answers(session: Session, since: datetime, limit: int) -> Sequence[Message]:
    """The bot's answers from the policy, the newest first."""
    query = select(Message).where(Message.kind == "answer", Message.author == Author.BOT, Message.created_at >= since)
    return session.scalars(query.order_by(Message.id.desc()).limit(limit)).all()


def judgements(session: Session, since: datetime) -> dict[bool, int]:
    """How many replies were found useful, and how many not."""
    query = select(Feedback.useful, func.count(Feedback.message_id)).where(Feedback.created_at >= since)
    return {row[0]: row[1] for row in session.execute(query.group_by(Feedback.useful))}
