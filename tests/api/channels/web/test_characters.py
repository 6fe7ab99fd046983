"""Traditional characters for who asks for them: on the way out, and only what the desk itself says."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml
from fastapi.testclient import TestClient
from opencc import OpenCC

from api.app import create_app
from api.bootstrap import Desk
from api.channels.web.characters import to_traditional
from api.conversations.domain import Author, Body, BotMessage, Clause, Expects, QuickReply
from tests.support.bot import ScriptedBot
from tests.support.events import read_until_id
from tests.support.server import serving
from tests.support.visitor import Visitor

DATA = Path(__file__).resolve().parents[4] / "data"
HANT = {"Accept-Language": "en-US,en;q=0.9,zh-TW;q=0.8,zh-CN;q=0.7"}
CHECK = "请核对：\n姓名：于小平\n没问题就确认，我马上提交。"


@pytest.fixture
def visitor(client: TestClient) -> Visitor:
    client.headers.update(HANT)
    return Visitor.arrive(client)


def test_opening_and_titles_are_traditional(visitor: Visitor) -> None:
    assert "您好，我是隱私服務台的機器人" in visitor.opening["text"]
    titles = {reply["payload"]: reply["title"] for reply in visitor.opening["quick_replies"]}
    assert titles["request:deletion"] == "我要刪除我的信息"
    assert visitor.history()[0] == visitor.opening


def test_answer_is_traditional_and_the_policy_is_not(visitor: Visitor, bot: ScriptedBot) -> None:
    choices = (QuickReply("第四种", "choose:deletion_reason=4"),)
    expects = Expects("deletion_reason", "choice", choices)
    bot.script.append([BotMessage(text="备份里还有。", kind="answer", clauses=(Clause("5.3.4"),), expects=expects)])
    (reply,) = visitor.say("備份呢")
    assert reply["text"] == "備份裡還有。"
    assert reply["citations"][0]["quote"] == "4、如果您不再使用我们的产品或服务，或您注销了账号；"
    assert reply["citations"][0]["heading"] == "（三）删除您的用户信息"
    assert reply["expects"]["choices"] == [{"title": "第四種", "payload": "choose:deletion_reason=4"}]


def test_what_people_write_stays_as_it_is(visitor: Visitor, desk: Desk) -> None:
    visitor.say("我要头发")
    visitor.tap("request:deletion")
    with desk.database.transaction() as session:
        conversation = desk.conversations.get(session, visitor.id)
        desk.conversations.say(session, conversation, body=Body("我来处理"), author=Author.STAFF)
    _, written, _, tapped, *_, staff = (message["text"] for message in visitor.history())
    assert (written, tapped, staff) == ("我要头发", "我要刪除我的信息", "我来处理")


@pytest.mark.parametrize(
    ("message", "shown"),
    [
        (BotMessage(CHECK, "form", expects=Expects("confirm", "confirm")), "請核對：\n姓名：于小平\n沒問題就確認，我馬上提交。"),
        (BotMessage("姓名是「于小平」，对吗？", "form", expects=Expects("name", "text")), "姓名是「于小平」，對嗎？"),
        (BotMessage("好，姓名记下了：于小平。", "form"), "好，姓名記下了：于小平。"),
        (BotMessage("提醒一句：会删除。", "form", clauses=(Clause("5.3"),)), "提醒一句：會刪除。"),
    ],
)  # fmt: skip
def test_form_repeats_values_as_they_were_written(
    visitor: Visitor, bot: ScriptedBot, message: BotMessage, shown: str
) -> None:
    bot.script.append([message])
    (reply,) = visitor.say("于小平")
    assert reply["text"] == shown


def test_stored_words_stay_simplified(client: TestClient, visitor: Visitor) -> None:
    plain = replace(visitor, client=httpx.Client(transport=client._transport, base_url=client.base_url))
    assert "隐私服务台的机器人" in plain.history()[0]["text"]


@pytest.mark.parametrize(
    ("header", "first"),
    [
        ("zh-TW", "隱私"),
        ("ZH-hk;q=0.5, en", "隱私"),
        ("zh-Hant-CN", "隱私"),
        ("zh-CN;q=0.1, zh-MO;q=0.9", "隱私"),
        ("zh-CN,zh-TW", "隐私"),
        ("zh-Hans-HK", "隐私"),
        ("zh", "隐私"),
        ("ja, en;q=x", "隐私"),
        ("", "隐私"),
        ("*", "隐私"),
    ],
)
def test_script_follows_the_best_liked_chinese(client: TestClient, header: str, first: str) -> None:
    answer = client.post("/api/v1/conversations", headers={"Accept-Language": header})
    assert first in answer.json()["messages"][0]["text"]


def test_stream_is_traditional(desk: Desk) -> None:
    with serving(create_app(desk)) as url, httpx.Client(base_url=url, timeout=10, headers=HANT) as client:
        live = Visitor.arrive(client)
        with client.stream("GET", f"{live.path}/events", headers=live.headers) as response:
            events = read_until_id(response, live.opening["id"])
    assert [event.data for event in events if event.name == "message"] == [live.opening]


def titles(node: Any) -> set[str]:
    """Every title in a tree of data."""
    if isinstance(node, list):
        return set().union(*map(titles, node)) if node else set()
    if not isinstance(node, dict):
        return set()
    own = {node["title"]} if isinstance(node.get("title"), str) else set()
    return own.union(*map(titles, node.values()))


def test_title_typed_in_traditional_is_the_same_title() -> None:
    paths = [DATA / "messages.yml", DATA / "requests.yml", *sorted((DATA / "answers").glob("*.yml"))]
    found = set().union(*(titles(yaml.safe_load(path.read_text(encoding="utf-8"))) for path in paths))
    to_simplified = OpenCC("t2s")  # as the bot reads what people type
    assert len(found) > 30
    assert [title for title in found if to_simplified.convert(to_traditional(title)) != title] == []
