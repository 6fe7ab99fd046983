"""Conversations that wait for a person, or have one."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Query, Request, Response
from sqlalchemy.orm import Session

from api.console.rendering import page
from api.console.route import page_router
from api.console.session import Reader
from api.console.views import Shade
from api.console.words import words_of
from api.conversations.domain import Author, Body, State
from api.db import ReadSession
from api.handoff.domain import URGENT, Reason
from api.handoff.live import LiveChat, Queued
from api.handoff.models import Handover
from api.tickets.desk import TicketDesk
from api.tickets.domain import RequestType, Status
from api.tickets.models import Ticket
from api.tickets.types import is_minor

router = page_router()
LAST_WORDS = 40


def _live(request: Request) -> LiveChat:
    service: LiveChat = request.app.state.live_chat
    return service


TheLiveChat = Annotated[LiveChat, Depends(_live)]


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
        Reason.MINOR: any(is_minor(ticket.relationship) for ticket in open_tickets),
        Reason.PROOF: any(ticket.status == Status.IDENTITY_UNVERIFIED for ticket in open_tickets),
    }
    return list(dict.fromkeys([*found, *(reason for reason, is_so in shown.items() if is_so)]))


@router.get("/queue")
def queue(
    request: Request,
    session: ReadSession,
    signed: Reader,
    live: TheLiveChat,
    part: Annotated[str, Query(max_length=20)] = "",
) -> Response:
    """Who waits longest stands on top, what is urgent above all; `part=list` is what the page refreshes by itself."""
    rows = [_row(request, session, each) for each in live.queue(session)]
    waiting = [row for row in rows if row.queued.conversation.state == State.WAITING]
    waiting.sort(key=lambda row: not row.urgent)
    return page(
        "queue_list.html" if part == "list" else "queue.html",
        signed=signed,
        waiting=waiting,
        mine=[row for row in rows if live.held_by(row.queued.conversation, signed.person)],
        others=[
            row
            for row in rows
            if row.queued.conversation.state == State.STAFF and not live.held_by(row.queued.conversation, signed.person)
        ],
        names=request.app.state.accounts.names(session),
        now=request.app.state.clock.now(),
        closed=request.app.state.conversations.reception.closed(),
        say=words_of(request),
        section="queue",
    )


def _row(request: Request, session: Session, queued: Queued) -> QueueRow:
    desk: TicketDesk = request.app.state.tickets
    tickets = desk.of_conversation(session, queued.conversation.id)
    shade = Shade(None, revealed=False, known=(name for ticket in tickets for name in (ticket.name, ticket.account)))
    last = shade.text(Body.from_json(queued.last.body).text) if queued.last else ""
    return QueueRow(
        queued=queued,
        reasons=reasons_of(queued.record, tickets),
        last=f"{last[:LAST_WORDS]}…" if len(last) > LAST_WORDS else last,
        by_user=queued.last is not None and queued.last.author == Author.USER,
    )
