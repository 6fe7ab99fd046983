"""A second open request of the same type by the same person adds to the first.

Only proof makes people the same: both were verified, or both come from one conversation. Anything less would tell a
stranger that somebody's request exists (fides GHSA-qx5f-ghc2-7g5c). A phone may be shared: two names are two people.
"""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from api.audit import Audit
from api.clock import Clock
from api.tickets import repository
from api.tickets.corrections import corrects_contact
from api.tickets.domain import Level, Status
from api.tickets.models import Ticket, TicketEntry
from api.tickets.people import ContactHashes, plain_any, same_name
from api.tickets.requests import SYSTEM, USER, NewTicket
from api.tickets.schedule import ask_directory
from api.tickets.service import Tickets
from api.tickets.types import for_self


@dataclass(frozen=True)
class Merging:
    """Finds the first ticket and adds the second request to it."""

    clock: Clock
    audit: Audit
    tickets: Tickets

    def first_open(
        self, session: Session, request: NewTicket, hashes: ContactHashes, proved: str | None
    ) -> Ticket | None:
        """The open ticket that this request belongs to, if any."""
        if not hashes.reachable or not for_self(request.requester.relationship):
            return None
        delicate = corrects_contact(request.type, request.details)
        for ticket in repository.open_of_type(session, request.type, hashes.reachable):
            if corrects_contact(ticket.type, ticket.details) != delicate:
                # What a person must check first is not added to what is under way already, nor the other way round.
                continue
            if not same_name(ticket.name, request.requester.name):
                continue
            same_proof = proved is not None and ticket.proved_hash == proved
            if for_self(ticket.relationship) and (same_proof or ticket.conversation_id == request.conversation_id):
                return ticket
        return None

    def add(self, session: Session, ticket: Ticket, request: NewTicket, proved: str | None, key: str) -> None:
        """Write the second request down, and take its proof over."""
        entry = TicketEntry(
            ticket_id=ticket.id,
            kind="supplement",
            author=USER.name,
            details=dict(request.details) | _new_of_requester(ticket, request),
            key=f"filing:{key}",
            created_at=self.clock.now(),
        )
        repository.add_entry(session, entry)
        self.tickets.answered(session, ticket, "merged")
        if proved and ticket.proved_hash is None and not corrects_contact(ticket.type, ticket.details):
            self._take_proof(session, ticket, proved)

    def _take_proof(self, session: Session, ticket: Ticket, proved: str) -> None:
        level, ticket.proved_hash = ticket.level, proved
        if ticket.level != Level.L3:
            ticket.level = Level.L2
        session.flush()
        self.audit.record(
            session,
            actor=SYSTEM.name,
            subject=f"ticket:{ticket.id}",
            action="ticket:identity:verify",
            from_state=level,
            to_state=ticket.level,
        )
        ask_directory(session, ticket, self.clock.now())
        if ticket.status == Status.IDENTITY_UNVERIFIED:
            self.tickets.settle(session, ticket, Status.SUBMITTED, SYSTEM)


def _new_of_requester(ticket: Ticket, request: NewTicket) -> dict[str, str]:
    """What this request says of its requester and the ticket does not know yet, under the names of the slots."""
    said = {slot: getattr(request.requester, slot) for slot in ("name", "phone", "email", "account")}
    known = {slot: plain_any(getattr(ticket, slot)) for slot in said}
    return {slot: value for slot, value in said.items() if value and plain_any(value) != known[slot]}
