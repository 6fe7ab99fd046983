"""The services of tickets, identity and staff over a database of their own; outside parts are in the test's hand."""

import base64
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pwdlib.hashers.argon2 import Argon2Hasher
from sqlalchemy.orm import Session

from api.audit import Audit
from api.conversations.hub import Hub
from api.conversations.service import Conversations
from api.conversations.texts import load_texts
from api.db import BlindIndex, Database, create_database
from api.identity.delivery.ports import DeliveryFailed
from api.identity.delivery.post import Post
from api.identity.delivery.templates import load_templates
from api.identity.directory import AccountMatch
from api.identity.jobs import DeliverCode
from api.identity.service import DELIVER_CODE, Verifications
from api.jobs import Worker
from api.migrations.runner import migrate
from api.staff.accounts import Accounts
from api.staff.domain import Role, StaffPerson
from api.staff.passwords import Passwords
from api.staff.signin import SignIn, person_of
from api.tickets.calendars import WorkCalendar
from api.tickets.desk import TicketDesk
from api.tickets.jobs import TicketJobs
from api.tickets.notices import SendNotice
from api.tickets.words import load_words
from tests.support.clock import FakeClock

DATA = Path(__file__).parents[2] / "data"
PASSWORD = "correct horse 7 battery"
QUICK_HASHER = Argon2Hasher(time_cost=1, memory_cost=64, parallelism=1)


@dataclass
class Letters:
    """Keeps what is sent by SMS or mail; fails when told to."""

    sent: list[tuple[str, str, Mapping[str, str]]] = field(default_factory=list)
    failure: DeliveryFailed | None = None

    def send(self, letter: Any) -> None:
        if self.failure is not None:
            raise self.failure
        self.sent.append((letter.to, letter.template, letter.params))

    def last_code(self, address: str) -> str:
        return next(
            params["code"] for to, template, params in reversed(self.sent) if (to, template) == (address, "code")
        )


@dataclass
class FakeDirectory:
    """The company's account system."""

    known: set[str] = field(default_factory=lambda: {"+8613800138000", "zhang.san@example.com"})

    def match(self, address: str) -> AccountMatch:
        return AccountMatch.REGISTERED if address in self.known else AccountMatch.NOT_FOUND


@dataclass
class FakePersons:
    """Whose conversation it is, by the conversation's id."""

    keys: dict[str, str] = field(default_factory=dict)

    def key(self, _session: Session, conversation_id: str) -> str | None:
        return self.keys.get(conversation_id)


class Parts:
    """Everything, built as the composition root builds it."""

    def __init__(self, database: Database, clock: FakeClock, calendar: WorkCalendar | None = None) -> None:
        self.database, self.clock = database, clock
        self.index = BlindIndex("index-key-of-tests")
        self.audit = Audit(clock, "audit-key-of-tests")
        self.persons = FakePersons()
        self.letters, self.directory = Letters(), FakeDirectory()
        self.calendar = calendar or WorkCalendar()
        self.conversations = Conversations(clock, self.audit, self.index, Hub(), load_texts(DATA))
        self.verifications = Verifications(clock, self.index, b"code-key-of-tests")
        self.tickets = TicketDesk.build(
            clock=clock,
            index=self.index,
            audit=self.audit,
            conversations=self.conversations,
            verifications=self.verifications,
            words=load_words(DATA),
            calendar=self.calendar,
            persons=self.persons,
        )
        self.passwords = Passwords(QUICK_HASHER)
        self.accounts = Accounts(clock, self.audit, self.passwords)
        self.sign_in = SignIn(clock, self.audit, self.index, self.passwords)
        self.worker = self._worker()

    def _worker(self) -> Worker:
        post = Post(load_templates(DATA), self.letters, self.letters)
        notice = SendNotice(self.database, self.clock, self.index, post, self.tickets.words)
        jobs = TicketJobs(
            self.database, self.clock, self.audit, self.tickets.tickets, self.calendar, self.directory, notice, self.index
        )
        deliver = DeliverCode(self.database, self.clock, post)
        return Worker(self.database, self.clock, {DELIVER_CODE: deliver, **jobs.handlers()})

    @contextmanager
    def writing(self) -> Iterator[Session]:
        with self.database.transaction() as session:
            yield session

    def conversation(self) -> str:
        with self.writing() as session:
            return self.conversations.open(session, "web")[0].id

    def said(self, conversation_id: str) -> list[tuple[str, str, str]]:
        """Author, kind and text of all messages but the opening."""
        with self.database.reading() as session:
            messages = self.conversations.history(session, conversation_id)
            return [(message.author, message.kind, message.body["text"]) for message in messages][1:]

    def trail(self, ticket_id: int) -> list[str]:
        """Actions of the ticket's audit rows."""
        with self.database.reading() as session:
            return [event.action for event in self.audit.history(session, f"ticket:{ticket_id}")]

    def staff(self, username: str, role: Role = Role.AGENT) -> StaffPerson:
        with self.writing() as session:
            account = self.accounts.create(session, username=username, role=role, password=PASSWORD, actor="test")
            return person_of(account)


def new_database(folder: Path) -> Database:
    """A migrated database in `folder`."""
    key = base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()
    database = create_database(f"sqlite:///{folder / 'desk.db'}", f"test:{key}", 5)
    migrate(database)
    return database
