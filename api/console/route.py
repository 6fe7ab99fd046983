"""Pages answer errors with pages, and send those who are signed out to the sign-in."""

from urllib.parse import quote

from fastapi import APIRouter, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse
from fastapi.routing import APIRoute
from starlette.types import Receive, Scope, Send

from api.console.rendering import page
from api.errors import DeskError, Invalid
from api.staff.errors import SignedOut


class PageRoute(APIRoute):
    """A route whose errors are pages.

    The handlers are exchanged for this route rather than errors being caught inside it: what is caught inside would
    look like success to the transaction, which would then be committed."""

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve the request with page handlers in front of the common ones."""
        common, by_status = scope.get("starlette.exception_handlers", ({}, {}))
        scope["starlette.exception_handlers"] = ({**common, **PAGE_HANDLERS}, by_status)
        await super().handle(scope, receive, send)


def page_router() -> APIRouter:
    """A router of pages."""
    return APIRouter(prefix="/staff", route_class=PageRoute, include_in_schema=False)


def to_sign_in(request: Request) -> Response:
    """To the sign-in, and back afterwards to what was being read."""
    wanted = request.url.path if request.method == "GET" else "/staff"
    return RedirectResponse(f"/staff/login?next={quote(wanted)}", 303)


def _on_desk_error(request: Request, error: Exception) -> Response:
    return error_page(request, error if isinstance(error, DeskError) else DeskError())


def _on_signed_out(request: Request, error: Exception) -> Response:
    # A script would take the sign-in page behind a redirect for success, and show it in place of the talk.
    return _on_desk_error(request, error) if "HX-Request" in request.headers else to_sign_in(request)


def _on_invalid_form(request: Request, _error: Exception) -> Response:
    return error_page(request, Invalid())


PAGE_HANDLERS = {
    DeskError: _on_desk_error,
    SignedOut: _on_signed_out,
    RequestValidationError: _on_invalid_form,
}


def error_page(request: Request, error: DeskError) -> Response:
    """What went wrong, and the way back."""
    back = request.url.path if request.method == "GET" else _parent(request.url.path)
    return page("error.html", int(error.status), detail=error.detail, back=back)


def _parent(path: str) -> str:
    """A form's page: its action without the last word."""
    parts = path.rstrip("/").split("/")
    return "/".join(parts[:-1]) if len(parts) > 3 else "/staff"
