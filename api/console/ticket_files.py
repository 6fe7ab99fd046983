"""Attaching a result to an access or copy request."""

from typing import Annotated

from fastapi import File, Request, Response, UploadFile
from fastapi.responses import RedirectResponse

from api.console.route import page_router
from api.console.session import FormChecked, Worker
from api.db import WriteSession
from api.tickets.desk import TicketDesk
from api.tickets.files.service import Files
from api.tickets.files.uploads import Upload

router = page_router()


@router.post("/files/{number}", dependencies=[FormChecked])
def attach_file(
    request: Request, number: str, session: WriteSession, signed: Worker, file: Annotated[UploadFile, File()]
) -> Response:
    """A path of its own, since its body may be larger than those of other pages."""
    desk: TicketDesk = request.app.state.tickets
    files: Files = request.app.state.files
    ticket = desk.tickets.locked(session, number)
    files.attach(session, ticket, Upload(file.filename or "", file.file.read()), signed.by)
    return RedirectResponse(f"/staff/tickets/{ticket.number}", 303)
