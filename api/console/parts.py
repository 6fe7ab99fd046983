"""Builds tickets, identity and staff for the composition root, and hands their routers and job handlers over."""

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass

import structlog
from fastapi import FastAPI

from api.audit import Audit
from api.clock import Clock
from api.console.words import StaffWords, load_staff_words
from api.conversations.questions.service import Questions
from api.conversations.service import Conversations
from api.db import BlindIndex, Database
from api.identity.delivery.factory import build_directory, build_post
from api.identity.delivery.post import Post
from api.identity.delivery.settings import DeliverySettings
from api.identity.directory import AccountDirectory
from api.identity.jobs import DeliverCode
from api.identity.service import DELIVER_CODE, Verifications
from api.jobs import Handler
from api.retention.terms import load_terms
from api.settings import Settings
from api.staff.accounts import Accounts
from api.staff.passwords import Passwords
from api.staff.signin import SignIn
from api.tickets.access import Persons
from api.tickets.admin_mail import TellAdmin
from api.tickets.calendars import WorkCalendar
from api.tickets.deadlines import local_day
from api.tickets.desk import TicketDesk
from api.tickets.files.service import Files, Limits
from api.tickets.jobs import TicketJobs
from api.tickets.notices import SendNotice
from api.tickets.schedule import TELL_ADMIN
from api.tickets.words import load_words

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class StaffSide:
    """Everything that staff and the action server work with beside conversations."""

    verifications: Verifications
    tickets: TicketDesk
    questions: Questions
    accounts: Accounts
    sign_in: SignIn
    post: Post
    directory: AccountDirectory
    staff_words: StaffWords
    files: Files
    admin_mailbox: str

    def install(self, app: FastAPI) -> None:
        """Put the services where the endpoints' dependencies find them."""
        for name in ("verifications", "tickets", "questions", "accounts", "sign_in", "staff_words", "files"):
            setattr(app.state, name, getattr(self, name))
        missing = self.tickets.calendar.missing_on(local_day(app.state.clock.now()))
        if missing:
            log.error("calendar.year_missing", years=missing)

    def job_handlers(self, database: Database, clock: Clock, index: BlindIndex, audit: Audit) -> Mapping[str, Handler]:
        """Deliveries and the clock of tickets."""
        desk = self.tickets
        notice = SendNotice(database, clock, index, self.post, desk.words)
        jobs = TicketJobs(database, clock, audit, desk.tickets, desk.calendar, self.directory, notice, index)
        return {
            DELIVER_CODE: DeliverCode(database, clock, self.post),
            TELL_ADMIN: TellAdmin(database, self.post, desk.words, self.admin_mailbox, self.files.public_url),
            **jobs.handlers(),
        }


def build_staff_side(
    settings: Settings,
    *,
    clock: Clock,
    index: BlindIndex,
    audit: Audit,
    conversations: Conversations,
    calendar: WorkCalendar,
    persons: Persons,
) -> StaffSide:
    """Real ports, chosen by setting."""
    providers, session_key = DeliverySettings(), settings.session_key.get_secret_value()
    passwords = Passwords()
    verifications = Verifications(clock, index, derived_key(session_key, "verification codes"))
    tickets = TicketDesk.build(
        clock=clock,
        index=index,
        audit=audit,
        conversations=conversations,
        verifications=verifications,
        words=load_words(settings.data_dir),
        calendar=calendar,
        persons=persons,
    )
    return StaffSide(
        verifications=verifications,
        tickets=tickets,
        questions=Questions(clock),
        accounts=Accounts(clock, audit, passwords),
        sign_in=SignIn(clock, audit, BlindIndex(session_key), passwords),
        post=build_post(settings, clock, providers),
        directory=build_directory(settings, providers),
        staff_words=load_staff_words(settings.data_dir),
        admin_mailbox=settings.admin_mailbox,
        files=Files(
            clock, index, audit, verifications, tickets.tickets.telling, _file_limits(settings), settings.public_url
        ),
    )


def _file_limits(settings: Settings) -> Limits:
    """The link lives as long as the file is kept."""
    return Limits(settings.max_file_bytes, load_terms(settings.data_dir).result_files.span)


def derived_key(secret: str, purpose: str) -> bytes:
    """One secret, one key for each purpose."""
    return hmac.new(secret.encode(), purpose.encode(), hashlib.sha256).digest()
