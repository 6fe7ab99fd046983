"""What a list of tickets may be narrowed by."""

from dataclasses import dataclass
from datetime import date

from api.tickets.domain import RequestType, Status


@dataclass(frozen=True)
class TicketFilter:
    """Empty fields do not narrow."""

    statuses: frozenset[Status] = frozenset()
    types: frozenset[RequestType] = frozenset()
    number: str | None = None
    contact_hash: str | None = None
    assignee: str | None = None
    unassigned: bool = False
    due_from: date | None = None
    due_before: date | None = None
    proposed_refusal: bool = False
