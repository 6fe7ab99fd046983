"""Notices what other processes (the worker, a second api) wrote: one query for all open streams of this process."""

import asyncio

import structlog
from sqlalchemy.exc import SQLAlchemyError

from api.conversations import repository
from api.conversations.hub import QUEUE, Hub
from api.db import Database

log = structlog.get_logger(__name__)

INTERVAL_S = 0.3
CHUNK = 400


class Poller:
    def __init__(self, database: Database, hub: Hub, interval_s: float = INTERVAL_S) -> None:
        self._database = database
        self._hub = hub
        self._interval_s = interval_s
        self._seen: dict[str, object] = {}

    async def run(self) -> None:
        while True:
            await asyncio.sleep(self._interval_s)
            try:
                await asyncio.to_thread(self.look)
            except SQLAlchemyError as error:
                # Streams wait out a pause of the database.
                log.warning("poller.failed", error=type(error).__name__)

    def look(self) -> None:
        watched = self._hub.watched()
        if not watched:
            return
        versions: dict[str, object] = {}
        with self._database.reading() as session:
            if QUEUE in watched:
                versions[QUEUE] = repository.queue_version(session)
            for start in range(0, len(watched), CHUNK):
                versions.update(repository.versions(session, watched[start : start + CHUNK]))
        for conversation_id, version in versions.items():
            if self._seen.get(conversation_id) != version:
                self._hub.touch(conversation_id)
        self._seen = versions
