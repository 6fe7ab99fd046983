import asyncio

from api.bootstrap import Desk
from api.conversations.domain import Body
from api.conversations.hub import Hub
from api.conversations.poller import Poller


def _speak_in_another_process(desk: Desk, conversation_id: str) -> None:
    """As the worker does: this process's hub hears nothing of it."""
    with desk.database.transaction() as session:
        desk.conversations.say(session, desk.conversations.get(session, conversation_id), body=Body("好了"))


def test_poller_wakes_the_streams_of_what_changed(desk: Desk) -> None:
    with desk.database.transaction() as session:
        one, two = (desk.conversations.open(session, "web")[0].id for _ in range(2))
    hub = Hub()
    poller = Poller(desk.database, hub)

    async def watch() -> tuple[bool, bool]:
        with hub.subscribe(one) as first, hub.subscribe(two) as second:
            await asyncio.to_thread(poller.look)
            await asyncio.sleep(0)
            first.changed.clear()
            second.changed.clear()
            await asyncio.to_thread(_speak_in_another_process, desk, one)
            await asyncio.to_thread(poller.look)
            await asyncio.sleep(0)
            return first.changed.is_set(), second.changed.is_set()

    assert asyncio.run(watch()) == (True, False)
    assert hub.watched() == []
