from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import pytest

from api.app import create_app
from api.bootstrap import Desk, build_desk, job_handlers
from api.conversations.domain import Body, TicketCard
from api.jobs import Worker
from api.settings import Settings
from tests.support.bot import ScriptedBot
from tests.support.clock import FakeClock
from tests.support.events import Event, read_events, read_until_id
from tests.support.server import serving
from tests.support.visitor import Visitor


@pytest.fixture
def live(desk: Desk) -> Iterator[Visitor]:
    """A visitor of a desk that answers on a real port."""
    with serving(create_app(desk)) as url, httpx.Client(base_url=url, timeout=10) as client:
        yield Visitor.arrive(client)


@contextmanager
def _stream(visitor: Visitor, last: int | None = None) -> Iterator[httpx.Response]:
    headers = visitor.headers if last is None else {**visitor.headers, "Last-Event-ID": str(last)}
    with visitor.client.stream("GET", f"{visitor.path}/events", headers=headers) as response:
        assert response.headers["content-type"].startswith("text/event-stream")
        yield response


def _until(response: httpx.Response, name: str) -> Event:
    return next(event for event in read_events(response) if event.name == name)


def _ids(events: list[Event]) -> list[int]:
    return [int(event.id) for event in events if event.id]


def test_stream_resumes_with_nothing_missed_or_doubled(live: Visitor) -> None:
    live.say("一")
    everything = [message["id"] for message in live.history()]
    with _stream(live) as response:
        seen = _ids(read_until_id(response, everything[1]))
    live.say("二")
    live.say("三")
    everything = [message["id"] for message in live.history()]
    with _stream(live, last=seen[-1]) as response:
        seen += _ids(read_until_id(response, everything[-1]))
    assert seen == everything


def test_events_carry_the_messages_of_the_history(live: Visitor) -> None:
    live.say("一")
    history = live.history()
    with _stream(live) as response:
        events = read_until_id(response, history[-1]["id"])
    assert [event.data for event in events if event.name == "message"] == history


def test_stream_tells_the_state(live: Visitor) -> None:
    with _stream(live) as response:
        assert _until(response, "state").data == {"state": "bot"}
    live.tap("do:handoff")
    with _stream(live, last=live.history()[-1]["id"]) as response:
        assert _until(response, "state").data == {"state": "waiting"}


def test_answer_of_the_worker_process_is_pushed(
    live: Visitor, bot: ScriptedBot, settings: Settings, clock: FakeClock, desk: Desk
) -> None:
    bot.running = False
    (notice,) = live.say("在吗")
    with _stream(live, last=notice["id"]) as response:
        other = build_desk(settings, clock=clock, bot=bot, policy=desk.policy)
        bot.running = True
        clock.advance(seconds=1)
        Worker(other.database, clock, job_handlers(other)).run_due()
        other.database.dispose()
        assert _until(response, "message").data["text"] == "回声：在吗"


def test_ticket_is_an_event_of_its_own(live: Visitor, desk: Desk) -> None:
    card = TicketCard("JQ-TEST-1", "deletion", "in_progress", "2026-12-22")
    with desk.database.transaction() as session:
        conversation = desk.conversations.get(session, live.id)
        desk.conversations.say(session, conversation, kind="status", body=Body("处理中", ticket=card))
    with _stream(live) as response:
        assert _until(response, "ticket").data["number"] == "JQ-TEST-1"


def test_typing_is_shown_while_the_bot_thinks(live: Visitor, desk: Desk) -> None:
    with _stream(live) as response:
        events = read_events(response)
        assert next(event for event in events if event.name == "state")
        desk.conversations.hub.typing(live.id, "bot", True)
        typing = next(event for event in events if event.name == "typing")
    assert typing.data == {"author": "bot", "on": True}


@pytest.mark.parametrize("last", ["x", "-1", "9" * 40, "１"])
def test_strange_last_event_id_starts_at_the_beginning(live: Visitor, last: str) -> None:
    headers = [(name.encode(), value.encode()) for name, value in {**live.headers, "Last-Event-ID": last}.items()]
    with live.client.stream("GET", f"{live.path}/events", headers=headers) as response:
        assert _until(response, "message").data["id"] == live.opening["id"]
