"""The console's own files."""

from fastapi import APIRouter, Request, Response

from api.console.rendering import FOLDER
from api.errors import NotFound
from api.http.static_files import static_response

router = APIRouter(prefix="/staff/static", include_in_schema=False)
FILES = {path.name: path for path in (FOLDER / "static").iterdir() if path.suffix in {".css", ".js", ".svg"}}


@router.get("/{name}")
def static_file(request: Request, name: str) -> Response:
    """Only what is in the folder; the name is never joined to a path."""
    if name not in FILES:
        raise NotFound
    return static_response(request, FILES[name], "public, max-age=300")
