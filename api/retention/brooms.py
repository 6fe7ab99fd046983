"""What carries one term out: counts what is over it, and takes it away batch by batch."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, Protocol

from sqlalchemy.orm import Session
from sqlalchemy.sql import Select

from api.audit import Audit
from api.conversations.service import Conversations
from api.retention import repository as over
from api.retention.repository import Id
from api.tickets import repository as tickets
from api.tickets.erasure import Erasure

ACTOR = "worker"
WHY = "retention"


class Broom(Protocol):
    """Of one kind of record."""

    def count(self, session: Session, before: datetime) -> int:
        """How many are over their term."""
        ...

    def sweep(self, session: Session, before: datetime, limit: int) -> int:
        """Take at most `limit` away, with an audit row, in the caller's transaction; how many went."""
        ...


@dataclass(frozen=True)
class Transcripts:
    """Conversations with all that hangs on them, the bot's record too."""

    conversations: Conversations

    def count(self, session: Session, before: datetime) -> int:
        """Those that nothing has happened in since."""
        return over.count(session, over.transcripts(before))

    def sweep(self, session: Session, before: datetime, limit: int) -> int:
        """One audit row for each conversation."""
        found = over.ids(session, over.transcripts(before), limit)
        for conversation_id in found:
            self.conversations.delete(session, self.conversations.get(session, conversation_id), ACTOR, WHY)
        return len(found)


@dataclass(frozen=True)
class ClosedTickets:
    """What people told us in tickets that are closed."""

    erasure: Erasure

    def count(self, session: Session, before: datetime) -> int:
        """Those that are not empty yet."""
        return over.count(session, over.tickets(before))

    def sweep(self, session: Session, before: datetime, limit: int) -> int:
        """One audit row for each ticket."""
        found = over.ids(session, over.tickets(before), limit)
        for ticket_id in found:
            ticket = tickets.by_id(session, ticket_id, lock=True)
            if ticket is not None:
                self.erasure.erase(session, ticket, WHY)
        return len(found)


@dataclass(frozen=True)
class Rows(Generic[Id]):
    """Rows that simply go, with one audit row for each batch."""

    kind: str
    audit: Audit
    query: Callable[[datetime], Select[Id]]
    delete: Callable[[Session, Sequence[Id], datetime], None]

    def count(self, session: Session, before: datetime) -> int:
        """All that the query finds."""
        return over.count(session, self.query(before))

    def sweep(self, session: Session, before: datetime, limit: int) -> int:
        """Deletes what the query finds first."""
        found = over.ids(session, self.query(before), limit)
        if found:
            self.delete(session, found, before)
            subject, number = f"retention:{self.kind}", str(len(found))
            self.audit.record(session, actor=ACTOR, subject=subject, action="retention:delete", to_state=number)
        return len(found)
