"""A console with people of every role, and a ticket."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import httpx
import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.bootstrap import Desk
from api.staff.domain import Role
from api.tickets.domain import RequestType
from tests.support.parts import PASSWORD, QUICK_HASHER
from tests.support.requests import new_ticket

BASE = "https://testserver"


@dataclass
class Browser:
    """A signed-in browser: reads the form token from the pages it sees."""

    http: TestClient
    csrf: str = ""

    def get(self, path: str, status: int = 200) -> str:
        answer = self.http.get(path)
        assert answer.status_code == status, answer.text
        found = re.search(r'name="csrf" value="([^"]+)"', answer.text)
        self.csrf = found[1] if found else self.csrf
        return answer.text

    def post(self, path: str, status: int = 200, **fields: str) -> str:
        answer = self.http.post(path, data={"csrf": self.csrf, **fields})
        assert answer.status_code == status, answer.text
        return answer.text

    def sign_in(self, username: str, password: str = PASSWORD, code: str = "") -> httpx.Response:
        self.get("/staff/login")
        fields = {"csrf": self.csrf, "username": username, "password": password, "code": code}
        return self.http.post("/staff/login", data=fields)


@pytest.fixture(autouse=True)
def _quick_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """The real cost of argon2 would be paid hundreds of times."""
    monkeypatch.setattr("api.staff.passwords.Argon2Hasher", lambda: QUICK_HASHER)


@pytest.fixture
def open_browser(desk: Desk) -> Iterator[Callable[[], Browser]]:
    opened: list[TestClient] = []

    def new() -> Browser:
        opened.append(TestClient(create_app(desk)))
        return Browser(opened[-1])

    yield new
    for client in opened:
        client.close()


@pytest.fixture
def people(desk: Desk) -> dict[str, int]:
    """One person for each role, named like it, and a second agent."""
    with desk.database.transaction() as session:
        make = desk.staff_side.accounts.create
        roles = {role.value: role for role in Role} | {"agent2": Role.AGENT}
        return {
            name: make(session, username=name, role=role, password=PASSWORD, actor="test").id
            for name, role in roles.items()
        }


@pytest.fixture
def signed_in(open_browser: Callable[[], Browser], people: dict[str, int]) -> Callable[[str], Browser]:
    def sign_in(username: str) -> Browser:
        browser = open_browser()
        assert browser.sign_in(username).status_code == 200
        browser.get("/staff")
        return browser

    return sign_in


@pytest.fixture
def conversation_id(desk: Desk) -> str:
    with desk.database.transaction() as session:
        return desk.conversations.open(session, "web")[0].id


@pytest.fixture
def number(desk: Desk, conversation_id: str) -> str:
    """A complaint of 张三 (invented), so that no code is needed."""
    with desk.database.transaction() as session:
        request = new_ticket(
            conversation_id, type=RequestType.COMPLAINT, details={"details": "给 13800138000 打电话太多"}
        )
        return desk.staff_side.tickets.filing.file(session, "key-1", request).ticket.number
