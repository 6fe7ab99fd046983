"""The widget's files and its demonstration page."""

from pathlib import Path

from fastapi import APIRouter, Request, Response

from api.channels.web.lean import lean
from api.errors import NotFound
from api.http.static_files import static_response

STATIC = Path(__file__).parent / "static"
FILES = {path.name: path for path in STATIC.iterdir()}

router = APIRouter(include_in_schema=False)


@router.get("/")
def demonstration(request: Request) -> Response:
    return static_response(request, STATIC / "index.html")


@router.get("/widget.js")
def widget(request: Request) -> Response:
    return static_response(request, STATIC / "widget.js", "public, max-age=300", lean)


@router.get("/static/{name}")
def static_file(request: Request, name: str) -> Response:
    """Only what is in the folder; the name is never joined to a path."""
    if name not in FILES:
        raise NotFound
    return static_response(request, FILES[name])
