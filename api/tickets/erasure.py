"""The end of a ticket's retention: what people told us goes, that there was such a ticket stays."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from api.audit import Audit
from api.clock import Clock
from api.tickets import repository
from api.tickets.models import Ticket
from api.tickets.requests import SYSTEM

_COLUMNS = ("name", "phone", "email", "account", "relationship")
_HASHES = ("phone_hash", "email_hash", "account_hash", "proved_hash", "person_key")


@dataclass(frozen=True)
class Erasure:
    """Empties tickets."""

    clock: Clock
    audit: Audit

    def erase(self, session: Session, ticket: Ticket, why: str) -> None:
        """Personal columns, entries, reasons of refusals and of the audit rows; type, state and dates stay."""
        for column in (*_COLUMNS, *_HASHES):
            setattr(ticket, column, None)
        ticket.details, ticket.erased_at = {}, self.clock.now()
        repository.empty(session, ticket.id)
        session.flush()
        subject = f"ticket:{ticket.id}"
        self.audit.empty_reasons(session, subject)
        self.audit.record(session, actor=SYSTEM.name, subject=subject, action="ticket:personal_data:erase", why=why)
