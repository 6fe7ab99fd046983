import pytest
from fastapi.testclient import TestClient

from api.bootstrap import Desk
from api.conversations.domain import BotMessage, Clause, Expects, QuickReply
from tests.support.bot import ScriptedBot
from tests.support.visitor import Visitor

FIELDS = {
    "id", "author", "kind", "text", "citations", "quick_replies", "expects", "request", "ticket", "created_at",
}  # fmt: skip


def test_opening_says_it_is_a_bot(visitor: Visitor) -> None:
    assert visitor.opening.keys() == FIELDS
    assert "机器人" in visitor.opening["text"] and "身份证号" in visitor.opening["text"]
    assert {"request:deletion", "do:handoff"} <= {reply["payload"] for reply in visitor.opening["quick_replies"]}


def test_reply_answers_the_message(visitor: Visitor, bot: ScriptedBot) -> None:
    (reply,) = visitor.say("你好")
    assert (reply["author"], reply["kind"], reply["text"]) == ("bot", "text", "回声：你好")
    assert reply.keys() == FIELDS
    assert bot.heard[0].channel == "web"


def test_answer_is_rendered_from_the_policy(visitor: Visitor, bot: ScriptedBot) -> None:
    bot.script.append(
        [
            BotMessage(
                text="满足五种情形之一就可以。",
                kind="answer",
                answer="delete_cases",
                clauses=(Clause("5.3", "在以下情形中，您可以向我们提出删除用户信息的请求"), Clause("5.3.4")),
                offers="deletion",
            )
        ]
    )
    (reply,) = visitor.say("怎么删")
    assert reply["citations"][0] == {
        "clause": "5.3",
        "heading": "（三）删除您的用户信息",
        "quote": "在以下情形中，您可以向我们提出删除用户信息的请求",
        "url": "/policy/2022-04-22#5.3",
    }
    assert reply["citations"][1]["quote"] == "4、如果您不再使用我们的产品或服务，或您注销了账号；"
    assert {"title": "申请删除我的信息", "payload": "request:deletion"} in reply["quick_replies"]


def test_topic_goes_with_the_next_turn(visitor: Visitor, bot: ScriptedBot) -> None:
    bot.script.append([BotMessage(text="好", kind="answer", answer="delete_backup")])
    visitor.say("备份呢")
    visitor.say("那多久？")
    assert [heard.topic for heard in bot.heard] == [None, "delete_backup"]


def test_unknown_clause_is_left_out(visitor: Visitor, bot: ScriptedBot) -> None:
    bot.script.append([BotMessage(text="好", kind="answer", clauses=(Clause("12.1"), Clause("5.3", "没有这句话")))])
    (reply,) = visitor.say("问")
    (citation,) = reply["citations"]
    assert citation["quote"].startswith("在以下情形中")


def test_payload_shows_its_title(visitor: Visitor, bot: ScriptedBot) -> None:
    visitor.tap("request:deletion")
    assert (bot.heard[0].text, bot.heard[0].payload) == ("我要删除我的信息", "request:deletion")
    assert visitor.history()[1]["text"] == "我要删除我的信息"


def test_choice_of_a_form_is_a_payload(visitor: Visitor, bot: ScriptedBot) -> None:
    choices = (QuickReply("第四种", "choose:deletion_reason=4"),)
    bot.script.append([BotMessage(text="哪一种？", kind="form", expects=Expects("deletion_reason", "choice", choices))])
    visitor.say("删除")
    visitor.tap("choose:deletion_reason=4")
    assert bot.heard[-1].payload == "choose:deletion_reason=4"


def test_payload_that_was_not_offered_is_refused(visitor: Visitor, bot: ScriptedBot) -> None:
    answer = visitor.post(payload="choose:confirm=yes")
    assert answer.status_code == 422
    assert "按钮" in answer.json()["detail"]
    assert bot.heard == []


def test_payload_of_another_conversation_is_refused(client: TestClient, bot: ScriptedBot) -> None:
    first, second = Visitor.arrive(client), Visitor.arrive(client)
    bot.script.append([BotMessage(text="选", choices=(QuickReply("一", "ask:one"),))])
    first.say("选")
    assert second.post(payload="ask:one").status_code == 422


def test_history_is_oldest_first_after_an_id(visitor: Visitor) -> None:
    visitor.say("一")
    visitor.say("二")
    messages = visitor.history()
    assert [message["author"] for message in messages] == ["bot", "user", "bot", "user", "bot"]
    assert [message["id"] for message in messages] == sorted(message["id"] for message in messages)
    assert visitor.history(after=messages[2]["id"]) == messages[3:]


def test_same_client_id_acts_once(visitor: Visitor, bot: ScriptedBot) -> None:
    first = visitor.say("一次", client_id="x")
    assert visitor.say("一次", client_id="x") == first
    assert len(bot.heard) == 1
    assert len(visitor.history()) == 3


def test_same_client_id_of_two_conversations_is_two_messages(client: TestClient, bot: ScriptedBot) -> None:
    for visitor in (Visitor.arrive(client), Visitor.arrive(client)):
        visitor.say("你好", client_id="x")
    assert len(bot.heard) == 2


def test_feedback_replaces_feedback(visitor: Visitor) -> None:
    (reply,) = visitor.say("问")
    for useful in (True, False):
        answer = visitor.client.post(
            f"{visitor.path}/feedback",
            json={"message_id": reply["id"], "useful": useful, "reason": "太长"},
            headers=visitor.headers,
        )
        assert (answer.status_code, answer.json()) == (201, {"message_id": reply["id"], "useful": useful})


def test_feedback_on_a_strange_message_is_refused(client: TestClient, visitor: Visitor) -> None:
    (reply,) = Visitor.arrive(client).say("问")
    body = {"message_id": reply["id"], "useful": True}
    answer = client.post(f"{visitor.path}/feedback", json=body, headers=visitor.headers)
    assert answer.status_code == 404


@pytest.mark.parametrize("asked_for", [True, False])
def test_user_ends_the_conversation(visitor: Visitor, client: TestClient, desk: Desk, asked_for: bool) -> None:
    if asked_for:
        visitor.tap("do:handoff")
    for _ in range(2):
        assert client.post(f"{visitor.path}/close", headers=visitor.headers).status_code == 204
    assert visitor.state() == "closed"
    assert "已经结束" in visitor.history()[-1]["text"]
    assert sum(message["kind"] == "notice" for message in visitor.history()) == 1
    with desk.database.reading() as session:
        assert desk.live_chat.queue(session) == []
