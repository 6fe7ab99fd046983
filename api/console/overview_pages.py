"""概览: what a supervisor looks at in the morning, and the same as CSV."""

from typing import Annotated

from fastapi import Depends, Request, Response

from api.audit import Audit
from api.console.charts import HEIGHT, WIDTH, columns
from api.console.export import to_csv
from api.console.overview import OverviewDesk
from api.console.rendering import page
from api.console.route import page_router
from api.console.session import Exporter, Reader
from api.console.words import words_of
from api.conversations.questions.domain import Days
from api.db import ReadSession, WriteSession
from api.errors import NotFound

router = page_router()


def _desk(request: Request) -> OverviewDesk:
    state = request.app.state
    return OverviewDesk(words_of(request), state.tickets, state.questions, state.policy)


TheOverview = Annotated[OverviewDesk, Depends(_desk)]


@router.get("/overview")
def overview(
    request: Request, session: ReadSession, signed: Reader, desk: TheOverview, days: Days = Days.WEEK
) -> Response:
    """All charts of the last days."""
    found = desk.build(session, request.app.state.clock.now(), days)
    return page(
        "overview.html",
        signed=signed,
        charts=found.charts,
        handoff=found.handoff,
        times=found.times,
        bars=columns(found.charts["volume"]),
        box=(WIDTH, HEIGHT),
        days=days.value,
        all_days=[each.value for each in Days],
        say=words_of(request),
        section="overview",
    )


@router.get("/overview/{key}.csv")
def export_chart(
    request: Request, key: str, session: WriteSession, signed: Exporter, desk: TheOverview, days: Days = Days.WEEK
) -> Response:
    """The figures behind one chart; the export is an audit row."""
    chart = desk.build(session, request.app.state.clock.now(), days).charts.get(key)
    if chart is None:
        raise NotFound
    audit: Audit = request.app.state.audit
    audit.record(session, actor=signed.person.name, subject=f"overview:{key}", action="overview:export")
    text = to_csv([chart.columns, *([str(cell) for cell in row] for row in chart.rows)])
    headers = {"Content-Disposition": f'attachment; filename="{key}.csv"'}
    return Response(text.encode("utf-8-sig"), headers=headers, media_type="text/csv; charset=utf-8")
