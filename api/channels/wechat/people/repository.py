"""Queries of people and their conversations."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, exists, or_, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from api.channels.wechat.models import WeChatConversation, WeChatPerson


def ensure(session: Session, row: dict[str, object]) -> None:
    """Store a person unless they are there."""
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    session.execute(insert(WeChatPerson).values(row).on_conflict_do_nothing())


def by_hash(session: Session, openid_hash: str) -> WeChatPerson | None:
    """The person, locked until the end of the transaction."""
    query = select(WeChatPerson).where(WeChatPerson.openid_hash == openid_hash).with_for_update(key_share=True)
    return session.scalars(query.execution_options(populate_existing=True)).one_or_none()


def locked(session: Session, person_id: int) -> WeChatPerson | None:
    """The person, locked until the end of the transaction. `key_share`: whoever has locked a conversation may still
    store rows that point to the person, so that the two orders of locking do not wait for each other."""
    query = select(WeChatPerson).where(WeChatPerson.id == person_id).with_for_update(key_share=True)
    return session.scalars(query.execution_options(populate_existing=True)).one_or_none()


def conversations_of(session: Session, person_id: int) -> Sequence[str]:
    """The newest first."""
    query = select(WeChatConversation.conversation_id).where(WeChatConversation.person_id == person_id)
    return session.scalars(query.order_by(WeChatConversation.id.desc())).all()


def person_of(session: Session, conversation_id: str) -> int | None:
    """Whose conversation it is."""
    query = select(WeChatConversation.person_id).where(WeChatConversation.conversation_id == conversation_id)
    return session.scalars(query).one_or_none()


def of_conversation(session: Session, conversation_id: str) -> WeChatPerson | None:
    """Whose conversation it is, as they are."""
    mine = WeChatConversation.conversation_id == conversation_id
    query = select(WeChatPerson).join(WeChatConversation, WeChatConversation.person_id == WeChatPerson.id).where(mine)
    return session.scalars(query).one_or_none()


def forget_idle(session: Session, before: datetime) -> None:
    """People whose conversations are all gone, and whom nobody has heard of since."""
    talks = exists().where(WeChatConversation.person_id == WeChatPerson.id)
    silent = or_(WeChatPerson.said_at.is_(None), WeChatPerson.said_at < before)
    session.execute(delete(WeChatPerson).where(~talks, silent, WeChatPerson.created_at < before))
