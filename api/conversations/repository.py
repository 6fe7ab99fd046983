from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlalchemy import bindparam, func, or_, select
from sqlalchemy import delete as delete_from
from sqlalchemy.orm import Session

from api.conversations.domain import Author, State, Status
from api.conversations.models import Conversation, Feedback, Message

# Built once: these are part of every turn.
_BY_TOKEN = select(Conversation).where(Conversation.token_hash == bindparam("token_hash"))
_BY_ID = select(Conversation).where(Conversation.id == bindparam("conversation_id"))
_OF_CONVERSATION = select(Message).where(Message.conversation_id == bindparam("conversation_id")).order_by(Message.id)
_PENDING = _OF_CONVERSATION.where(Message.status == Status.RECEIVED.value)
_KNOWN_OR_PENDING = _OF_CONVERSATION.where(
    or_(Message.client_id == bindparam("client_id"), Message.status == Status.RECEIVED.value)
)
_REPLIES = select(Message).where(Message.in_reply_to == bindparam("message_id")).order_by(Message.id)
_AFTER = _OF_CONVERSATION.where(Message.id > bindparam("after"))


def by_token(session: Session, token_hash: str, lock: bool) -> Conversation | None:
    query = _BY_TOKEN.with_for_update() if lock else _BY_TOKEN
    return session.scalars(query, {"token_hash": token_hash}).one_or_none()


def by_id(session: Session, conversation_id: str) -> Conversation | None:
    return session.get(Conversation, conversation_id)


def locked(session: Session, conversation_id: str) -> Conversation | None:
    """The row, locked until the end of the transaction, with its present values."""
    query = _BY_ID.with_for_update().execution_options(populate_existing=True)
    return session.scalars(query, {"conversation_id": conversation_id}).one_or_none()


def known_and_pending(session: Session, conversation_id: str, client_id: str) -> tuple[Message | None, list[Message]]:
    """The message with this client id, and the user's messages that nobody has answered, oldest first."""
    found = session.scalars(_KNOWN_OR_PENDING, {"conversation_id": conversation_id, "client_id": client_id}).all()
    known = next((message for message in found if message.client_id == client_id), None)
    return known, [message for message in found if message.status == Status.RECEIVED]


def pending(session: Session, conversation_id: str) -> Sequence[Message]:
    """The user's messages that nobody has answered, oldest first."""
    return session.scalars(_PENDING, {"conversation_id": conversation_id}).all()


def replies_to(session: Session, message_id: int) -> Sequence[Message]:
    return session.scalars(_REPLIES, {"message_id": message_id}).all()


def messages_after(session: Session, conversation_id: str, after: int, limit: int | None) -> Sequence[Message]:
    return session.scalars(_AFTER.limit(limit), {"conversation_id": conversation_id, "after": after}).all()


def spoken_newest_first(session: Session, conversation_id: str) -> Iterator[Message]:
    """What was said to the user."""
    query = select(Message).where(Message.conversation_id == conversation_id, Message.author != Author.USER)
    yield from session.scalars(query.order_by(Message.id.desc()).execution_options(yield_per=8))


def message_of(session: Session, conversation_id: str, message_id: int) -> Message | None:
    query = select(Message).where(Message.conversation_id == conversation_id, Message.id == message_id)
    return session.scalars(query).one_or_none()


def by_client_id(session: Session, conversation_id: str, client_id: str) -> Message | None:
    query = select(Message).where(Message.conversation_id == conversation_id, Message.client_id == client_id)
    return session.scalars(query).one_or_none()


def status_of(session: Session, message_id: int) -> str | None:
    return session.scalars(select(Message.status).where(Message.id == message_id)).one_or_none()


def feedback_on(session: Session, message_id: int) -> Feedback | None:
    return session.get(Feedback, message_id)


def abandoned(session: Session, now: datetime, limit: int) -> Sequence[str]:
    """Conversations in which the bot owes an answer and nobody is at it."""
    free = or_(Conversation.locked_until.is_(None), Conversation.locked_until < now)
    query = select(Conversation.id).join(Message, Message.conversation_id == Conversation.id).distinct()
    query = query.where(Message.status == Status.RECEIVED.value, Conversation.state == State.BOT, free)
    return session.scalars(query.limit(limit)).all()


def versions(session: Session, conversation_ids: Sequence[str]) -> dict[str, int]:
    query = select(Conversation.id, Conversation.version).where(Conversation.id.in_(conversation_ids))
    return {row.id: row.version for row in session.execute(query)}


def queue_version(session: Session) -> tuple[int, datetime | None]:
    """Changes whenever a conversation enters, leaves or goes on in the queue."""
    with_staff = Conversation.state.in_((State.WAITING, State.STAFF))
    query = select(func.count(Conversation.id), func.max(Conversation.updated_at)).where(with_staff)
    count, latest = session.execute(query).one()
    return count, latest


def delete(session: Session, conversation_id: str) -> None:
    """Messages and what hangs on them go by the foreign keys."""
    session.execute(delete_from(Conversation).where(Conversation.id == conversation_id))
