"""Queries of the talk with people."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from api.conversations.domain import Author, State
from api.conversations.models import Conversation, Message
from api.handoff.glance import Talk
from api.handoff.models import ConversationNote, Handover


def latest(session: Session, conversation_id: str) -> Handover | None:
    query = select(Handover).where(Handover.conversation_id == conversation_id)
    return session.scalars(query.order_by(Handover.id.desc()).limit(1)).one_or_none()


def latest_of(session: Session, conversation_ids: Sequence[str]) -> dict[str, Handover]:
    """The last wait or talk of each of these conversations."""
    last = select(func.max(Handover.id)).where(Handover.conversation_id.in_(conversation_ids))
    found = session.scalars(select(Handover).where(Handover.id.in_(last.group_by(Handover.conversation_id)))).all()
    return {each.conversation_id: each for each in found}


def since(session: Session, begin: datetime) -> Sequence[Handover]:
    """All that were asked for since then, the oldest first."""
    return session.scalars(select(Handover).where(Handover.asked_at >= begin).order_by(Handover.id)).all()


def notes(session: Session, conversation_id: str) -> Sequence[ConversationNote]:
    query = select(ConversationNote).where(ConversationNote.conversation_id == conversation_id)
    return session.scalars(query.order_by(ConversationNote.id)).all()


def last_messages(session: Session, conversation_id: str, limit: int) -> Sequence[Message]:
    """The newest ones, oldest first."""
    query = select(Message).where(Message.conversation_id == conversation_id)
    return session.scalars(query.order_by(Message.id.desc()).limit(limit)).all()[::-1]


def unanswered_since(session: Session, conversation_id: str, taken_at: datetime) -> datetime:
    """When the user first spoke after the last word of staff; without one, that word, or when the talk was taken."""
    mine = (Message.conversation_id == conversation_id, Message.created_at > taken_at)
    by_staff = select(Message.id, Message.created_at).where(*mine, Message.author == Author.STAFF)
    last = session.execute(by_staff.order_by(Message.id.desc()).limit(1)).first()
    last_id, spoken_at = (last[0], last[1]) if last else (0, taken_at)
    by_user = select(Message.created_at).where(*mine, Message.author == Author.USER, Message.id > last_id)
    return session.scalars(by_user.order_by(Message.id).limit(1)).first() or spoken_at


def with_staff(session: Session) -> Sequence[Conversation]:
    """Those that wait for a person or have one."""
    query = select(Conversation).where(Conversation.state.in_((State.WAITING, State.STAFF)))
    return session.scalars(query.order_by(Conversation.waiting_since, Conversation.id)).all()


def last_words(session: Session, conversation_ids: Sequence[str]) -> dict[str, Message]:
    """What a person, user or staff, said last in each of these conversations."""
    last = select(func.max(Message.id)).where(
        Message.conversation_id.in_(conversation_ids), Message.author.in_((Author.USER, Author.STAFF))
    )
    found = session.scalars(select(Message).where(Message.id.in_(last.group_by(Message.conversation_id)))).all()
    return {message.conversation_id: message for message in found}


def talks(session: Session) -> list[Talk]:
    """Those that wait or have a person, with who spoke last. Each looks at its newest messages only."""
    spoken = select(Message.author).where(Message.conversation_id == Conversation.id)
    spoken = spoken.where(Message.author.in_((Author.USER, Author.STAFF))).order_by(Message.id.desc()).limit(1)
    columns = (Conversation.id, Conversation.state, Conversation.assignee, Conversation.version)
    query = select(*columns, Conversation.updated_at, spoken.scalar_subquery())
    rows = session.execute(query.where(Conversation.state.in_((State.WAITING, State.STAFF))))
    return [Talk(*row) for row in rows]
