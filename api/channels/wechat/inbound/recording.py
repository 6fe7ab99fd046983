"""Brings a push to disk, and from there what was decided too late back to what is still to be said."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

import structlog
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from api.channels.wechat.inbound.inbox import Inbox
from api.channels.wechat.inbound.memory import Memory
from api.channels.wechat.inbound.patience import POLL_S, Patience
from api.channels.wechat.inbound.service import Arrival, Arrivals
from api.channels.wechat.inbound.taken import Taken
from api.channels.wechat.protocol import ProtocolError
from api.errors import Unavailable

log = structlog.get_logger(__name__)

TRIES = 5
"""Of putting back, a second apart; then it is lost, which a person should know."""
AGAIN_S = 1.0


class TooLate(Exception):
    """The user has been told already that the push did not arrive."""


@dataclass(frozen=True)
class Recording:
    """While the database has no room for one more writer, it is asked again."""

    arrivals: Arrivals
    inbox: Inbox
    patience: Patience
    memory: Memory

    async def store(self, work: Callable[[Session], Arrival], taken: Taken) -> Arrival | None:
        """Put a push on record; None when that cannot be done within the budget. Raises ProtocolError."""

        def unless_lost(session: Session) -> Arrival:
            if self.memory.is_lost(taken.key):
                raise TooLate
            return work(session)

        while True:
            try:
                taken.came_to_disk(arrival := await self.inbox.write(unless_lost))
                self.memory.came_to_disk(taken.key)
                return arrival
            except TooLate:
                return None
            except (Unavailable, SQLAlchemyError) as error:
                if self.memory.is_over(taken.key) or self.patience.left_s(taken) <= 0:
                    log.error("wechat.push_not_stored", error=type(error).__name__)
                    return None
                await asyncio.sleep(POLL_S)
            except ProtocolError:
                raise
            except Exception:
                # Another delivery may have better luck; this one would only run into it again.
                log.exception("wechat.push_not_stored")
                return None

    async def take_back(self, arrival: Arrival, *, always: bool) -> None:
        """What an answer that nobody read was made of is still to be said (`Arrivals.take_back`)."""
        for _ in range(TRIES):
            try:
                await self.inbox.write(lambda session: self.arrivals.take_back(session, arrival, always=always))
            except (Unavailable, SQLAlchemyError):
                await asyncio.sleep(AGAIN_S)
            else:
                return
        log.error("wechat.answer_lost")
