"""Queries of tickets."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, delete, func, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from api.tickets.domain import OPEN, Status
from api.tickets.models import Ticket, TicketEntry, TicketFiling, TicketRefusal
from api.tickets.queries import TicketFilter


def by_number(session: Session, number: str, *, lock: bool = False) -> Ticket | None:
    query = select(Ticket).where(Ticket.number == number)
    return session.scalars(query.with_for_update() if lock else query).one_or_none()


def by_id(session: Session, ticket_id: int, *, lock: bool = False) -> Ticket | None:
    query = select(Ticket).where(Ticket.id == ticket_id)
    return session.scalars(query.with_for_update() if lock else query).one_or_none()


def number_taken(session: Session, number: str) -> bool:
    return session.scalar(select(Ticket.id).where(Ticket.number == number)) is not None


def of_conversation(session: Session, conversation_id: str) -> Sequence[Ticket]:
    """Oldest first."""
    return session.scalars(select(Ticket).where(Ticket.conversation_id == conversation_id).order_by(Ticket.id)).all()


def of_conversations(session: Session, conversation_ids: Sequence[str]) -> Sequence[Ticket]:
    """Of several at once, oldest first."""
    return session.scalars(select(Ticket).where(Ticket.conversation_id.in_(conversation_ids)).order_by(Ticket.id)).all()


def of_contact(session: Session, contact_hash: str, most: int = 20) -> Sequence[Ticket]:
    """The newest tickets that name a contact."""
    named = or_(Ticket.phone_hash == contact_hash, Ticket.email_hash == contact_hash)
    return session.scalars(select(Ticket).where(named).order_by(Ticket.id.desc()).limit(most)).all()


def of_person(session: Session, person_key: str, most: int = 20) -> Sequence[Ticket]:
    """The newest tickets of one user of a channel."""
    query = select(Ticket).where(Ticket.person_key == person_key)
    return session.scalars(query.order_by(Ticket.id.desc()).limit(most)).all()


def has_proved(session: Session, person_key: str, hashes: Sequence[str], levels: Sequence[str]) -> bool:
    """Whether this user has proved one of these contacts before."""
    mine = (Ticket.person_key == person_key, Ticket.proved_hash.in_(hashes), Ticket.level.in_(levels))
    return session.scalar(select(Ticket.id).where(*mine).limit(1)) is not None


def open_of_type(session: Session, request_type: str, hashes: Sequence[str]) -> Sequence[Ticket]:
    """Open tickets of one type that name one of these contacts, oldest first."""
    named = or_(Ticket.phone_hash.in_(hashes), Ticket.email_hash.in_(hashes))
    query = select(Ticket).where(Ticket.type == request_type, Ticket.status.in_(OPEN), named)
    return session.scalars(query.order_by(Ticket.id).with_for_update()).all()


def received_since(session: Session, hashes: Sequence[str], since: datetime) -> int:
    """How many tickets named one of these contacts lately."""
    named = or_(Ticket.phone_hash.in_(hashes), Ticket.email_hash.in_(hashes))
    return session.scalar(select(func.count(Ticket.id)).where(named, Ticket.received_at > since)) or 0


def uncertain(session: Session) -> Sequence[Ticket]:
    """Open tickets whose internal date rests on a missing calendar."""
    query = select(Ticket).where(Ticket.due_certain.is_(False), Ticket.status.in_(OPEN), Ticket.extended.is_(False))
    return session.scalars(query.with_for_update()).all()


def count_uncertain(session: Session) -> int:
    query = select(func.count(Ticket.id)).where(Ticket.due_certain.is_(False), Ticket.status.in_(OPEN))
    return session.scalar(query) or 0


def add_filing(session: Session, filing: TicketFiling) -> TicketFiling | None:
    """Store the key; when it is there already, the stored one (a parallel filing is waited for)."""
    stored = session.get(TicketFiling, filing.key, with_for_update=True)
    if stored is not None:
        return stored
    try:
        with session.begin_nested():
            session.add(filing)
    except IntegrityError:
        return session.get(TicketFiling, filing.key, with_for_update=True, populate_existing=True)
    return None


def add_entry(session: Session, entry: TicketEntry) -> bool:
    """Add to a ticket; False when an entry with this key is there already."""
    if entry.key is not None:
        known = session.scalar(select(TicketEntry.id).where(TicketEntry.key == entry.key))
        if known is not None:
            return False
    session.add(entry)
    session.flush()
    return True


def entries(session: Session, ticket_id: int) -> Sequence[TicketEntry]:
    query = select(TicketEntry).where(TicketEntry.ticket_id == ticket_id)
    return session.scalars(query.order_by(TicketEntry.id)).all()


def pending_refusal(session: Session, ticket_id: int) -> TicketRefusal | None:
    query = select(TicketRefusal).where(TicketRefusal.ticket_id == ticket_id, TicketRefusal.decided_at.is_(None))
    return session.scalars(query.with_for_update()).one_or_none()


def drop_proposal(session: Session, ticket_id: int, by: str, now: datetime) -> None:
    """A ticket that has ended otherwise leaves nothing to decide."""
    open_ones = (TicketRefusal.ticket_id == ticket_id, TicketRefusal.decided_at.is_(None))
    session.execute(update(TicketRefusal).where(*open_ones).values(decided_by=by, decided_at=now, approved=False))


def refusals(session: Session, ticket_id: int) -> Sequence[TicketRefusal]:
    query = select(TicketRefusal).where(TicketRefusal.ticket_id == ticket_id)
    return session.scalars(query.order_by(TicketRefusal.id)).all()


def empty(session: Session, ticket_id: int) -> None:
    """Take out what was added to a ticket, and the keys of its filings."""
    session.execute(delete(TicketEntry).where(TicketEntry.ticket_id == ticket_id))
    session.execute(delete(TicketFiling).where(TicketFiling.ticket_id == ticket_id))
    mine = TicketRefusal.ticket_id == ticket_id
    session.execute(update(TicketRefusal).where(mine).values(reason="", remedy=""))


def listing(session: Session, wanted: TicketFilter, limit: int, offset: int = 0) -> Sequence[Ticket]:
    """Open before closed, then by internal date: what is overdue stands on top."""
    closed = Ticket.status.not_in(OPEN)
    query = select(Ticket).where(*_conditions(wanted)).order_by(closed, Ticket.internal_due_on, Ticket.id)
    return session.scalars(query.limit(limit).offset(offset)).all()


def count(session: Session, wanted: TicketFilter) -> int:
    return session.scalar(select(func.count(Ticket.id)).where(*_conditions(wanted))) or 0


def counts_by_status(session: Session) -> dict[Status, int]:
    rows = session.execute(select(Ticket.status, func.count(Ticket.id)).group_by(Ticket.status)).all()
    return {Status(status): number for status, number in rows}


def _conditions(wanted: TicketFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.statuses:
        conditions.append(Ticket.status.in_(wanted.statuses))
    if wanted.types:
        conditions.append(Ticket.type.in_(wanted.types))
    if wanted.number:
        conditions.append(Ticket.number == wanted.number)
    if wanted.contact_hash:
        columns = (Ticket.phone_hash, Ticket.email_hash, Ticket.account_hash)
        conditions.append(or_(*(column == wanted.contact_hash for column in columns)))
    if wanted.assignee:
        conditions.append(Ticket.assignee == wanted.assignee)
    if wanted.unassigned:
        conditions.append(Ticket.assignee.is_(None))
    if wanted.due_from:
        conditions.append(Ticket.internal_due_on >= wanted.due_from)
    if wanted.due_before:
        conditions.append(Ticket.internal_due_on < wanted.due_before)
    if wanted.proposed_refusal:
        proposed = select(TicketRefusal.ticket_id).where(TicketRefusal.decided_at.is_(None))
        conditions.append(Ticket.id.in_(proposed))
    return conditions
