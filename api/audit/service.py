from collections.abc import Sequence

from sqlalchemy.orm import Session

from api.audit import repository
from api.audit.domain import GENESIS, Entry, chain_hash, digest
from api.audit.models import AuditEvent
from api.clock import Clock


class BrokenChain(Exception):
    """A row was changed, taken out or cut off."""

    def __init__(self, event_id: int) -> None:
        self.event_id = event_id
        super().__init__(f"the audit chain breaks at event {event_id}")


class Audit:
    """`record` in the transaction of the change itself, as its last step: the chain's head is locked until commit."""

    def __init__(self, clock: Clock, key: str) -> None:
        self._clock = clock
        self._key = f"audit\0{key}".encode()

    def record(
        self,
        session: Session,
        *,
        actor: str,
        subject: str,
        action: str,
        from_state: str | None = None,
        to_state: str | None = None,
        why: str | None = None,
    ) -> None:
        """`actor` "staff:3", "user", "bot", "worker"; `subject` "ticket:17"; `action` "ticket:status:change"."""
        head = repository.locked_head(session)
        event = AuditEvent(
            at=self._clock.now(),
            actor=actor,
            subject=subject,
            action=action,
            from_state=from_state,
            to_state=to_state,
            why=why,
            why_digest=None if why is None else digest(self._key, why),
            previous_hash=head.last_hash,
        )
        event.hash = chain_hash(self._key, head.last_hash, _entry(event))
        session.add(event)
        session.flush()
        head.last_event_id, head.last_hash = event.id, event.hash
        session.flush()

    def history(self, session: Session, subject: str) -> Sequence[AuditEvent]:
        return repository.for_subject(session, subject)

    def empty_reasons(self, session: Session, subject: str) -> None:
        """Erase what was written about a subject when its retention ends; who did what and when stays, and the chain
        holds."""
        repository.empty_reasons(session, subject)

    def verify(self, session: Session) -> int:
        """Walk the whole chain; returns its length or raises BrokenChain."""
        previous, count, last_id = GENESIS, 0, 0
        for event in repository.all_events(session):
            if not self._holds(event, previous):
                raise BrokenChain(event.id)
            previous, count, last_id = event.hash, count + 1, event.id
        if repository.head(session).last_hash != previous:
            raise BrokenChain(last_id)
        return count

    def _holds(self, event: AuditEvent, previous: str) -> bool:
        if event.why is not None and digest(self._key, event.why) != event.why_digest:
            return False
        return event.previous_hash == previous and event.hash == chain_hash(self._key, previous, _entry(event))


def _entry(event: AuditEvent) -> Entry:
    return Entry(
        at=event.at.isoformat(),
        actor=event.actor,
        subject=event.subject,
        action=event.action,
        from_state=event.from_state,
        to_state=event.to_state,
        why_digest=event.why_digest,
    )
