"""Server-sent events over a real socket."""

from threading import Thread

import httpx

from tests.e2e.person import Person
from tests.support.events import Event, read_until_id


def _listen(person: Person, last: int, resume_after: int | None = None) -> list[Event]:
    headers = dict(person.visitor.headers)
    if resume_after is not None:
        headers["Last-Event-ID"] = str(resume_after)
    with httpx.stream("GET", f"{person.desk.address}{person.visitor.path}/events", headers=headers, timeout=20) as stream:
        return read_until_id(stream, last)


def _ids(events: list[Event]) -> list[int]:
    return [event.data["id"] for event in events if event.name == "message"]


def test_stream_delivers_what_is_said_while_it_is_open(person: Person) -> None:
    heard: list[Event] = []
    # Opening 1, question 2, answer 3 of this conversation: ids of one conversation rise, but not by one.
    opening = person.visitor.opening["id"]
    talk = Thread(target=person.say, args=("谢谢",))
    headers = person.visitor.headers
    with httpx.stream("GET", f"{person.desk.address}{person.visitor.path}/events", headers=headers, timeout=20) as stream:
        talk.start()
        talk.join()
        heard = read_until_id(stream, person.visitor.history()[-1]["id"])
    assert _ids(heard) == [message["id"] for message in person.visitor.history()]
    assert _ids(heard)[0] == opening
    assert "typing" in {event.name for event in heard}


def test_stream_resumes_behind_the_last_event(person: Person) -> None:
    person.say("谢谢")
    seen = person.visitor.history()[-1]["id"]
    missed = [person.say("你好")[-1]["id"], person.say("再见")[-1]["id"]]
    events = _listen(person, missed[-1], resume_after=seen)
    assert _ids(events) == [message["id"] for message in person.visitor.history(seen)]


def test_receipt_comes_as_a_ticket_event(person: Person) -> None:
    person.complain_up_to_summary()
    (receipt,) = person.tap("do:confirm")
    tickets = [event.data["number"] for event in _listen(person, receipt["id"]) if event.name == "ticket"]
    # The ticket event follows the message that bears its id; it is read with the next one.
    assert tickets == [] or tickets == [receipt["ticket"]["number"]]
