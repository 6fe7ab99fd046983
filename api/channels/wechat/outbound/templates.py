"""After 48 hours a template message tells of a ticket's step, or that staff have written about one: its number and
state, nothing else.

SMS and mail go out as well, but only to a contact that was proved (`api.tickets.notices`)."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import structlog
from sqlalchemy.orm import Session

from api.channels.wechat.accounts import Abilities
from api.channels.wechat.models import WeChatOutbound
from api.channels.wechat.outbound import repository
from api.channels.wechat.outbound.domain import BUSY, LAST_ATTEMPT, LEASE, NO_ANSWER, Do, State, Via, pause
from api.channels.wechat.outbound.errors import ErrorTable
from api.channels.wechat.outbound.open_tickets import OpenTickets
from api.channels.wechat.outbound.ports import Platform, WeChatRefused, WeChatUnreachable
from api.channels.wechat.people import repository as people_repository
from api.channels.wechat.people.service import People
from api.clock import Clock
from api.conversations.domain import Body, TicketCard
from api.conversations.models import Message
from api.db import Database
from api.jobs import RetryLater
from api.metrics import WECHAT_SENDS

log = structlog.get_logger(__name__)

LONGEST = {"thing": 20, "character_string": 32, "phrase": 5}
"""Characters by the kind of field, which its name begins with (source: WXC 0002cee2914010f1f872c59e961c00)."""


@dataclass
class Notice:
    """What to send to whom. `rows`: of the messages that it tells of."""

    openid: str
    card: TicketCard
    rows: list[WeChatOutbound] = field(default_factory=list)

    @property
    def message_ids(self) -> tuple[int, ...]:
        """Of what it tells of."""
        return tuple(row.message_id for row in self.rows)

    @property
    def key(self) -> str:
        """The same when it is sent again."""
        return f"notice-{max(self.message_ids)}"


@dataclass(frozen=True)
class TemplateNotices:
    """`statuses`: names of a ticket's states; `fields`: those of the template, from `data/wechat.yml`."""

    database: Database
    clock: Clock
    people: People
    platform: Platform
    table: ErrorTable
    tickets: OpenTickets
    abilities: Abilities
    template_id: str
    fields: Mapping[str, str]
    statuses: Mapping[str, str]
    url: str

    def tell(self, person_id: int, attempt: int = 0) -> None:
        """Send one for each ticket, if there is no other way to reach the person. Raises RetryLater when trying again
        may help."""
        if not (self.abilities.template and self.template_id):
            return
        again = [notice for notice in self._claim(person_id) if not self._send(notice)]
        if again and attempt < LAST_ATTEMPT:
            raise RetryLater(pause(attempt + 1))

    def fared(self, session: Session, template_id: int | None, succeeded: bool) -> None:
        """What the platform's event says of a template message."""
        for row in repository.of_template(session, template_id or -1):
            row.via, row.updated_at = (Via.TEMPLATE if succeeded else None), self.clock.now()
        if not succeeded:
            log.warning("wechat.template_failed")
            WECHAT_SENDS.labels("template_failed").inc()

    def _claim(self, person_id: int) -> list[Notice]:
        """Leased before they are sent, so that no two processes do; whoever dies at it leaves them to the next."""
        with self.database.transaction() as session:
            person, now = people_repository.locked(session, person_id), self.clock.now()
            if person is None or self.people.allowance(person).total > 0:
                return []
            waiting = repository.untold(session, person_id)
            if any(row.lease_until is not None and row.lease_until >= now for row, _ in waiting):
                raise RetryLater(BUSY)
            told, notices = repository.told(session, person_id), dict[str, Notice]()
            for row, message in waiting:
                card = self._card(session, message, told)
                if card is not None:
                    row.lease_until = now + LEASE
                    notice = notices.setdefault(card.number, Notice(person.openid, card))
                    notice.card = card
                    notice.rows.append(row)
            return list(notices.values())

    def _card(self, session: Session, message: Message, told: bool) -> TicketCard | None:
        """The ticket that a message is about. What staff say more, until the user comes, is no news."""
        card = Body.from_json(message.body).ticket
        if card is not None or told:
            return card
        return self.tickets.newest(session, message.conversation_id)

    def _send(self, notice: Notice) -> bool:
        """False when it is to be tried again soon."""
        data = self._data(notice.card)
        try:
            number = self.platform.send_template(notice.openid, self.template_id, data, self.url, notice.key)
        except WeChatUnreachable as failure:
            log.warning("wechat.unreachable", reason=failure.reason)
            return self._failed(notice, NO_ANSWER, Do.RETRY)
        except WeChatRefused as refused:
            return self._failed(notice, refused.code, self.table.do(refused.code))
        with self.database.transaction() as session:
            for row in repository.of_messages(session, notice.message_ids):
                row.lease_until = None
                if row.state == State.HELD:
                    row.via, row.template_id, row.updated_at = Via.TEMPLATE, number, self.clock.now()
        WECHAT_SENDS.labels("template").inc()
        return True

    def _failed(self, notice: Notice, code: int, do: Do) -> bool:
        """Who cannot be told is not tried again; what a person must mend is, with the next message to the user."""
        with self.database.transaction() as session:
            for row in repository.of_messages(session, notice.message_ids):
                row.lease_until, row.error = None, code
                row.template_id = 0 if do == Do.CLOSE else None
        WECHAT_SENDS.labels("template_failed").inc()
        if do in (Do.RETRY, Do.CLOSE):
            log.warning("wechat.template_not_sent", code=code)
        else:
            log.error("wechat.send_refused", code=code, says=self.table.says(code))
        return do != Do.RETRY

    def _data(self, card: TicketCard) -> dict[str, str]:
        values = {"number": card.number, "status": self.statuses.get(card.status, "")}
        texts = {name: words.format_map(values) for name, words in self.fields.items()}
        return {name: text[: LONGEST.get(name.rstrip("0123456789"))] for name, text in texts.items()}
