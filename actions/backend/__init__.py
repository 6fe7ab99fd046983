"""The only way from the actions to the api: a typed client of the ticket calls."""

from actions.backend.client import Backend
from actions.backend.errors import BackendError, BackendRejected, BackendUnavailable, TooMany
from actions.backend.models import CodeCheck, Ticket, TicketDraft, Verification

__all__ = [
    "Backend",
    "BackendError",
    "BackendRejected",
    "BackendUnavailable",
    "CodeCheck",
    "Ticket",
    "TicketDraft",
    "TooMany",
    "Verification",
]
