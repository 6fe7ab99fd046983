"""The mailbox that the policy names hears of what comes through the desk, by a real mail server."""

import pytest

from api.bootstrap import Desk, job_handlers
from api.db import Database
from api.identity.delivery import SmtpConfig, SmtpMailSender
from api.identity.delivery.post import Post
from api.identity.delivery.templates import load_templates
from api.jobs import Worker
from api.settings import Settings
from api.tickets.admin_mail import TellAdmin
from api.tickets.domain import RequestType
from api.tickets.models import Ticket
from api.tickets.schedule import TELL_ADMIN
from tests.api.identity.delivery.servers import free_port, mail_server
from tests.support.clock import FakeClock
from tests.support.parts import DATA
from tests.support.requests import PHONE, new_ticket
from tests.support.visitor import Visitor

MAILBOX = "admin@example.com"


def file(desk: Desk, visitor: Visitor, kind: RequestType) -> Ticket:
    with desk.database.transaction() as session:
        wanted = new_ticket(visitor.id, type=kind)
        return desk.staff_side.tickets.filing.file(session, f"key-{kind}", wanted).ticket


def handler(desk: Desk, port: int, mailbox: str = MAILBOX) -> TellAdmin:
    smtp = SmtpMailSender(SmtpConfig("127.0.0.1", port, "desk@example.com", start_tls=False, timeout=5))
    post = Post(load_templates(DATA), None, smtp)
    return TellAdmin(desk.database, post, desk.staff_side.tickets.words, mailbox, "https://desk.example/")


def run(database: Database, clock: FakeClock, tell: TellAdmin) -> None:
    Worker(database, clock, {TELL_ADMIN: tell}).run_due()


@pytest.mark.parametrize(
    ("kind", "subject"), [(RequestType.DELETION, "新申请 {}（删除信息）"), (RequestType.COMPLAINT, "新投诉 {}")]
)
def test_each_new_ticket_is_told_once(
    desk: Desk, visitor: Visitor, clock: FakeClock, kind: RequestType, subject: str
) -> None:
    ticket = file(desk, visitor, kind)
    with mail_server() as (host, port):
        for _ in range(2):
            run(desk.database, clock, handler(desk, port))
    (mail,) = host.mails
    assert mail["To"] == MAILBOX
    assert mail["Subject"] == f"【隐私服务台】{subject.format(ticket.number)}"
    text = mail.get_content()  # type: ignore[attr-defined]
    assert f"https://desk.example/staff/tickets/{ticket.number}" in text
    assert ticket.due_on.isoformat() in text
    assert "张三" not in text
    assert PHONE not in text


def test_mail_waits_for_its_server(desk: Desk, visitor: Visitor, clock: FakeClock) -> None:
    file(desk, visitor, RequestType.COMPLAINT)
    run(desk.database, clock, handler(desk, free_port()))
    clock.advance(minutes=1)
    with mail_server() as (host, port):
        run(desk.database, clock, handler(desk, port))
    assert len(host.mails) == 1


def test_nobody_is_told_without_a_mailbox(desk: Desk, visitor: Visitor, clock: FakeClock) -> None:
    file(desk, visitor, RequestType.COMPLAINT)
    tell = handler(desk, free_port(), mailbox="")
    run(desk.database, clock, tell)
    with desk.database.reading() as session:
        assert session.connection().exec_driver_sql(f"SELECT 1 FROM jobs WHERE kind = '{TELL_ADMIN}'").first() is None


def test_setting_reaches_the_worker(desk: Desk, settings: Settings) -> None:
    assert isinstance(job_handlers(desk)[TELL_ADMIN], TellAdmin)
    with pytest.raises(ValueError, match="admin_mailbox"):
        Settings(_env_file=None, var_dir=settings.var_dir, admin_mailbox="nobody")


def test_final_refusal_is_not_repeated(desk: Desk, visitor: Visitor, clock: FakeClock) -> None:
    file(desk, visitor, RequestType.COMPLAINT)
    with mail_server() as (host, port):
        host.refusal = "554 never"
        run(desk.database, clock, handler(desk, port))
        host.refusal = None
        clock.advance(minutes=5)
        run(desk.database, clock, handler(desk, port))
    assert host.mails == []
