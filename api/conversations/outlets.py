"""Channels that carry messages to the user themselves; clients of the web channel come and look."""

from collections.abc import Mapping
from typing import Protocol

from sqlalchemy.orm import Session

from api.conversations.models import Conversation, Message


class Outlet(Protocol):
    """The sending half of a channel."""

    def said(self, session: Session, conversation: Conversation, message: Message) -> None:
        """Something was said to the user. Called in the transaction that stores it: to be noted here, sent later."""
        ...

    def fares(self, session: Session, conversation_id: str) -> Mapping[int, str]:
        """Messages that have not reached the user: id → `queued`, `sending`, `held` (until they write) or `failed`."""
        ...
