"""`wechat.deliver`: sends by customer-service message what no passive reply carried."""

from dataclasses import dataclass, replace

import structlog
from sqlalchemy.orm import Session

from api.channels.wechat.accounts import Abilities
from api.channels.wechat.forms.options import menu_id
from api.channels.wechat.models import WeChatPerson
from api.channels.wechat.outbound import repository
from api.channels.wechat.outbound.domain import BUSY, LAST_ATTEMPT, LEASE, NO_ANSWER, Do, State, Via, pause
from api.channels.wechat.outbound.errors import ErrorTable
from api.channels.wechat.outbound.outbox import Outbox, Parcel
from api.channels.wechat.outbound.ports import Platform, TapMenu, WeChatRefused, WeChatUnreachable
from api.channels.wechat.outbound.templates import TemplateNotices
from api.channels.wechat.people import repository as people_repository
from api.channels.wechat.people.service import People
from api.clock import Clock
from api.db import Database
from api.jobs import Job, RetryLater
from api.metrics import WECHAT_SENDS

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Shipment:
    """A parcel that this process sends. `offer`: the number of its options, to be tapped or not; `brief`: it is one of
    the minute's messages."""

    openid: str
    parcel: Parcel
    offer: int
    tap: bool
    attempts: int
    brief: bool


@dataclass(frozen=True)
class Deliver:
    """Handler of `wechat.deliver`."""

    database: Database
    clock: Clock
    people: People
    outbox: Outbox
    platform: Platform
    table: ErrorTable
    abilities: Abilities
    notices: TemplateNotices

    def __call__(self, job: Job) -> None:
        """Until nothing is left, the quota is used up, or something fails."""
        person_id = int(job.payload["person_id"])
        while (shipment := self._load(person_id)) is not None:
            try:
                self._send(shipment)
            except WeChatUnreachable as failure:
                log.warning("wechat.unreachable", reason=failure.reason)
                self._failed(person_id, shipment, NO_ANSWER, Do.RETRY)
            except WeChatRefused as refused:
                self._failed(person_id, shipment, refused.code, self.table.do(refused.code))
            else:
                WECHAT_SENDS.labels("sent").inc()
                self._sent(person_id, shipment)
        self.notices.tell(person_id, job.attempts)

    def _load(self, person_id: int) -> Shipment | None:
        with self.database.transaction() as session:
            person = people_repository.locked(session, person_id)
            now = self.clock.now()
            if person is None:
                return None
            if repository.being_sent(session, person_id, now):
                # By a process that is at it, or that died at it.
                raise RetryLater(BUSY)
            if not repository.anything_queued(session, person_id, now):
                return None
            parcel = self.outbox.take(session, person)
            if parcel is None:
                return None
            left = self.people.allowance(person).total
            if left == 0:
                repository.hold(session, person_id, now)
                WECHAT_SENDS.labels("held").inc()
                return None
            brief = self.people.spend(person)
            for row in parcel.rows:
                row.state, row.lease_until, row.attempts = State.SENDING, now + LEASE, row.attempts + 1
            parcel = self._with_warning(parcel) if left == 1 else parcel
            tap = self.abilities.tap and bool(parcel.options)
            attempts = max(row.attempts for row in parcel.rows)
            return Shipment(person.openid, parcel, person.offer + 1, tap, attempts, brief)

    def _with_warning(self, parcel: Parcel) -> Parcel:
        """The last that may be sent says that the user must write for more to come."""
        text = f"{parcel.bubble.text}\n{self.outbox.writer.words.last_send}"
        return replace(parcel, bubble=replace(parcel.bubble, text=text))

    def _send(self, shipment: Shipment) -> None:
        if not shipment.tap:
            self.platform.send_text(shipment.openid, shipment.parcel.bubble.text)
            return
        try:
            self.platform.send_menu(shipment.openid, self._menu(shipment))
        except WeChatRefused as refused:
            if self.table.do(refused.code) != Do.TEXT:
                raise
            self.platform.send_text(shipment.openid, shipment.parcel.bubble.text)

    def _menu(self, shipment: Shipment) -> TapMenu:
        options = shipment.parcel.options
        listed = self.outbox.writer.choices(options)
        head = shipment.parcel.bubble.text.replace(listed, "").strip() or self.outbox.writer.words.tap
        items = [(menu_id(shipment.offer, number), each.title) for number, each in enumerate(options, start=1)]
        return TapMenu(head, items)

    def _sent(self, person_id: int, shipment: Shipment) -> None:
        with self.database.transaction() as session:
            person = people_repository.locked(session, person_id)
            if person is None:
                return
            rows = repository.of_messages(session, [row.message_id for row in shipment.parcel.rows])
            self.outbox.settle(person, replace(shipment.parcel, rows=rows), State.SENT, Via.CUSTOM)
            self._show_staff(session, person)

    def _failed(self, person_id: int, shipment: Shipment, code: int, do: Do) -> None:
        """Store what became of it; raises RetryLater when trying again may help."""
        retry = do == Do.RETRY and shipment.attempts < LAST_ATTEMPT
        state = State.QUEUED if retry else State.FAILED if do == Do.BUG else State.HELD
        with self.database.transaction() as session:
            person = people_repository.locked(session, person_id)
            for row in repository.of_messages(session, [row.message_id for row in shipment.parcel.rows]):
                row.state, row.error, row.lease_until, row.updated_at = state, code, None, self.clock.now()
            if person is not None and do == Do.CLOSE:
                person.sends_left = person.brief_sends_left = 0
            elif person is not None and code != NO_ANSWER:
                self.people.give_back(person, shipment.brief)
            if not retry:
                repository.hold(session, person_id, self.clock.now())
            if person is not None:
                self._show_staff(session, person)
        WECHAT_SENDS.labels(do).inc()
        if do in (Do.ALARM, Do.BUG, Do.REFRESH, Do.TEXT):
            log.error("wechat.send_refused", code=code, says=self.table.says(code))
        if retry:
            raise RetryLater(pause(shipment.attempts))

    def _show_staff(self, session: Session, person: WeChatPerson) -> None:
        """Their page shows what has not arrived yet."""
        conversation = self.people.present(session, person)
        if conversation is not None:
            self.people.conversations.wake(session, conversation)
