"""Tickets as CSV for spreadsheets: UTF-8 with BOM, formulas defused (ASVS 1.2.10), nothing personal in it."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

from fastapi import Request, Response

from api.audit import Audit
from api.console.route import page_router
from api.console.session import Exporter, FormChecked
from api.console.words import words_of
from api.db import WriteSession
from api.tickets.desk import TicketDesk
from api.tickets.domain import Outcome, RequestType, Status
from api.tickets.models import Ticket
from api.tickets.queries import TicketFilter
from api.tickets.words import TicketWords

router = page_router()
HEAD = ("受理编号", "请求", "状态", "结果", "核验级别", "收到时间", "答复期限", "内部期限", "办结时间", "经办人")
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
MOST = 100_000


@router.post("/export.csv", dependencies=[FormChecked])
def export_tickets(request: Request, session: WriteSession, signed: Exporter) -> Response:
    """All tickets; the export itself is an audit row."""
    desk: TicketDesk = request.app.state.tickets
    audit: Audit = request.app.state.audit
    names: dict[str, str] = request.app.state.accounts.names(session)
    tickets = desk.browsing.listing(session, TicketFilter(), MOST)
    levels, why = words_of(request).levels, f"{len(tickets)} tickets"
    audit.record(session, actor=signed.person.name, subject="tickets", action="ticket:export", why=why)
    text = to_csv([HEAD, *(_row(ticket, desk.words, levels, names) for ticket in tickets)])
    headers = {"Content-Disposition": 'attachment; filename="tickets.csv"'}
    return Response(text.encode("utf-8-sig"), headers=headers, media_type="text/csv; charset=utf-8")


def to_csv(rows: Iterable[Sequence[str]]) -> str:
    """Rows as text, every cell safe to open in a spreadsheet."""
    target = io.StringIO()
    writer = csv.writer(target)
    writer.writerows([[defused(cell) for cell in row] for row in rows])
    return target.getvalue()


def defused(cell: str) -> str:
    """A cell that a spreadsheet would read as a formula gets a quote in front."""
    return f"'{cell}" if cell.startswith(DANGEROUS) else cell


def _row(ticket: Ticket, words: TicketWords, levels: Mapping[str, str], names: dict[str, str]) -> tuple[str, ...]:
    return (
        ticket.number,
        words.types[RequestType(ticket.type)],
        words.statuses[Status(ticket.status)],
        words.outcomes[Outcome(ticket.outcome)] if ticket.outcome else "",
        levels[ticket.level],
        ticket.received_at.isoformat(),
        ticket.due_on.isoformat(),
        ticket.internal_due_on.isoformat(),
        ticket.closed_at.isoformat() if ticket.closed_at else "",
        names.get(ticket.assignee or "", ""),
    )
