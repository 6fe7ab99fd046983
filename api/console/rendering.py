"""Templates, page headers, and the files of the console."""

from datetime import datetime
from pathlib import Path
from typing import Any

from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from api.tickets.deadlines import SHANGHAI

FOLDER = Path(__file__).parent
CONTENT_SECURITY_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {"Content-Security-Policy": CONTENT_SECURITY_POLICY, "Cache-Control": "no-store"}


def _local_time(moment: datetime | None) -> str:
    return moment.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M") if moment else "—"


def _brief_time(moment: datetime, now: datetime) -> str:
    """Of today only the time of day."""
    local = moment.astimezone(SHANGHAI)
    today = local.date() == now.astimezone(SHANGHAI).date()
    return local.strftime("%H:%M" if today else "%m-%d %H:%M")


def _environment() -> Environment:
    loader = FileSystemLoader(FOLDER / "templates")
    environment = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    environment.filters["local"] = _local_time
    environment.filters["brief"] = _brief_time
    return environment


_ENVIRONMENT = _environment()


def rendered(template: str, **context: Any) -> str:
    """The text of a template."""
    return _ENVIRONMENT.get_template(template).render(**context)


def page(template: str, status: int = 200, **context: Any) -> HTMLResponse:
    """A rendered page."""
    return HTMLResponse(rendered(template, **context), status, HEADERS)
