"""The way in and out."""

import re
from collections.abc import Callable

import pyotp
import pytest
from fastapi import Request
from fastapi.testclient import TestClient

from api.app import create_app
from api.bootstrap import Desk, build_desk
from api.console.session import by_itself
from api.console.signin_pages import safe_target
from api.settings import Settings
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
    browser.post("/staff/account/totp", 422, secret=secret, code="000000x", password=PASSWORD)
    code = pyotp.TOTP(secret).at(clock.now())
    browser.post("/staff/account/totp", 422, secret=secret, code=code, password="wrong password 1")
    assert "已开启" in browser.post("/staff/account/totp", secret=secret, code=code, password=PASSWORD)
    other = open_browser()
    assert other.sign_in("agent").status_code == 401
    assert other.sign_in("agent", code=code).status_code == 401, "a code serves once"
    clock.advance(seconds=30)
    assert other.sign_in("agent", code=pyotp.TOTP(secret).at(clock.now())).status_code == 200


def turn_totp_on(browser: Browser, clock: FakeClock, status: int = 200) -> None:
    secret = pyotp.random_base32()
    code = pyotp.TOTP(secret).at(clock.now())
    browser.post("/staff/account/totp", status, secret=secret, code=code, password=PASSWORD)


def test_second_factor_is_not_exchanged(signed_in: SignIn, clock: FakeClock) -> None:
    browser = signed_in("agent")
    turn_totp_on(browser, clock)
    turn_totp_on(browser, clock, 409)


def test_reset_helps_whoever_lost_the_phone(
    signed_in: SignIn, open_browser: Open, people: dict[str, int], clock: FakeClock, desk: Desk
) -> None:
    turn_totp_on(signed_in("agent"), clock)
    admin = signed_in("admin")
    assert "重置密码和双因素" in admin.get("/staff/accounts")
    html = admin.post(f"/staff/accounts/{people['agent']}/reset")
    password = re.search(r'只显示这一次）：<span class="number">([^<]+)<', html)
    assert password
    assert open_browser().sign_in("agent", password[1]).status_code == 200
    with desk.database.reading() as session:
        trail = [event.action for event in desk.audit.history(session, f"staff:{people['agent']}")]
    assert "staff:totp:off" in trail


def test_many_attempts_from_one_address(desk: Desk, settings: Settings, people: dict[str, int]) -> None:
    few = settings.model_copy(update={"rate_limit_sign_in": "2/minute"})
    desk = build_desk(few, clock=desk.clock, policy=desk.policy)
    with TestClient(create_app(desk)) as client:
        browser = Browser(client)
        for _ in range(2):
            assert browser.sign_in("nobody", "wrong password 1").status_code == 401
        refused = browser.sign_in("agent")
    desk.database.dispose()
    assert (refused.status_code, "操作太频繁了" in refused.text) == (429, True)
    assert int(refused.headers["retry-after"]) > 0


@pytest.mark.parametrize("path", ["/staff/queue?part=list", "/staff/conversations/x?part=messages"])
def test_page_left_open_is_no_sign_of_life(signed_in: SignIn, clock: FakeClock, path: str) -> None:
    browser = signed_in("agent")
    for _ in range(6):
        clock.advance(minutes=6)
        answer = browser.http.get(path, headers={"HX-Request": "true"})
    assert (answer.status_code, "登录已失效" in answer.text) == (401, True)


@pytest.mark.parametrize(("path", "query", "itself"), [("/staff/events", "", True), ("/staff/queue", "", False)])
def test_stream_is_asked_for_by_the_page(path: str, query: str, itself: bool) -> None:
    scope = {"type": "http", "path": path, "query_string": query.encode(), "headers": [], "server": ("desk", 80)}
    assert by_itself(Request(scope)) is itself


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
