"""Who is signed in, what they may do, and the token that every form carries."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Form, Header, Request, Response

from api.staff.domain import RULES, Permission, StaffPerson
from api.staff.errors import FormExpired, NotPermitted, SignedOut
from api.staff.signin import SignIn
from api.tickets.domain import Actor
from api.tickets.requests import By


@dataclass(frozen=True)
class Signed:
    """A signed-in person with the session's token and form token."""

    person: StaffPerson
    token: str
    csrf: str

    @property
    def by(self) -> By:
        """As tickets name who does something."""
        worker = self.person.may(Permission.WORK)
        agent = worker and self.person.role == "agent"
        return By(Actor.AGENT if agent else Actor.SUPERVISOR, self.person.name)


def cookie_name(request: Request) -> str:
    """In production the prefix makes browsers hold it to this host and to https."""
    return "__Host-desk_staff" if request.app.state.settings.production else "desk_staff"


def set_cookie(request: Request, response: Response, token: str) -> None:
    """HttpOnly, SameSite=Lax; ends with the session's longest life."""
    response.set_cookie(
        cookie_name(request),
        token,
        max_age=int(RULES.absolute.total_seconds()),
        path="/",
        secure=request.app.state.settings.production,
        httponly=True,
        samesite="lax",
    )


def drop_cookie(request: Request, response: Response) -> None:
    """Forget the session."""
    production = request.app.state.settings.production
    response.delete_cookie(cookie_name(request), path="/", secure=production, httponly=True, samesite="lax")


def sign_in_of(request: Request) -> SignIn:
    """The service."""
    service: SignIn = request.app.state.sign_in
    return service


def signed_in(request: Request) -> Signed:
    """The session behind the cookie; its own short transactions, since pages only read."""
    token = request.cookies.get(cookie_name(request), "")
    service, database = sign_in_of(request), request.app.state.database
    with database.reading() as session:
        found = service.person(session, token) if token else None
    if found is None:
        raise SignedOut
    person, stale = found
    if stale and not by_itself(request):
        with database.transaction() as session:
            service.touch(session, token)
    return Signed(person, token, service.csrf_token(token))


def by_itself(request: Request) -> bool:
    """Whether the page asks without anybody at it: its event stream, and the pieces that it fetches anew. Were these
    signs of life, a page left open would never be idle."""
    return request.url.path == "/staff/events" or "part" in request.query_params


SignedIn = Annotated[Signed, Depends(signed_in)]


def allowed(permission: Permission) -> Callable[[Signed], Signed]:
    """Dependency: the person's role must allow it."""

    def check(signed: SignedIn) -> Signed:
        if not signed.person.may(permission):
            raise NotPermitted
        return signed

    return check


Reader = Annotated[Signed, Depends(allowed(Permission.READ))]
Worker = Annotated[Signed, Depends(allowed(Permission.WORK))]
Shower = Annotated[Signed, Depends(allowed(Permission.SHOW_PERSONAL))]
Exporter = Annotated[Signed, Depends(allowed(Permission.EXPORT))]
Administrator = Annotated[Signed, Depends(allowed(Permission.ACCOUNTS))]


def _form_checked(request: Request, signed: SignedIn, csrf: Annotated[str, Form()] = "") -> None:
    if not sign_in_of(request).csrf_right(signed.token, csrf):
        raise FormExpired


def _call_checked(request: Request, signed: SignedIn, x_csrf_token: Annotated[str, Header()] = "") -> None:
    if not sign_in_of(request).csrf_right(signed.token, x_csrf_token):
        raise FormExpired


FormChecked = Depends(_form_checked)
CallChecked = Depends(_call_checked)
