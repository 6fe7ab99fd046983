"""问题复盘: the page, its JSON and its exports."""

import csv
import io
import re
from collections.abc import Callable
from typing import Any

import pytest
import yaml

from api.bootstrap import Desk
from api.console.question_export import example
from api.conversations.domain import BotMessage, Clause
from api.tickets.domain import RequestType
from tests.api.console.conftest import Browser
from tests.support.bot import ScriptedBot
from tests.support.requests import new_ticket
from tests.support.visitor import Visitor

SignIn = Callable[[str], Browser]
DECLINE = BotMessage(text="政策没有写明。", kind="decline")
ANSWER = BotMessage(text="不一定马上。", kind="answer", answer="delete_backup", clauses=(Clause("5.3"),))
PAGE, YML, CSV = "/staff/questions", "/staff/questions/export.yml", "/staff/questions/export.csv"


@pytest.fixture
def asked(visitor: Visitor, bot: ScriptedBot) -> Visitor:
    """Two near questions that were declined, one answer that was disliked; with invented numbers."""
    bot.script += [[DECLINE], [DECLINE], [ANSWER]]
    visitor.say("你们用的是什么算法")
    visitor.say("你们用的是什么算法呢，回我 138 0013 8000")
    (reply,) = visitor.say("=备份[会]删吗\n<b>我叫张测试</b>")
    body = {"message_id": reply["id"], "useful": False, "reason": "没说多久，打我 13800138000"}
    visitor.client.post(f"{visitor.path}/feedback", json=body, headers=visitor.headers)
    return visitor


@pytest.fixture
def with_ticket(asked: Visitor, desk: Desk) -> None:
    with desk.database.transaction() as session:
        request = new_ticket(asked.id, type=RequestType.COMPLAINT, requester={"name": "张测试"})
        desk.staff_side.tickets.filing.file(session, "key-1", request)


@pytest.mark.parametrize("role", ["agent", "supervisor", "admin", "auditor"])
def test_every_role_reads_the_page(signed_in: SignIn, asked: Visitor, role: str) -> None:
    html = signed_in(role).get(PAGE)
    assert 'href="/staff/questions" aria-current="page"' in html
    assert "你们用的是什么算法" in html and "2 条" in html
    assert "备份里的信息也会删吗" in html and "没说多久" in html
    assert "delete_backup" not in html
    assert f"/staff/conversations/{asked.id}" in html
    assert not re.search(r" style=| on\w+=|<script>", html)


def test_empty_page(signed_in: SignIn) -> None:
    assert "没有这样的问题" in signed_in("agent").get(PAGE)


def test_signed_out_readers_see_nothing(open_browser: Callable[[], Browser], asked: Visitor) -> None:
    http = open_browser().http
    assert http.get(PAGE, follow_redirects=False).status_code == 303
    assert http.get(YML, follow_redirects=False).status_code == 303
    assert http.get("/api/v1/staff/questions").status_code == 401


@pytest.mark.parametrize("role", ["agent", "auditor"])
def test_export_is_for_those_who_may(signed_in: SignIn, asked: Visitor, role: str) -> None:
    browser = signed_in(role)
    assert "导出" not in browser.get(PAGE)
    browser.get(YML, 403)
    browser.get(CSV, 403)


@pytest.mark.parametrize("path", [PAGE, YML, CSV, "/api/v1/staff/questions"])
def test_personal_data_is_masked(signed_in: SignIn, with_ticket: None, path: str) -> None:
    text = signed_in("admin").get(path)
    assert "算法" in text and "****" in text
    assert "8000" not in text and "张测试" not in text
    assert path != PAGE or "&lt;b&gt;我叫" in text


@pytest.mark.parametrize(
    ("query", "shown"),
    [("kind=disliked", (False, True)), ("kind=unanswered&days=7", (True, False)), ("kind=handed", (False, False))],
)
def test_filter(signed_in: SignIn, asked: Visitor, query: str, shown: tuple[bool, bool]) -> None:
    html = signed_in("agent").get(f"{PAGE}?{query}")
    assert ("什么算法" in html, "没说多久" in html) == shown


@pytest.mark.parametrize("query", ["kind=other", "days=31", "offset=-1", "offset=x"])
def test_wrong_filter_is_422(signed_in: SignIn, query: str) -> None:
    browser = signed_in("agent")
    assert "<html" in browser.get(f"{PAGE}?{query}", 422)
    browser.get(f"/api/v1/staff/questions?{query}", 422)


def test_json(signed_in: SignIn, asked: Visitor) -> None:
    review: dict[str, Any] = signed_in("auditor").http.get("/api/v1/staff/questions").json()
    assert {name: review[name] for name in ("unanswered", "disliked", "liked", "cut", "groups_in_all")} == {
        "unanswered": 2, "disliked": 1, "liked": 0, "cut": False, "groups_in_all": 2,
    }  # fmt: skip
    first, second = review["groups"]
    assert (first["size"], first["signs"], first["nearest"], first["answers"]) == (2, {"declined": 2}, None, [])
    assert (second["signs"], second["nearest"]) == ({"disliked": 1}, "delete_backup")
    assert second["answers"][0]["question"]


def test_ways_load_as_training_data(signed_in: SignIn, asked: Visitor) -> None:
    answer = signed_in("supervisor").http.get(YML)
    assert answer.headers["content-disposition"] == 'attachment; filename="questions.yml"'
    data = yaml.safe_load(answer.text)
    assert data == {
        "version": "3.1",
        "nlu": [{"intent": "faq/delete_backup", "examples": "- =备份［会］删吗 <b>我叫张测试</b>\n"}],
    }
    assert "#    - 你们用的是什么算法\n" in answer.text, "what has no id yet is kept as a comment"


def test_ways_go_where_staff_say(signed_in: SignIn, asked: Visitor) -> None:
    http = signed_in("supervisor").http
    algorithm, backup = (group["key"] for group in http.get("/api/v1/staff/questions").json()["groups"])
    chosen = {f"as.{algorithm}": "faq/rights_list", f"as.{backup}": "", "offset": "0"}
    data = yaml.safe_load(http.get(YML, params=chosen).text)
    assert [entry["intent"] for entry in data["nlu"]] == ["faq/rights_list"]
    assert data["nlu"][0]["examples"].splitlines() == ["- 你们用的是什么算法", "- 你们用的是什么算法呢，回我 ****"]


def test_page_offers_the_choice(signed_in: SignIn, asked: Visitor) -> None:
    html = signed_in("supervisor").get(PAGE)
    assert re.search(r'name="as\.\d+" list="answers" value="备份里的信息也会删吗？"', html)
    assert '<option value="我有哪些权利？">' in html


def test_unknown_answer_is_refused(signed_in: SignIn, asked: Visitor) -> None:
    assert "没有这个问题" in signed_in("supervisor").get(f"{YML}?as.1=nothing", 422)


def test_nothing_to_export_is_valid_too(signed_in: SignIn) -> None:
    assert yaml.safe_load(signed_in("supervisor").http.get(YML).text)["nlu"] == []


def test_table_is_safe_for_spreadsheets(signed_in: SignIn, asked: Visitor) -> None:
    answer = signed_in("supervisor").http.get(CSV)
    assert answer.content.startswith(b"\xef\xbb\xbf")
    head, *rows = csv.reader(io.StringIO(answer.content.decode("utf-8-sig")))
    assert len(rows) == 3 and all(len(row) == len(head) for row in rows)
    assert [row[2][:4] for row in rows] == ["你们用的", "你们用的", "'=备份"]
    assert rows[2][4:7] == ["没帮助", "delete_backup", "没说多久，打我 ****"]


def test_reading_changes_nothing(signed_in: SignIn, asked: Visitor) -> None:
    browser, before = signed_in("supervisor"), asked.history()
    for path in (PAGE, YML, CSV):
        browser.get(path)
        assert browser.http.post(path, data={"csrf": browser.csrf}).status_code == 405
    assert asked.history() == before


@pytest.mark.parametrize(
    ("said", "line"),
    [
        ('/delete{"a": 1}', 'delete｛"a": 1｝'),
        ("  多\n行\t的\x00\u2028话 ", "多 行 的 话"),
        ("[删](x)#一下: |", "［删］(x)#一下: |"),
        ("- 横线", "- 横线"),
    ],
)
def test_examples_are_plain_lines(said: str, line: str) -> None:
    assert example(said) == line


@pytest.mark.parametrize("path", [YML, CSV])
def test_export_is_an_audit_row(signed_in: SignIn, asked: Visitor, desk: Desk, path: str) -> None:
    signed_in("supervisor").http.get(path)
    with desk.database.reading() as session:
        (event,) = desk.audit.history(session, "questions")
        assert (event.action, event.actor.split(":")[0]) == ("question:export", "staff")
