"""What a person files, staff see; what staff do, the person hears."""

import re

import httpx
import pytest

from tests.e2e.person import Person
from tests.e2e.running_desk import RunningDesk


class Console:
    """A browser at /staff; reads the form token from the pages that it sees."""

    def __init__(self, http: httpx.Client) -> None:
        self._http = http
        self._csrf = ""

    def get(self, path: str) -> str:
        """A page."""
        return self._seen(self._http.get(path))

    def post(self, path: str, **fields: str) -> str:
        """A form, sent with its token."""
        return self._seen(self._http.post(path, data={"csrf": self._csrf, **fields}))

    def _seen(self, answer: httpx.Response) -> str:
        assert answer.status_code == 200, answer.text
        found = re.search(r'name="csrf" value="([^"]+)"', answer.text)
        self._csrf = found[1] if found else self._csrf
        return answer.text


@pytest.fixture
def console(desk: RunningDesk, client: httpx.Client) -> Console:
    """Signed in with the account that the first start made."""
    console = Console(httpx.Client(base_url=desk.address, timeout=30, follow_redirects=True))
    console.get("/staff/login")
    console.post("/staff/login", username="admin", password=desk.password)
    return console


def test_ticket_reaches_staff_and_its_progress_the_person(person: Person, console: Console) -> None:
    person.complain_up_to_summary()
    (receipt,) = person.tap("do:confirm")
    number = receipt["ticket"]["number"]
    console.get("/staff")
    assert f"/staff/tickets/{number}" in console.post("/staff/search", q=number)
    page = console.get(f"/staff/tickets/{number}")
    assert person.phone not in page
    assert "已受理" in page or "待核验身份" in page
    console.post(f"/staff/tickets/{number}/move", target="in_progress")
    status = person.wait_for("status", after=receipt["id"])
    assert number in status["text"]
    assert status["ticket"]["status"] == "in_progress"


def test_staff_answer_in_the_same_conversation(person: Person, console: Console) -> None:
    asked = person.last("tap:do:handoff")
    assert person.visitor.id in console.get("/staff/queue")
    path = f"/staff/conversations/{person.visitor.id}"
    console.get(path)
    console.post(f"{path}/claim")
    console.post(f"{path}/reply", text="您好，我是工作人员，请说。")
    assert person.visitor.history(asked["id"])[-1]["author"] == "staff"
    assert person.say("谢谢") == []
    console.post(f"{path}/return")
    assert person.say("谢谢")[-1]["author"] == "bot"


def test_pages_are_closed_to_strangers(client: httpx.Client) -> None:
    answer = client.get("/staff")
    assert (answer.status_code, answer.headers["location"].partition("?")[0]) == (303, "/staff/login")
