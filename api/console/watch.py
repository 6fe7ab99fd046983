"""What the open staff pages of this process look at, read once for each change and not once for each page."""

import asyncio

from starlette.concurrency import run_in_threadpool

from api.conversations.hub import Hub
from api.db import Database
from api.handoff.glance import Glance
from api.handoff.live import LiveChat


class Watch:
    """A glance is shared until something was committed after it began."""

    def __init__(self, hub: Hub, database: Database, live: LiveChat) -> None:
        self._hub = hub
        self._database = database
        self._live = live
        self._reading = asyncio.Lock()
        self._taken_at = -1
        self._glance = Glance(())

    async def look(self, *, anew: bool = False) -> Glance:
        """No older than the last change that this process knew of when it was asked for; `anew`: than the question."""
        wanted = self._hub.changes
        async with self._reading:
            if anew or self._taken_at < wanted:
                begun = self._hub.changes
                self._glance = await run_in_threadpool(self._read)
                self._taken_at = begun
            return self._glance

    def _read(self) -> Glance:
        with self._database.reading() as session:
            return self._live.glance(session)
