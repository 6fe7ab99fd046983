"""What staff do and see in one conversation."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pydantic import ValidationError

from api.bootstrap import Desk
from api.console.words import load_staff_words
from api.conversations.domain import Author, Body, BotMessage, Expects
from tests.api.console.conftest import Browser
from tests.support.bot import ScriptedBot
from tests.support.visitor import Visitor

SignIn = Callable[[str], Browser]


def staff_id(people: dict[str, int], name: str) -> str:
    return f"staff:{people[name]}"


@pytest.fixture
def page(visitor: Visitor, bot: ScriptedBot) -> str:
    """A conversation that came to the queue in the middle of a form."""
    bot.script += [
        [BotMessage(text="怎么称呼您？", kind="form", expects=Expects("name", "text"))],
        [BotMessage(text="请留手机号。", kind="form", expects=Expects("phone", "tel"))],
        [BotMessage(text="这是政策的回答。", kind="answer", answer="delete_backup")],
    ]
    for words in ("我要删除", "李小四", "备份呢"):
        visitor.say(words)
    visitor.tap("do:handoff")
    return f"/staff/conversations/{visitor.id}"


def test_colleague_takes_over(signed_in: SignIn, page: str, people: dict[str, int], visitor: Visitor) -> None:
    first, second = signed_in("agent"), signed_in("agent2")
    first.post(f"{page}/claim")
    second.post(f"{page}/pass", 409, colleague=staff_id(people, "agent2"))
    first.post(f"{page}/pass", colleague=staff_id(people, "agent2"))
    assert "agent2" in visitor.history()[-1]["text"]
    first.post(f"{page}/reply", 409, text="我还在")
    second.post(f"{page}/reply", text="我来")


@pytest.mark.parametrize("colleague", ["auditor", "agent"])
def test_only_colleagues_who_work(signed_in: SignIn, page: str, people: dict[str, int], colleague: str) -> None:
    browser = signed_in("agent")
    browser.post(f"{page}/claim")
    browser.post(f"{page}/pass", 404, colleague=staff_id(people, colleague))


def test_supervisor_may_step_in(signed_in: SignIn, page: str, visitor: Visitor) -> None:
    signed_in("agent").post(f"{page}/claim")
    signed_in("agent2").post(f"{page}/close", 409)
    signed_in("supervisor").post(f"{page}/return")
    assert visitor.state() == "bot"


def test_auditor_only_reads(signed_in: SignIn, page: str) -> None:
    browser = signed_in("auditor")
    assert "接入会话" not in browser.get(page)
    for step in ("claim", "reply", "note", "pass", "return", "close", "typing"):
        browser.post(f"{page}/{step}", 403, text="x")


def test_note_stays_inside(signed_in: SignIn, page: str, visitor: Visitor) -> None:
    browser = signed_in("agent")
    browser.post(f"{page}/note", text="小心这一位")
    assert "小心这一位" in browser.get(page)
    assert "小心这一位" not in str(visitor.history())


def test_reply_carries_the_clause(signed_in: SignIn, page: str, visitor: Visitor) -> None:
    browser = signed_in("agent")
    browser.post(f"{page}/claim")
    browser.post(f"{page}/reply", text="见这一条。", cite="5.3")
    (citation,) = visitor.history()[-1]["citations"]
    assert (citation["clause"], citation["url"]) == ("5.3", "/policy/2022-04-22#5.3")


def test_understanding_and_values_are_shown(signed_in: SignIn, page: str) -> None:
    browser = signed_in("agent")
    before = browser.get(page)
    assert "备份里的信息也会删吗" in before
    assert "李小四" not in before, "names are hidden from those who do not serve"
    assert "delete_backup" not in before
    browser.post(f"{page}/claim")
    after = browser.get(f"{page}?part=facts")
    assert "李小四" in after
    assert "姓名" in after
    assert "手机号" not in after, "an aside is no value"


@pytest.mark.parametrize(("words", "clause"), [("删除您的用户信息", "5.3"), ("Cookie", "2")])
def test_clauses_are_found(signed_in: SignIn, words: str, clause: str) -> None:
    assert f'data-cite="{clause}' in signed_in("agent").get(f"/staff/clauses?q={words}")


def test_nothing_found_is_said(signed_in: SignIn) -> None:
    assert "没有找到" in signed_in("agent").get("/staff/clauses?q=火星移民")


def test_typing_of_the_holder_is_told(
    signed_in: SignIn, page: str, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[tuple[str, str, bool]] = []
    monkeypatch.setattr(desk.conversations.hub, "typing", lambda *what: told.append(what))
    holder, other = signed_in("agent"), signed_in("agent2")
    holder.post(f"{page}/claim")
    other.post(f"{page}/typing", 204)
    assert told == []
    holder.post(f"{page}/typing", 204)
    assert told == [(page.rsplit("/", 1)[1], Author.STAFF, True)]


def test_every_code_needs_its_word(tmp_path: Path, desk: Desk) -> None:
    whole = (desk.settings.data_dir / "staff.yml").read_text(encoding="utf-8")
    (tmp_path / "staff.yml").write_text(whole.replace("  crisis: 情绪危机\n", ""), encoding="utf-8")
    with pytest.raises(ValidationError, match="crisis"):
        load_staff_words(tmp_path)


def test_long_talk_is_shown_to_its_last_word(signed_in: SignIn, page: str, visitor: Visitor, desk: Desk) -> None:
    with desk.database.transaction() as session:
        talk = desk.conversations.get(session, visitor.id)
        for number in range(510):
            desk.conversations.say(session, talk, author="user", body=Body(text=f"第{number}句"))
    browser = signed_in("agent")
    assert "第509句" in browser.get(f"{page}?part=messages")
    assert "第509句" in browser.get(f"{page}?part=facts")
