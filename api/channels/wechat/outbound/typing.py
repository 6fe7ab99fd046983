"""Shows the user that a member of staff is typing: within 30 s of their message, for 15 s at a time.

Source: developers.weixin.qq.com, doc/service/api/customer/message/api_typing. A sign that is lost matters to nobody, so
no job is written for it; a thread of its own keeps it out of the way of the page that tells it."""

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import structlog
from sqlalchemy.exc import SQLAlchemyError

from api.channels.wechat.outbound.ports import Platform, WeChatRefused, WeChatUnreachable
from api.channels.wechat.people import repository
from api.channels.wechat.people.domain import TYPING_WINDOW
from api.clock import Clock
from api.conversations.domain import Author
from api.db import Database

log = structlog.get_logger(__name__)

EVERY_S = 12.0
REMEMBERED = 1000


@dataclass
class TypingSign:
    """A listener of the hub (`Hub.on_typing`)."""

    database: Database
    clock: Clock
    platform: Platform
    _thread: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(1, "wechat-typing"))
    _shown: dict[str, float] = field(default_factory=dict)

    def __call__(self, conversation_id: str, author: str, on: bool) -> None:
        """Only staff, and not again while it is still shown."""
        if author != Author.STAFF or not on:
            return
        now = time.monotonic()
        if now - self._shown.get(conversation_id, -EVERY_S) < EVERY_S:
            return
        if len(self._shown) >= REMEMBERED:
            self._shown.clear()
        self._shown[conversation_id] = now
        self._thread.submit(self._show, conversation_id)

    def _show(self, conversation_id: str) -> None:
        try:
            openid = self._whom(conversation_id)
            if openid is not None:
                self.platform.send_typing(openid)
        except (WeChatRefused, WeChatUnreachable, SQLAlchemyError) as error:
            log.info("wechat.typing_not_shown", error=type(error).__name__)

    def _whom(self, conversation_id: str) -> str | None:
        """None for a conversation of another channel, or when the user's last message is too long ago."""
        with self.database.reading() as session:
            person = repository.of_conversation(session, conversation_id)
            if person is None or person.said_at is None or self.clock.now() - person.said_at >= TYPING_WINDOW:
                return None
            return person.openid
