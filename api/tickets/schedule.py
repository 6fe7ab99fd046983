"""Jobs that follow from a ticket's dates and states; written in the transaction of the fact."""

from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from api.jobs import cancel, enqueue
from api.tickets.deadlines import (
    ALL_REMINDERS,
    HouseDates,
    end_of_day,
    house_reminders,
    local_day,
    reminder_times,
)
from api.tickets.models import Ticket

NOTICE = "ticket.send_notice"
REMIND = "ticket.remind_deadline"
TELL_ADMIN = "ticket.tell_admin"
EXPIRE = "ticket.expire"
MATCH_ACCOUNT = "ticket.match_account"
RECOMPUTE = "ticket.recompute_due_dates"
WATCH_CALENDAR = "ticket.watch_calendar"

QUESTION_LIFE = timedelta(days=30)
"""A question to the user that stays unanswered ends the ticket after this, but never before the promised date."""
CALENDAR_POLL = timedelta(hours=24)


def schedule_filed(session: Session, ticket: Ticket, now: datetime) -> None:
    """All that follows from a new ticket."""
    schedule_notice(session, ticket, "ticket_receipt", now)
    enqueue(session, TELL_ADMIN, {"ticket_id": ticket.id}, now=now, key=f"{TELL_ADMIN}:{ticket.id}")
    schedule_reminders(session, ticket, now)
    ask_directory(session, ticket, now)
    if not ticket.due_certain:
        enqueue(session, RECOMPUTE, {}, now=now, key=RECOMPUTE)


def ask_directory(session: Session, ticket: Ticket, now: datetime) -> None:
    """Whether the contact belongs to an account; anew when another one was proved."""
    enqueue(session, MATCH_ACCOUNT, {"ticket_id": ticket.id}, now=now, key=f"{MATCH_ACCOUNT}:{ticket.id}")


def schedule_notice(session: Session, ticket: Ticket, template: str, now: datetime, **fields: str) -> None:
    """Mail or SMS about a step; number and state only, and the link to a result."""
    payload = {"ticket_id": ticket.id, "template": template, "status": ticket.status, "fields": fields}
    enqueue(session, NOTICE, payload, now=now)


def schedule_reminders(session: Session, ticket: Ticket, now: datetime) -> None:
    """Reminders at half and four fifths of the internal term, and of the house's own dates where those are still to
    come; earlier ones of this ticket are replaced."""
    times = reminder_times(ticket.received_at, ticket.internal_due_on)
    if ticket.target_on is not None:
        own = house_reminders(HouseDates(ticket.target_on, ticket.stop_on))
        times |= {name: moment for name, moment in own.items() if moment > now}
    for name, moment in times.items():
        key = f"{REMIND}:{ticket.id}:{name}"
        cancel(session, key)
        payload = {"ticket_id": ticket.id, "reminder": name}
        enqueue(session, REMIND, payload, now=now, run_at=moment, key=key)


def tell_of_reminder(session: Session, ticket: Ticket, reminder: str, now: datetime) -> None:
    """The house's own mailbox hears of it too."""
    payload = {"ticket_id": ticket.id, "reminder": reminder}
    enqueue(session, TELL_ADMIN, payload, now=now, key=f"{TELL_ADMIN}:{ticket.id}:{reminder}")


def stop_reached(session: Session, ticket: Ticket) -> None:
    """Processing has stopped: nothing is left to be reminded of."""
    for name in ("stop", "stop_over"):
        cancel(session, f"{REMIND}:{ticket.id}:{name}")


def await_answer(session: Session, ticket: Ticket, now: datetime) -> None:
    """The next step is the user's: a day is set until which it is waited for. A later question sets it anew."""
    keep_waiting(session, ticket, now, max(local_day(now) + QUESTION_LIFE, ticket.due_on))


def keep_waiting(session: Session, ticket: Ticket, now: datetime, until: date) -> None:
    """Wait for the user's answer to the end of this day."""
    stop_waiting(session, ticket)
    ticket.answer_by = until
    moment = end_of_day(until) + timedelta(seconds=1)
    enqueue(session, EXPIRE, {"ticket_id": ticket.id}, now=now, run_at=moment, key=_expiry_key(ticket))


def stop_waiting(session: Session, ticket: Ticket) -> None:
    """The next step is staff's: nothing ends by itself."""
    ticket.answer_by = None
    cancel(session, _expiry_key(ticket))


def _expiry_key(ticket: Ticket) -> str:
    return f"{EXPIRE}:{ticket.id}"


def cancel_all(session: Session, ticket: Ticket) -> None:
    """A closed ticket reminds nobody."""
    for name in ALL_REMINDERS:
        cancel(session, f"{REMIND}:{ticket.id}:{name}")
