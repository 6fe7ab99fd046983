"""What a person files, staff see; what staff do, the person hears."""

import httpx
import pytest

from tests.e2e.console import Console
from tests.e2e.person import Person
from tests.e2e.running_desk import RunningDesk


@pytest.fixture
def console(desk: RunningDesk) -> Console:
    """Signed in."""
    return Console.signed_in(desk)


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
