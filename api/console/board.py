"""The list of conversations that wait for a person or have one: read once for each change, whoever looks at it."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from threading import Lock

from sqlalchemy.orm import Session

from api.console.known import values_of
from api.console.views import Shade
from api.conversations.domain import Author, Body
from api.conversations.hub import Hub
from api.db import Database
from api.handoff.domain import URGENT, Reason
from api.handoff.live import LiveChat, Queued
from api.handoff.models import Handover
from api.tickets.desk import TicketDesk
from api.tickets.domain import RequestType, Status
from api.tickets.models import Ticket

LAST_WORDS = 40
FRESH_S = 1.0
"""Tickets change without the hub being told."""


@dataclass(frozen=True)
class QueueRow:
    """One conversation of the list."""

    queued: Queued
    reasons: list[Reason]
    last: str
    by_user: bool

    @property
    def urgent(self) -> bool:
        """Whether it must not wait."""
        return bool(URGENT & set(self.reasons))


def reasons_of(record: Handover | None, tickets: Sequence[Ticket]) -> list[Reason]:
    """Why a person is wanted: what was said, what the talk shows, and what its tickets show."""
    found = [Reason(record.reason), *(Reason(sign) for sign in record.signs.split(",") if sign)] if record else []
    open_tickets = [ticket for ticket in tickets if ticket.closed_at is None]
    shown = {
        Reason.COMPLAINT: any(ticket.type == RequestType.COMPLAINT for ticket in open_tickets),
        Reason.MINOR: any(ticket.of_minor for ticket in open_tickets),
        Reason.PROOF: any(ticket.status == Status.IDENTITY_UNVERIFIED for ticket in open_tickets),
    }
    return list(dict.fromkeys([*found, *(reason for reason, is_so in shown.items() if is_so)]))


class Board:
    """When many pages ask at once, one reads and the others wait for it: no row is worked out twenty times, and
    those who write need not share the processor with twenty readers."""

    def __init__(
        self, hub: Hub, database: Database, live: LiveChat, tickets: TicketDesk, fresh_s: float = FRESH_S
    ) -> None:
        self._hub = hub
        self._database = database
        self._live = live
        self._tickets = tickets
        self._fresh_s = fresh_s
        self._reading = Lock()
        self._rows: Sequence[QueueRow] = ()
        self._taken_at = -1
        self._fresh_until = 0.0

    def rows(self) -> Sequence[QueueRow]:
        """No older than the last change that this process knew of when it was asked for."""
        wanted = self._hub.changes
        with self._reading:
            if self._taken_at < wanted or time.monotonic() > self._fresh_until:
                begun, self._fresh_until = self._hub.changes, time.monotonic() + self._fresh_s
                with self._database.reading() as session:
                    self._rows = self._read(session)
                self._taken_at = begun
            return self._rows

    def _read(self, session: Session) -> Sequence[QueueRow]:
        """A few queries, however many wait."""
        found = self._live.queue(session)
        tickets = self._tickets.of_conversations(session, [queued.conversation.id for queued in found])
        return [_row(queued, tickets.get(queued.conversation.id, ())) for queued in found]


def _row(queued: Queued, tickets: Sequence[Ticket]) -> QueueRow:
    shade = Shade(revealed=False, known=values_of(tickets))
    last = shade.text(Body.from_json(queued.last.body).text) if queued.last else ""
    return QueueRow(
        queued=queued,
        reasons=reasons_of(queued.record, tickets),
        last=f"{last[:LAST_WORDS]}…" if len(last) > LAST_WORDS else last,
        by_user=queued.last is not None and queued.last.author == Author.USER,
    )
