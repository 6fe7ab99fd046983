"""The widget's files and its demonstration page."""

from pathlib import Path

from fastapi import APIRouter
from fastapi.responses import FileResponse

STATIC = Path(__file__).parent / "static"

router = APIRouter(include_in_schema=False)


@router.get("/")
def demonstration() -> FileResponse:
    return FileResponse(STATIC / "index.html")


@router.get("/widget.js")
def widget() -> FileResponse:
    return FileResponse(STATIC / "widget.js", headers={"Cache-Control": "public, max-age=300"})
