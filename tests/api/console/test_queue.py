"""Conversations that wait for a person."""

from collections.abc import Callable

import pytest

from api.bootstrap import Desk
from api.conversations.domain import Body
from tests.api.console.conftest import Browser

SignIn = Callable[[str], Browser]


@pytest.fixture
def waiting(desk: Desk, conversation_id: str) -> str:
    with desk.database.transaction() as session:
        talk = desk.conversations.get(session, conversation_id)
        desk.conversations.ask_for_person(session, talk, "asked", "user")
    return f"/staff/conversations/{conversation_id}"


def test_waiting_conversation_stands_in_the_queue(signed_in: SignIn, waiting: str) -> None:
    html = signed_in("agent").get("/staff/queue")
    assert waiting in html
    assert "用户要求" in html
    assert "asked" not in html


def test_claim_reply_return(signed_in: SignIn, waiting: str, desk: Desk, conversation_id: str) -> None:
    browser = signed_in("agent")
    browser.get(waiting)
    browser.post(f"{waiting}/claim")
    assert "您好，我是客服" in browser.post(f"{waiting}/reply", text="您好，我是客服。")
    browser.post(f"{waiting}/return")
    with desk.database.reading() as session:
        assert desk.conversations.get(session, conversation_id).state == "bot"


def test_reply_that_is_sent_again_is_said_once(signed_in: SignIn, waiting: str) -> None:
    browser = signed_in("agent")
    browser.post(f"{waiting}/claim")
    for key in ("k1", "k1", "k2"):
        html = browser.post(f"{waiting}/reply", text="您好，我是客服。", key=key)
    assert html.count("您好，我是客服。") == 2


def test_two_claims_one_winner(signed_in: SignIn, waiting: str) -> None:
    first, second = signed_in("agent"), signed_in("agent2")
    first.post(f"{waiting}/claim")
    second.post(f"{waiting}/claim", 409)
    second.post(f"{waiting}/reply", 409, text="抢答")
    html = first.get(waiting)
    assert html.count("人工客服agent已经接入") == 1, "what was refused leaves nothing behind"


def test_numbers_are_masked_for_those_who_do_not_serve(signed_in: SignIn, waiting: str, desk: Desk) -> None:
    with desk.database.transaction() as session:
        talk = desk.conversations.get(session, waiting.rsplit("/", 1)[1])
        desk.conversations.say(session, talk, author="user", body=Body(text="我的号 138 0013 8000"))
    first, second = signed_in("agent"), signed_in("agent2")
    first.post(f"{waiting}/claim")
    assert "138 0013 8000" in first.get(waiting)
    assert "138 0013 8000" not in second.get(waiting)


def test_messages_part_has_no_page_around_it(signed_in: SignIn, waiting: str) -> None:
    html = signed_in("agent").get(f"{waiting}?part=messages")
    assert "<html" not in html
    assert "机器人" in html


def test_closing(signed_in: SignIn, waiting: str) -> None:
    browser = signed_in("agent")
    browser.post(f"{waiting}/close")
    assert "已结束" in browser.get(waiting)


def test_unknown_conversation_is_a_page(signed_in: SignIn) -> None:
    assert "没有找到" in signed_in("agent").get("/staff/conversations/nothing", 404)
