"""The console's own files."""

from fastapi import APIRouter
from fastapi.responses import FileResponse

from api.console.rendering import FOLDER
from api.errors import NotFound

router = APIRouter(prefix="/staff/static", include_in_schema=False)
FILES = {path.name: path for path in (FOLDER / "static").iterdir() if path.suffix in {".css", ".js", ".svg"}}


@router.get("/{name}")
def static_file(name: str) -> FileResponse:
    """Only what is in the folder; the name is never joined to a path."""
    if name not in FILES:
        raise NotFound
    return FileResponse(FILES[name], headers={"Cache-Control": "public, max-age=300"})
