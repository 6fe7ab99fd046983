"""After 48 hours a template message tells of a ticket's step: its number and state, nothing else.

SMS and mail go out all the same (`api.tickets.notices`); this is for those who gave no contact, or look here first."""

from collections.abc import Mapping
from dataclasses import dataclass

import structlog

from api.channels.wechat.accounts import Abilities
from api.channels.wechat.models import WeChatOutbound
from api.channels.wechat.outbound import repository
from api.channels.wechat.outbound.domain import State, Via
from api.channels.wechat.outbound.ports import Platform, WeChatRefused, WeChatUnreachable
from api.channels.wechat.people import repository as people_repository
from api.channels.wechat.people.service import People
from api.clock import Clock
from api.conversations.domain import Body, TicketCard
from api.db import Database
from api.metrics import WECHAT_SENDS

log = structlog.get_logger(__name__)

LONGEST = {"thing": 20, "character_string": 32, "phrase": 5}
"""Characters by the kind of field, which its name begins with (source: WXC 0002cee2914010f1f872c59e961c00)."""


@dataclass(frozen=True)
class Told:
    """What to send to whom."""

    openid: str
    message_ids: tuple[int, ...]
    card: TicketCard


@dataclass(frozen=True)
class TemplateNotices:
    """`statuses`: names of a ticket's states; `fields`: those of the template, from `data/wechat.yml`."""

    database: Database
    clock: Clock
    people: People
    platform: Platform
    abilities: Abilities
    template_id: str
    fields: Mapping[str, str]
    statuses: Mapping[str, str]
    url: str

    def tell(self, person_id: int) -> None:
        """Send one for the newest step of each ticket, if there is no other way to reach the person."""
        if not (self.abilities.template and self.template_id):
            return
        for told in self._claim(person_id):
            try:
                number = self.platform.send_template(told.openid, self.template_id, self._data(told.card), self.url)
            except (WeChatRefused, WeChatUnreachable) as error:
                log.warning("wechat.template_not_sent", error=str(error))
                WECHAT_SENDS.labels("template_failed").inc()
            else:
                self._sent(told, number)
                WECHAT_SENDS.labels("template").inc()

    def fared(self, template_id: int | None, succeeded: bool) -> None:
        """What the platform's event says of a template message."""
        with self.database.transaction() as session:
            for row in repository.of_template(session, template_id or -1):
                row.via, row.updated_at = (Via.TEMPLATE if succeeded else None), self.clock.now()
        if not succeeded:
            log.warning("wechat.template_failed")
            WECHAT_SENDS.labels("template_failed").inc()

    def _claim(self, person_id: int) -> list[Told]:
        """Marked before they are sent: a notice that is lost is made up for by SMS or mail, one sent twice is not."""
        with self.database.transaction() as session:
            person = people_repository.locked(session, person_id)
            if person is None or self.people.allowance(person).total > 0:
                return []
            newest: dict[str, tuple[TicketCard, list[WeChatOutbound]]] = {}
            for row, message in repository.held(session, person_id):
                card = Body.from_json(message.body).ticket
                if card is not None:
                    row.template_id = 0
                    newest[card.number] = (card, [*newest.get(card.number, (card, []))[1], row])
            return [
                Told(person.openid, tuple(row.message_id for row in rows), card) for card, rows in newest.values()
            ]

    def _data(self, card: TicketCard) -> dict[str, str]:
        values = {"number": card.number, "status": self.statuses.get(card.status, "")}
        texts = {name: words.format_map(values) for name, words in self.fields.items()}
        return {name: text[: LONGEST.get(name.rstrip("0123456789"))] for name, text in texts.items()}

    def _sent(self, told: Told, number: int) -> None:
        with self.database.transaction() as session:
            for row in repository.of_messages(session, told.message_ids):
                if row.state == State.HELD:
                    row.via, row.template_id, row.updated_at = Via.TEMPLATE, number, self.clock.now()
