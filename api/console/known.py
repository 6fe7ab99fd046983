"""The values that are hidden wherever they turn up in a talk: what people told of themselves, as far as it is known."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from api.console.masking import OPEN_DETAILS
from api.identity.contacts import local_form
from api.tickets.models import Ticket


def values_of(tickets: Iterable[Ticket]) -> Iterator[str]:
    """Of every ticket: one of them would leave the others' values readable in the talk that they share."""
    for ticket in tickets:
        phone = local_form(ticket.phone) if ticket.phone else None
        yield from (value for value in (ticket.name, phone, ticket.email, ticket.account) if value)
        yield from values_in(ticket.details or {})


def values_in(told: Mapping[str, Any]) -> Iterator[str]:
    """Of slots that hold data rather than a choice."""
    for slot, value in told.items():
        if slot not in OPEN_DETAILS:
            yield from map(str, value) if isinstance(value, list) else (str(value),)
