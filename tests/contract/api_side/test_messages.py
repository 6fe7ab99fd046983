"""Every message that the api gives is one of the contract."""

from collections.abc import Iterable
from typing import Any

from fastapi.testclient import TestClient

from api.bootstrap import Desk
from api.conversations.domain import (
    MESSAGE_KINDS,
    Author,
    Body,
    BotMessage,
    Clause,
    Expects,
    QuickReply,
    RequestStep,
    TicketCard,
)
from api.conversations.ports import BotUnavailable
from tests.contract.documents import document, faults
from tests.support.bot import ScriptedBot
from tests.support.visitor import Visitor

TICKET = TicketCard("PD-2026-AAAA-AAAA-AAAA", "deletion", "submitted", "2026-12-23")
HANDOFF = (QuickReply("转人工", "do:handoff"),)
REPLIES = [
    BotMessage("好的。"),
    BotMessage("三十天内作出答复。", kind="answer", answer="reply_time", clauses=(Clause("5.8"), Clause("5.3.4"))),
    BotMessage("您想问的是哪一个？", kind="clarify", candidates=("rights_list",)),
    BotMessage("哪一种？", kind="form", expects=Expects("phone", "tel"), request=RequestStep("deletion", 3, 7)),
    BotMessage("已取消。", kind="form"),
    BotMessage("已登记。", kind="receipt", ticket=TICKET),
    BotMessage("处理中。", kind="status", ticket=TICKET),
    BotMessage("好，我帮您转人工。", kind="handoff", handoff="asked"),
    BotMessage("不客气。", kind="smalltalk", offers="deletion"),
    BotMessage("政策没有写。", kind="decline", choices=HANDOFF),
    BotMessage("稍后会有一次维护。", kind="notice"),
    BotMessage("系统有点忙。", kind="error", retry=True),
]


def _check(messages: Iterable[dict[str, Any]]) -> None:
    for message in messages:
        assert faults("message.schema.json", message) == [], message


def test_schema_names_every_kind_and_no_other() -> None:
    assert set(document("message.schema.json")["properties"]["kind"]["enum"]) == MESSAGE_KINDS
    assert {reply.kind for reply in REPLIES} == MESSAGE_KINDS


def test_reply_of_each_kind(client: TestClient, bot: ScriptedBot) -> None:
    for reply in REPLIES:
        visitor = Visitor.arrive(client)
        bot.script.append([reply])
        said = visitor.say("问一句")
        assert reply.kind in {message["kind"] for message in said}
        _check([visitor.opening, *said, *visitor.history()])


def test_bot_that_does_not_run(visitor: Visitor, bot: ScriptedBot) -> None:
    bot.script.append(BotUnavailable("unreachable", processed=False))
    _check([*visitor.say("问一句"), *visitor.history()])


def test_waiting_staff_and_back(client: TestClient, visitor: Visitor, desk: Desk) -> None:
    visitor.tap("do:handoff")
    visitor.say("在吗")
    with desk.database.transaction() as session:
        conversation = desk.conversations.get(session, visitor.id)
        desk.conversations.take_over(session, conversation, "xiaoli")
        desk.conversations.say(
            session, conversation, body=Body(text="您好，我是客服。"), author=Author.STAFF, kind="text"
        )
    visitor.say("您好")
    messages = visitor.history()
    assert {message["author"] for message in messages} == {"user", "bot", "staff", "system"}
    _check(messages)


def test_quotes_stand_in_the_policy(visitor: Visitor, bot: ScriptedBot, desk: Desk, clause_ids: list[str]) -> None:
    bot.script.append([BotMessage("看原文。", kind="answer", clauses=tuple(Clause(clause) for clause in clause_ids))])
    (reply,) = visitor.say("全文")
    _check([reply])
    assert [citation["clause"] for citation in reply["citations"]] == clause_ids
    assert all(citation["quote"] in desk.policy.current.source for citation in reply["citations"])


def test_schema_refuses_what_is_none(visitor: Visitor) -> None:
    changes: list[dict[str, Any]] = [{"kind": "shout"}, {"citations": None}, {"id": "1"}, {"created_at": "2026-11-23"}]
    changes += [{"kind": "answer", "citations": []}, {"kind": "receipt", "ticket": None}, {"mood": "good"}]
    for change in changes:
        assert faults("message.schema.json", visitor.opening | change), change
    for field in visitor.opening:
        assert faults("message.schema.json", {name: one for name, one in visitor.opening.items() if name != field})
