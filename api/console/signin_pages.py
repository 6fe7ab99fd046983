"""Sign-in and sign-out."""

import hmac
import secrets
from typing import Annotated

from fastapi import Form, Request, Response
from fastapi.responses import RedirectResponse

from api.console.rendering import page
from api.console.route import page_router
from api.console.session import FormChecked, SignedIn, drop_cookie, set_cookie, sign_in_of
from api.db import WriteSession
from api.errors import TooManyRequests
from api.http.rate_limits import RateLimits, address_of
from api.staff.errors import FormExpired, SignInFailed

router = page_router()
LOGIN_COOKIE = "desk_login"
MAX_INPUT = 200


@router.get("/login")
def sign_in_page(request: Request, next: str = "/staff") -> Response:
    """The form; its token stands in a cookie of its own, since there is no session yet."""
    return _form(request, safe_target(next))


@router.post("/login")
def sign_in(
    request: Request,
    username: Annotated[str, Form(max_length=MAX_INPUT)] = "",
    password: Annotated[str, Form(max_length=MAX_INPUT)] = "",
    code: Annotated[str, Form(max_length=MAX_INPUT)] = "",
    csrf: Annotated[str, Form(max_length=MAX_INPUT)] = "",
    next: Annotated[str, Form(max_length=MAX_INPUT)] = "/staff",
) -> Response:
    """Check name, password and, where it is turned on, the code."""
    limits: RateLimits = request.app.state.rate_limits
    try:
        limits.hit("sign_in", address_of(request))
    except TooManyRequests as error:
        response = _form(request, safe_target(next), error.detail, error.status, username)
        response.headers.update(error.headers)
        return response
    expected = request.cookies.get(LOGIN_COOKIE, "")
    if not expected or not hmac.compare_digest(expected.encode(), csrf.encode()):
        return _form(request, safe_target(next), FormExpired.detail, 403)
    token = sign_in_of(request).enter(request.app.state.database, username, password, code)
    if token is None:
        return _form(request, safe_target(next), SignInFailed.detail, 401, username)
    response = RedirectResponse(safe_target(next), 303)
    set_cookie(request, response, token)
    response.delete_cookie(LOGIN_COOKIE, path="/staff")
    return response


@router.post("/logout", dependencies=[FormChecked])
def sign_out(request: Request, session: WriteSession, signed: SignedIn) -> Response:
    """End the session."""
    sign_in_of(request).leave(session, signed.token, signed.person)
    response = RedirectResponse("/staff/login", 303)
    drop_cookie(request, response)
    return response


def safe_target(wanted: str) -> str:
    """Only pages of the console, never another site."""
    inside = wanted == "/staff" or wanted.startswith("/staff/")
    return wanted if inside and "\\" not in wanted and ".." not in wanted else "/staff"


def _form(request: Request, target: str, problem: str = "", status: int = 200, username: str = "") -> Response:
    token = secrets.token_urlsafe(24)
    response = page("login.html", status, problem=problem, csrf=token, next=target, username=username)
    response.set_cookie(
        LOGIN_COOKIE,
        token,
        max_age=3600,
        path="/staff",
        secure=request.app.state.settings.production,
        httponly=True,
        samesite="strict",
    )
    return response
