"""A requester's contacts in the form in which they are found again."""

import unicodedata
from dataclasses import dataclass

from api.db import BlindIndex
from api.identity.contacts import contact_hash, normalise_email, normalise_phone
from api.tickets.models import Ticket
from api.tickets.requests import Requester


@dataclass(frozen=True)
class ContactHashes:
    """Keyed hashes of what the requester named."""

    phone: str | None
    email: str | None
    account: str | None

    @property
    def reachable(self) -> tuple[str, ...]:
        """Those of phone and mailbox that are there."""
        return tuple(value for value in (self.phone, self.email) if value)


def plain_phone(text: str | None) -> str | None:
    """E.164; an odd number is kept as it was said, since no filing may be lost for it."""
    return (normalise_phone(text) or _tidy(text)) if text else None


def plain_email(text: str | None) -> str | None:
    """Lower case; an odd address is kept as it was said."""
    return (normalise_email(text) or _tidy(text)) if text else None


def plain_any(text: str | None) -> str | None:
    """A contact of unknown kind, or an account name."""
    if not text:
        return None
    return normalise_email(text) or normalise_phone(text) or _tidy(text)


def hashes_of(index: BlindIndex, requester: Requester) -> ContactHashes:
    """The three hashes of a requester."""
    phone, email = plain_phone(requester.phone), plain_email(requester.email)
    account = plain_any(requester.account)
    return ContactHashes(*(contact_hash(index, value) if value else None for value in (phone, email, account)))


def proved_address(index: BlindIndex, ticket: Ticket) -> str | None:
    """The contact of the ticket that a code proved."""
    named = [address for address in (ticket.phone, ticket.email) if address]
    return next((each for each in named if contact_hash(index, each) == ticket.proved_hash), None)


def best_address(index: BlindIndex, ticket: Ticket) -> str | None:
    """The contact that a code proved, else the one that was named."""
    return proved_address(index, ticket) or ticket.phone or ticket.email


def same_name(one: str | None, other: str | None) -> bool:
    """Whether two names may be one person's: blanks, width and case aside; no name contradicts nothing."""
    return not one or not other or _tidy(one) == _tidy(other)


def _tidy(text: str) -> str | None:
    return "".join(unicodedata.normalize("NFKC", text).split()).lower() or None
