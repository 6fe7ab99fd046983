"""Shows the user that a member of staff is typing: within 30 s of their message, for 15 s at a time.

Source: developers.weixin.qq.com, doc/service/api/customer/message/api_typing: no second time while it is shown (45081),
and whatever is sent ends it. A sign that is lost matters to nobody, so no job is written for it; a thread of its own
keeps it out of the way of the page that tells it."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from api.channels.wechat.models import WeChatPerson
from api.channels.wechat.outbound import repository as outbound
from api.channels.wechat.outbound.domain import Do
from api.channels.wechat.outbound.errors import ErrorTable
from api.channels.wechat.outbound.ports import Platform, WeChatRefused, WeChatUnreachable
from api.channels.wechat.people import repository as people
from api.channels.wechat.people.domain import TYPING_WINDOW
from api.clock import Clock
from api.conversations.domain import Author
from api.db import Database

log = structlog.get_logger(__name__)

LASTS = timedelta(seconds=15)
REMEMBERED = 1000


@dataclass
class TypingSign:
    """A listener of the hub (`Hub.on_typing`). One thread alone looks at `_shown`: since when, by conversation."""

    database: Database
    clock: Clock
    platform: Platform
    table: ErrorTable
    _thread: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(1, "wechat-typing"))
    _shown: dict[str, datetime] = field(default_factory=dict)

    def __call__(self, conversation_id: str, author: str, on: bool) -> None:
        """Only for staff."""
        if author == Author.STAFF:
            self._thread.submit(self._show if on else self._cancel, conversation_id)

    def _show(self, conversation_id: str) -> None:
        """Unless it is still shown."""
        now = self.clock.now()
        if self._tell(lambda session: self._whom(session, conversation_id, now), on=True):
            if len(self._shown) >= REMEMBERED:
                self._shown.clear()
            self._shown[conversation_id] = self.clock.now()

    def _cancel(self, conversation_id: str) -> None:
        """Whoever stops writing without a word need not be waited for."""
        since = self._shown.pop(conversation_id, None)
        if since is not None and self.clock.now() - since < LASTS:
            self._tell(lambda session: people.of_conversation(session, conversation_id), on=False)

    def _tell(self, whom: Callable[[Session], WeChatPerson | None], *, on: bool) -> bool:
        """Whether the platform shows it now, or no longer."""
        try:
            with self.database.reading() as session:
                person = whom(session)
                openid = person.openid if person else None
            if openid is not None:
                self.platform.send_typing(openid, on=on)
            return openid is not None
        except WeChatRefused as refused:
            self._refused(refused.code)
        except (WeChatUnreachable, SQLAlchemyError) as error:
            log.info("wechat.typing_not_shown", error=type(error).__name__)
        return False

    def _refused(self, code: int) -> None:
        if self.table.do(code) in (Do.IGNORE, Do.CLOSE, Do.RETRY):
            log.info("wechat.typing_not_shown", code=code)
        else:
            log.error("wechat.send_refused", code=code, says=self.table.says(code))

    def _whom(self, session: Session, conversation_id: str, now: datetime) -> WeChatPerson | None:
        """None for a conversation of another channel, when the user's last message is too long ago, or while the sign
        is shown."""
        person, since = people.of_conversation(session, conversation_id), self._shown.get(conversation_id)
        if person is None or person.said_at is None or now - person.said_at >= TYPING_WINDOW:
            return None
        if since is None or now - since >= LASTS:
            return person
        # What was sent may have been sent by another process.
        return person if outbound.reached_since(session, person.id, since) else None
