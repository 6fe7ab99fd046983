"""Server-sent events over a real socket."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import takewhile

import httpx

from tests.e2e.person import Person
from tests.support.events import read_events, read_until_id


@contextmanager
def _stream(person: Person, **headers: str) -> Iterator[httpx.Response]:
    address = f"{person.desk.address}{person.visitor.path}/events"
    with httpx.stream("GET", address, headers={**person.visitor.headers, **headers}, timeout=20) as stream:
        yield stream


def test_stream_delivers_what_is_said_while_it_is_open(person: Person) -> None:
    with ThreadPoolExecutor(1) as pool, _stream(person) as stream:
        events = read_events(stream)
        heard = [next(events)]
        talk = pool.submit(person.say, "谢谢")
        heard += takewhile(lambda event: event.data.get("kind") != "smalltalk", events)
        assert talk.result()
    assert [event.data["author"] for event in heard if event.name == "message"] == ["bot", "user"]
    assert "bot" in [event.data["author"] for event in heard if event.name == "typing"]


def test_stream_resumes_behind_the_last_event(person: Person) -> None:
    person.say("谢谢")
    seen = person.visitor.history()[-1]["id"]
    missed = [person.say("你好")[-1]["id"], person.say("再见")[-1]["id"]]
    with _stream(person, **{"Last-Event-ID": str(seen)}) as stream:
        events = read_until_id(stream, missed[-1])
    told = [event.data for event in events if event.name == "message"]
    assert told == person.visitor.history(seen)


def test_receipt_comes_as_a_ticket_event(person: Person) -> None:
    person.complain_up_to_summary()
    (receipt,) = person.tap("do:confirm")
    with _stream(person) as stream:
        ticket = next(event.data for event in read_events(stream) if event.name == "ticket")
    assert ticket == receipt["ticket"]
