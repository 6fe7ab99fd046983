"""The page behind a link: plain HTML, no script, nothing personal in the address."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi.responses import HTMLResponse
from fastapi.templating import Jinja2Templates

from api.conversations.origins import origin_key
from api.db import Database
from api.errors import DeskError
from api.http.rate_limits import address_of
from api.tickets.deadlines import SHANGHAI
from api.tickets.files.models import TicketFile
from api.tickets.files.service import Files, refuse

router = APIRouter(prefix="/files", include_in_schema=False)
templates = Jinja2Templates(Path(__file__).parent / "templates")
SECURITY = "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
HEADERS = {"Content-Security-Policy": SECURITY, "Cache-Control": "no-store", "X-Robots-Tag": "noindex"}


def _files(request: Request) -> Files:
    files: Files = request.app.state.files
    return files


TheFiles = Annotated[Files, Depends(_files)]


@router.get("/{token}")
def open_link(request: Request, token: str, files: TheFiles) -> HTMLResponse:
    """What waits here, and the button that sends a code."""

    def look(_database: Database) -> dict[str, Any]:
        with _database.reading() as session:
            return _facts(files.find(session, token))

    return _page(request, token, look)


@router.post("/{token}/code")
def send_code(request: Request, token: str, files: TheFiles) -> HTMLResponse:
    """Send a code, and ask for it."""
    _count(request)
    request.app.state.rate_limits.hit("codes", origin_key(request.app.state.index, address_of(request)))

    def send(database: Database) -> dict[str, Any]:
        with database.transaction() as session:
            started = files.send_code(session, token)
            return {**_facts(files.find(session, token)), "verification": started.id, "sent": started.sent}

    return _page(request, token, send)


@router.post("/{token}")
def fetch(
    request: Request,
    token: str,
    files: TheFiles,
    verification: Annotated[str, Form(max_length=64)] = "",
    code: Annotated[str, Form(max_length=40)] = "",
) -> Response:
    """The file, against the code."""
    _count(request)
    database: Database = request.app.state.database
    try:
        with database.transaction() as session:
            facts = _facts(files.find(session, token))
            result = files.check_code(session, verification, code)
        refuse(result)
        with database.transaction() as session:
            file = files.hand_out(session, token, verification)
            return _download(file)
    except DeskError as error:
        shown = {} if error.status == 404 else {**facts, "verification": verification}
        return _rendered(request, token, error, shown)


def _page(request: Request, token: str, act: Callable[[Database], dict[str, Any]]) -> HTMLResponse:
    """What was done, or why it was not; the transaction of `act` is over before an error becomes a page."""
    try:
        return _rendered(request, token, None, act(request.app.state.database))
    except DeskError as error:
        facts: dict[str, Any] = {}
        if error.status != 404:
            with request.app.state.database.reading() as session:
                facts = _facts(request.app.state.files.find(session, token))
        return _rendered(request, token, error, facts)


def _rendered(request: Request, token: str, error: DeskError | None, facts: dict[str, Any]) -> HTMLResponse:
    context = {"token": token, "problem": error.detail if error else "", "file": None, "verification": "", "sent": True}
    status = int(error.status) if error else 200
    headers = HEADERS | (error.headers if error else {})
    return templates.TemplateResponse(request, "file.html", context | facts, status, headers)


def _facts(file: TicketFile) -> dict[str, Any]:
    until = file.expires_at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")
    return {"file": {"size": _size(file.size), "until": until}}


def _size(count: int) -> str:
    return f"{count / 1_048_576:.1f} MB" if count >= 1_048_576 else f"{max(1, round(count / 1024))} KB"


def _download(file: TicketFile) -> Response:
    name = quote(file.name or "file")
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{name}", **HEADERS}
    return Response(file.content, media_type=file.media_type, headers=headers)


def _count(request: Request) -> None:
    request.app.state.rate_limits.hit("messages", address_of(request))
