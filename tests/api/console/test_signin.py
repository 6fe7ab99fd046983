"""The way in and out."""

from collections.abc import Callable

import pyotp
import pytest

from api.bootstrap import Desk
from api.console.signin_pages import safe_target
from tests.api.console.conftest import Browser
from tests.support.clock import FakeClock
from tests.support.parts import PASSWORD

Open = Callable[[], Browser]
SignIn = Callable[[str], Browser]


def test_signed_out_readers_are_sent_to_the_form(open_browser: Open) -> None:
    answer = open_browser().http.get("/staff/queue", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/staff/login?next=/staff/queue")


def test_pages_carry_a_strict_policy(open_browser: Open) -> None:
    policy = open_browser().http.get("/staff/login").headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe-inline" not in policy


def test_pages_hold_no_inline_script_or_style(signed_in: SignIn, number: str) -> None:
    browser = signed_in("admin")
    for path in ("/staff", f"/staff/tickets/{number}", "/staff/queue", "/staff/account", "/staff/accounts"):
        html = browser.get(path)
        assert " style=" not in html
        assert " onclick=" not in html
        assert "<script>" not in html


@pytest.mark.parametrize(("username", "password"), [("agent", "wrong password 1"), ("nobody", PASSWORD), ("", "")])
def test_one_answer_for_all_failures(open_browser: Open, people: dict[str, int], username: str, password: str) -> None:
    answer = open_browser().sign_in(username, password)
    assert answer.status_code == 401
    assert "用户名、密码或动态码不正确" in answer.text


def test_cookie_is_shielded(open_browser: Open, people: dict[str, int]) -> None:
    browser = open_browser()
    browser.get("/staff/login")
    fields = {"csrf": browser.csrf, "username": "Agent", "password": PASSWORD}
    cookie = browser.http.post("/staff/login", data=fields, follow_redirects=False).headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie


def test_form_without_its_token_is_refused(signed_in: SignIn, open_browser: Open, number: str) -> None:
    browser = signed_in("agent")
    browser.csrf = "x"
    browser.post(f"/staff/tickets/{number}/take", 403)
    stranger = open_browser()
    assert stranger.http.post("/staff/login", data={"username": "agent", "password": PASSWORD}).status_code == 403


def test_account_locks_and_opens_again(open_browser: Open, people: dict[str, int], clock: FakeClock) -> None:
    browser = open_browser()
    for _ in range(5):
        assert browser.sign_in("agent", "wrong password 1").status_code == 401
    assert browser.sign_in("agent").status_code == 401
    clock.advance(minutes=16)
    assert browser.sign_in("agent").status_code == 200


def test_session_ends_when_idle(signed_in: SignIn, clock: FakeClock) -> None:
    browser = signed_in("agent")
    clock.advance(minutes=20)
    browser.get("/staff")
    clock.advance(minutes=20)
    assert "工单列表" in browser.get("/staff") or "这里没有工单" in browser.get("/staff")
    clock.advance(minutes=31)
    assert 'name="password"' in browser.get("/staff")


def test_session_ends_after_its_longest_life(signed_in: SignIn, clock: FakeClock) -> None:
    browser = signed_in("agent")
    for _ in range(25):
        clock.advance(minutes=25)
        browser.get("/staff")
    assert 'name="password"' in browser.get("/staff")


def test_password_change_ends_every_session(signed_in: SignIn) -> None:
    one, other = signed_in("agent"), signed_in("agent")
    one.post("/staff/account/password", current=PASSWORD, fresh="another long pass 9")
    assert 'name="password"' in other.get("/staff")
    assert one.sign_in("agent").status_code == 401
    assert one.sign_in("agent", "another long pass 9").status_code == 200


def test_sign_out_ends_the_session(signed_in: SignIn) -> None:
    browser = signed_in("agent")
    cookies = dict(browser.http.cookies)
    browser.post("/staff/logout")
    browser.http.cookies.update(cookies)
    assert 'name="password"' in browser.get("/staff")


def test_second_factor(signed_in: SignIn, open_browser: Open, clock: FakeClock) -> None:
    browser, secret = signed_in("agent"), pyotp.random_base32()
    browser.post("/staff/account/totp", 422, secret=secret, code="000000x")
    code = pyotp.TOTP(secret).at(clock.now())
    assert "已开启" in browser.post("/staff/account/totp", secret=secret, code=code)
    other = open_browser()
    assert other.sign_in("agent").status_code == 401
    assert other.sign_in("agent", code=code).status_code == 401, "a code serves once"
    clock.advance(seconds=30)
    assert other.sign_in("agent", code=pyotp.TOTP(secret).at(clock.now())).status_code == 200


@pytest.mark.parametrize(
    ("wanted", "target"),
    [
        ("/staff/queue", "/staff/queue"),
        ("https://example.com/", "/staff"),
        ("//example.com", "/staff"),
        ("/staff/../api", "/staff"),
        ("/staffx", "/staff"),
        ("/staff/\\example.com", "/staff"),
    ],
)
def test_targets_stay_in_the_console(wanted: str, target: str) -> None:
    assert safe_target(wanted) == target


def test_only_administrators_keep_accounts(signed_in: SignIn, desk: Desk) -> None:
    signed_in("supervisor").get("/staff/accounts", 403)
    html = signed_in("admin").post("/staff/accounts/new", username="li.si", display_name="李四（虚构）", role="agent")
    assert "只显示这一次" in html
    signed_in("admin").post("/staff/accounts/new", 409, username="LI.SI", role="agent")


def test_closed_account_is_out_at_once(signed_in: SignIn, people: dict[str, int]) -> None:
    agent, admin = signed_in("agent"), signed_in("admin")
    admin.post(f"/staff/accounts/{people['agent']}/active", active="false")
    assert 'name="password"' in agent.get("/staff")
    admin.post(f"/staff/accounts/{people['admin']}/active", 409, active="false")
