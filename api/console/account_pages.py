"""One's own account, and for administrators everybody's."""

from typing import Annotated

import pyotp
from fastapi import Depends, Form, Request, Response
from fastapi.responses import RedirectResponse

from api.console.rendering import page
from api.console.route import page_router
from api.console.session import Administrator, FormChecked, SignedIn, drop_cookie
from api.console.words import words_of
from api.db import ReadSession, WriteSession
from api.staff.accounts import Accounts
from api.staff.domain import Role, generate_password

router = page_router()
Text = Annotated[str, Form(max_length=200)]


def _accounts(request: Request) -> Accounts:
    service: Accounts = request.app.state.accounts
    return service


Service = Annotated[Accounts, Depends(_accounts)]


@router.get("/account")
def own_account(request: Request, signed: SignedIn) -> Response:
    """Password and second factor; a fresh secret each time, kept only once its code was typed."""
    return page("account.html", signed=signed, secret=pyotp.random_base32(), section="account", say=words_of(request))


@router.post("/account/password", dependencies=[FormChecked])
def change_password(
    request: Request, session: WriteSession, signed: SignedIn, service: Service, current: Text = "", fresh: Text = ""
) -> Response:
    """Ends all of one's sessions, this one too."""
    service.change_password(session, signed.person, current, fresh)
    response = RedirectResponse("/staff/login", 303)
    drop_cookie(request, response)
    return response


@router.post("/account/totp", dependencies=[FormChecked])
def turn_totp_on(
    session: WriteSession,
    signed: SignedIn,
    service: Service,
    password: Text = "",
    secret: Text = "",
    code: Text = "",
) -> Response:
    """Turn the second factor on."""
    service.turn_totp_on(session, signed.person, password, secret, code)
    return RedirectResponse("/staff/account", 303)


@router.post("/account/totp-off", dependencies=[FormChecked])
def turn_totp_off(session: WriteSession, signed: SignedIn, service: Service, password: Text = "") -> Response:
    """Turn it off again."""
    service.turn_totp_off(session, signed.person, password)
    return RedirectResponse("/staff/account", 303)


@router.get("/accounts")
def all_accounts(request: Request, session: ReadSession, signed: Administrator, service: Service) -> Response:
    """Everybody."""
    return page(
        "accounts.html",
        signed=signed,
        accounts=service.all(session),
        made=None,
        section="accounts",
        say=words_of(request),
    )


@router.post("/accounts/new", dependencies=[FormChecked])
def create_account(
    request: Request,
    session: WriteSession,
    signed: Administrator,
    service: Service,
    role: Annotated[Role, Form()],
    username: Text = "",
    display_name: Text = "",
) -> Response:
    """The generated password is shown once, on the answer to this form."""
    password = generate_password()
    account = service.create(
        session,
        username=username,
        role=role,
        password=password,
        actor=signed.person.name,
        display_name=display_name,
    )
    made = {"username": account.username, "password": password}
    return page(
        "accounts.html",
        signed=signed,
        accounts=service.all(session),
        made=made,
        section="accounts",
        say=words_of(request),
    )


@router.post("/accounts/{account_id}/active", dependencies=[FormChecked])
def set_active(
    account_id: int,
    session: WriteSession,
    signed: Administrator,
    service: Service,
    active: Annotated[bool, Form()],
) -> Response:
    """Close or open."""
    service.set_active(session, account_id, active, signed.person)
    return RedirectResponse("/staff/accounts", 303)


@router.post("/accounts/{account_id}/role", dependencies=[FormChecked])
def set_role(
    account_id: int, session: WriteSession, signed: Administrator, service: Service, role: Annotated[Role, Form()]
) -> Response:
    """Another role."""
    service.set_role(session, account_id, role, signed.person)
    return RedirectResponse("/staff/accounts", 303)


@router.post("/accounts/{account_id}/reset", dependencies=[FormChecked])
def reset_password(
    request: Request, account_id: int, session: WriteSession, signed: Administrator, service: Service
) -> Response:
    """A new generated password, shown once."""
    password = generate_password()
    service.reset_password(session, account_id, password, signed.person.name)
    names = {account.id: account.username for account in service.all(session)}
    made = {"username": names[account_id], "password": password}
    return page(
        "accounts.html",
        signed=signed,
        accounts=service.all(session),
        made=made,
        section="accounts",
        say=words_of(request),
    )
