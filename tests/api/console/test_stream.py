"""What open staff pages are told, and how little is read for it."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable

from api.bootstrap import Desk
from api.console.board import Board
from api.console.stream import Rest, Seen, staff_events
from api.console.watch import Watch
from api.conversations.domain import Body
from api.conversations.hub import Hub
from api.handoff.glance import Glance, News

NEWS = News(0, 0)


def seen(queue: str, version: int = 1, holder: str = "staff:1") -> Seen:
    return Seen(queue, NEWS, version, ("staff", holder))


class CountedDatabase:
    """Counts the views that are opened."""

    def __init__(self, desk: Desk) -> None:
        self._database = desk.database
        self.views = 0

    def reading(self) -> object:
        self.views += 1
        return self._database.reading()


async def first_events(looks: list[Seen], again: bool = False) -> list[str]:
    """The names of what is told while a page's look goes through `looks`, each after a touch of the hub."""
    hub, told = Hub(), asyncio.Event()
    rest = iter(looks)
    shown = looks[0]

    async def look(anew: bool) -> Seen:
        nonlocal shown
        following = next(rest, None)
        if following is None:
            told.set()
            return shown
        shown = following
        hub.touch("c")
        return shown

    names: list[str] = []

    async def listen() -> None:
        async for event in staff_events(hub, "c", look, again):
            names.append(str(event.event))

    task = asyncio.create_task(listen())
    await asyncio.wait_for(told.wait(), 10)
    task.cancel()
    return names


def test_first_look_covers_what_came_before_it() -> None:
    assert asyncio.run(first_events([seen("a")])) == ["list", "news", "queue"]


def test_after_a_lost_connection_everything_is_looked_at() -> None:
    assert asyncio.run(first_events([seen("a")], again=True)) == ["list", "state", "news", "queue"]


def test_only_what_changed_is_told() -> None:
    looks = [seen("a"), seen("a", version=2), seen("a", version=2, holder="staff:2")]
    assert asyncio.run(first_events(looks))[3:] == ["news", "state"]


def test_list_rests_after_a_change_and_comes_when_the_rest_is_over() -> None:
    rest = Rest(1.0)
    first = rest.hold_back(None, seen("a"), now=10.2)
    assert (first.queue, rest.left(10.2)) == ("a", float("inf"))
    held = rest.hold_back(first, seen("b", version=2), now=10.4)
    assert (held.queue, held.version) == ("a", 2), "only the list is held back"
    assert round(rest.left(10.4), 3) == 0.6
    assert rest.hold_back(held, seen("b", version=2), now=11.0).queue == "b"
    assert rest.left(11.0) == float("inf")


def test_change_that_comes_alone_is_told_at_once() -> None:
    rest = Rest(1.0)
    first = rest.hold_back(None, seen("a"), now=10.2)
    assert rest.hold_back(first, seen("b"), now=11.3).queue == "b"


def watch_of(desk: Desk) -> tuple[Watch, CountedDatabase]:
    database = CountedDatabase(desk)
    return Watch(desk.conversations.hub, database, desk.live_chat), database


async def many(look: Callable[[], Awaitable[Glance]]) -> AsyncIterator[Glance]:
    for glance in await asyncio.gather(*(look() for _ in range(20))):
        yield glance


def test_twenty_pages_share_a_look(desk: Desk) -> None:
    watch, database = watch_of(desk)

    async def look_twice() -> list[int]:
        [each async for each in many(watch.look)]
        first = database.views
        [each async for each in many(watch.look)]
        return [first, database.views]

    assert asyncio.run(look_twice()) == [1, 1]


def test_look_knows_of_every_change(desk: Desk, conversation_id: str) -> None:
    watch, database = watch_of(desk)
    assert asyncio.run(watch.look()).talks == []
    with desk.database.transaction() as session:
        talk = desk.conversations.get(session, conversation_id)
        desk.conversations.ask_for_person(session, talk, "asked", "user")
    assert [talk.id for talk in asyncio.run(watch.look()).talks] == [conversation_id]
    asyncio.run(watch.look(anew=True))
    assert database.views == 3


def test_list_is_worked_out_once_for_each_change(desk: Desk, conversation_id: str) -> None:
    database = CountedDatabase(desk)
    board = Board(desk.conversations.hub, database, desk.live_chat, desk.staff_side.tickets, 60)
    assert (list(board.rows()), list(board.rows()), database.views) == ([], [], 1)
    with desk.database.transaction() as session:
        talk = desk.conversations.get(session, conversation_id)
        desk.conversations.ask_for_person(session, talk, "asked", "user")
        desk.conversations.say(session, talk, author="user", body=Body(text="在吗"))
    assert [(row.last, row.by_user) for row in board.rows()] == [("在吗", True)]
