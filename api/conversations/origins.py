"""Where a conversation came from: a keyed hash of the client's address, by which limits are counted."""

from sqlalchemy.orm import Session

from api.conversations import repository
from api.db import BlindIndex

ORIGIN = "conversation.origin"


def origin_key(index: BlindIndex, address: str) -> str:
    """The same for the same address; nothing tells the address."""
    return index.of(ORIGIN, address)


def origin_of(session: Session, conversation_id: str) -> str | None:
    """Of a stored conversation, where the channel knows an address."""
    conversation = repository.by_id(session, conversation_id)
    return conversation.origin if conversation else None
