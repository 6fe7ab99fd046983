"""What goes, what stays, and what is written down about it."""

from datetime import datetime, timedelta, timezone

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import text

from api.bootstrap import Desk
from api.db import Database
from api.jobs import Job, RetryLater, Worker, enqueue
from api.jobs.domain import MAX_ATTEMPTS
from api.retention.commands import sweep_all, table
from api.retention.jobs import sweep_daily, until_next
from api.tickets import repository as tickets
from api.tickets.changes import Change
from api.tickets.domain import RequestType, Status
from api.tickets.models import Ticket
from api.tickets.requests import USER
from tests.support.bot import ScriptedBot
from tests.support.clock import FakeClock
from tests.support.requests import PHONE, new_ticket
from tests.support.visitor import Visitor


def sweep(desk: Desk) -> dict[str, int]:
    return dict(desk.retention.sweep())


def due(desk: Desk) -> dict[str, int]:
    return {over.kind: over.count for over in desk.retention.preview() if over.count}


def rows(database: Database, table_name: str) -> int:
    with database.reading() as session:
        return session.execute(text(f"SELECT count(*) FROM {table_name}")).scalar_one()


def file(desk: Desk, visitor: Visitor, key: str = "key-1") -> Ticket:
    with desk.database.transaction() as session:
        wanted = new_ticket(visitor.id, type=RequestType.COMPLAINT, details={"details": "电话太多"})
        return desk.staff_side.tickets.filing.file(session, key, wanted).ticket


def withdraw(desk: Desk, ticket: Ticket) -> None:
    with desk.database.transaction() as session:
        locked = desk.staff_side.tickets.tickets.locked(session, ticket.number)
        desk.staff_side.tickets.tickets.move(session, locked, Change(Status.WITHDRAWN), USER)


def actions(desk: Desk, subject: str) -> list[str]:
    with desk.database.reading() as session:
        return [event.action for event in desk.audit.history(session, subject)]


def test_nothing_goes_before_its_time(desk: Desk, visitor: Visitor, clock: FakeClock) -> None:
    visitor.say("你好")
    clock.advance(days=179)
    assert (due(desk), sweep(desk)) == ({}, {})
    assert len(visitor.history()) == 3


def test_old_transcript_goes_and_the_bot_forgets(
    desk: Desk, visitor: Visitor, worker: Worker, bot: ScriptedBot, clock: FakeClock
) -> None:
    visitor.say("你好")
    clock.advance(days=181)
    assert due(desk) == {"transcripts": 1}
    assert len(visitor.history()) == 3
    assert sweep(desk) == {"transcripts": 1}
    assert rows(desk.database, "messages") == 0
    assert actions(desk, f"conversation:{visitor.id}") == ["conversation:delete"]
    bot.running = False
    worker.run_due()
    assert bot.forgotten == []
    bot.running = True
    clock.advance(minutes=3)
    worker.run_due()
    assert bot.forgotten == [visitor.id]
    with desk.database.reading() as session:
        assert desk.audit.verify(session) >= 1


def test_reason_of_a_handoff_goes_with_the_transcript(desk: Desk, visitor: Visitor, clock: FakeClock) -> None:
    visitor.tap("do:handoff")
    clock.advance(days=181)
    sweep(desk)
    with desk.database.reading() as session:
        asked, deleted = desk.audit.history(session, f"conversation:{visitor.id}")
        assert (asked.why, deleted.why) == (None, "retention")
        desk.audit.verify(session)


def test_transcript_of_an_open_ticket_stays(desk: Desk, visitor: Visitor, clock: FakeClock) -> None:
    ticket = file(desk, visitor)
    clock.advance(days=181)
    assert "transcripts" not in sweep(desk)
    withdraw(desk, ticket)
    clock.advance(days=181)
    assert sweep(desk)["transcripts"] == 1


def test_closed_ticket_is_emptied_after_three_years(desk: Desk, visitor: Visitor, clock: FakeClock) -> None:
    ticket = file(desk, visitor)
    withdraw(desk, ticket)
    clock.advance(days=3 * 365)
    assert "tickets" not in sweep(desk)
    clock.advance(days=2)
    assert sweep(desk)["tickets"] == 1
    assert "tickets" not in sweep(desk)
    with desk.database.reading() as session:
        left = tickets.by_number(session, ticket.number)
        assert left is not None
        gone = (left.name, left.phone, left.email, left.phone_hash, left.email_hash, left.proved_hash, left.details)
        assert gone == (None, None, None, None, None, None, {})
        assert (left.type, left.status, left.due_on) == (ticket.type, Status.WITHDRAWN, ticket.due_on)
        assert all(event.why in (None, "retention") for event in desk.audit.history(session, f"ticket:{left.id}"))
        desk.audit.verify(session)
    assert actions(desk, f"ticket:{ticket.id}")[-1] == "ticket:personal_data:erase"
    assert rows(desk.database, "ticket_filings") == rows(desk.database, "ticket_entries") == 0


def test_open_ticket_keeps_what_it_needs(desk: Desk, visitor: Visitor, clock: FakeClock) -> None:
    ticket = file(desk, visitor)
    clock.advance(days=4 * 365)
    sweep(desk)
    with desk.database.reading() as session:
        left = tickets.by_number(session, ticket.number)
        assert left is not None
        assert left.name == "张三"


def test_verifications_go_when_no_limit_needs_them(desk: Desk, visitor: Visitor, clock: FakeClock) -> None:
    service = {"Authorization": f"Bearer {desk.settings.service_token.get_secret_value()}"}
    body = {"conversation_id": visitor.id, "purpose": "deletion", "target": {"phone": PHONE}}
    assert visitor.client.post("/api/v1/verifications", json=body, headers=service).status_code == 201
    clock.advance(days=1)
    assert sweep(desk) == {}
    clock.advance(days=2)
    assert sweep(desk) == {"verifications": 1}
    assert rows(desk.database, "verification_subjects") == 0
    assert actions(desk, "retention:verifications") == ["retention:delete"]


def test_feedback_goes_before_a_lively_conversation(desk: Desk, visitor: Visitor, clock: FakeClock) -> None:
    reply = visitor.say("你好")[0]
    body = {"message_id": reply["id"], "useful": True}
    assert visitor.client.post(f"{visitor.path}/feedback", json=body, headers=visitor.headers).status_code == 201
    clock.advance(days=181)
    visitor.say("还在吗")
    assert sweep(desk) == {"feedback": 1}
    assert len(visitor.history()) == 5


def test_failed_job_goes_with_its_content(desk: Desk, clock: FakeClock) -> None:
    def fail(_job: Job) -> None:
        raise ValueError

    with desk.database.transaction() as session:
        enqueue(session, "test.job", {"address": PHONE}, now=clock.now())
    worker = Worker(desk.database, clock, {"test.job": fail})
    for _ in range(MAX_ATTEMPTS):
        worker.run_due()
        clock.advance(hours=2)
    clock.advance(days=31)
    assert sweep(desk) == {"failed_jobs": 1}
    assert rows(desk.database, "jobs") == 0


def test_more_than_a_batch_goes_in_one_run(desk: Desk, client: TestClient, clock: FakeClock) -> None:
    for _ in range(103):
        Visitor.arrive(client)
    clock.advance(days=181)
    assert list(desk.retention.sweep()) == [("transcripts", 100), ("transcripts", 3)]


def test_dry_run_and_run_print_what_goes(desk: Desk, visitor: Visitor, clock: FakeClock) -> None:
    clock.advance(days=181)
    line = next(line for line in table(desk.retention.preview()).splitlines() if line.startswith("transcripts"))
    assert line.split()[1:3] == ["180", "days"]
    assert line.split()[-1] == "1"
    assert "transcripts           1 deleted" in sweep_all(desk.retention)
    assert rows(desk.database, "conversations") == 0


def test_daily_job_comes_back_at_night(desk: Desk, visitor: Visitor, clock: FakeClock) -> None:
    clock.advance(days=181)
    with pytest.raises(RetryLater) as later:
        sweep_daily(desk.retention, clock, "Asia/Shanghai")(Job(1, "retention.sweep", {}, 0))
    assert rows(desk.database, "conversations") == 0
    assert later.value.delay == timedelta(hours=10)


@pytest.mark.parametrize(("hour", "wait"), [(0, 3), (3, 24), (4, 23), (23, 4)])
def test_next_run_is_at_three(hour: int, wait: int) -> None:
    now = datetime(2026, 11, 23, hour, tzinfo=timezone(timedelta(hours=8)))
    assert until_next(now, "Asia/Shanghai") == timedelta(hours=wait)
