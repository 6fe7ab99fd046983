"""Requests that the platform would never send."""

import time

import httpx
import pytest
import structlog
from fastapi.testclient import TestClient

from tests.api.channels.wechat.conftest import Chat, OpenChat
from tests.support.wechat_platform.sealing import Sealed
from tests.support.wechat_platform.xml import Value


def _sealed(chat: Chat, text: str = "你好", number: int = 1, at: int | None = None) -> Sealed:
    user = chat.user()
    fields = chat.platform.addressed(user, {"MsgType": "text", "Content": text, "MsgId": number})
    return chat.platform.sealing.seal(fields, user.openid, at=at)


def _refused(chat: Chat, sealed: Sealed) -> bool:
    answer = chat.platform.post(sealed)
    return answer.status_code == httpx.codes.FORBIDDEN and chat.bot.heard == []


@pytest.mark.parametrize("name", ["msg_signature", "timestamp", "nonce"])
def test_forged_signature(open_chat: OpenChat, name: str) -> None:
    chat = open_chat()
    sealed = _sealed(chat)
    assert _refused(chat, Sealed({**sealed.query, name: "1" * 10}, sealed.body))


def test_old_push(open_chat: OpenChat) -> None:
    chat = open_chat()
    assert _refused(chat, _sealed(chat, at=int(time.time()) - 3600))


def test_plain_push_to_an_account_in_safe_mode(open_chat: OpenChat) -> None:
    chat = open_chat()
    sealed = _sealed(chat)
    query = {key: value for key, value in sealed.query.items() if key not in ("encrypt_type", "msg_signature")}
    assert _refused(chat, Sealed(query, b"<xml><MsgType>text</MsgType></xml>"))


def test_signature_on_another_body(open_chat: OpenChat) -> None:
    chat = open_chat()
    first, second = _sealed(chat), _sealed(chat, "别的", 2)
    assert _refused(chat, Sealed(first.query, second.body))


def test_body_that_cannot_be_read_is_taken_in_silence(open_chat: OpenChat) -> None:
    chat = open_chat()
    answer = chat.platform.post(chat.platform.sealing.seal_xml("<xml><MsgType>text</MsgType></xml>"))
    assert (answer.status_code, answer.content) == (200, b"success")


def test_huge_body(open_chat: OpenChat) -> None:
    chat = open_chat()
    sealed = _sealed(chat)
    answer = chat.platform.post(Sealed(sealed.query, b"<xml>" + b" " * 100_000))
    assert (answer.status_code, answer.content) == (200, b"success")
    assert chat.bot.heard == []


def test_long_message_is_answered_in_words(open_chat: OpenChat) -> None:
    chat = open_chat()
    sealed = _sealed(chat, "长" * 14_000)
    assert len(sealed.body) > chat.desk.settings.max_body_bytes
    assert "太长了" in (chat.posted(sealed) or "")


def test_what_is_unknown_is_named_once_and_without_its_values(open_chat: OpenChat) -> None:
    chat = open_chat()
    user = chat.user()
    fields: dict[str, Value] = {"MsgType": "text", "Content": "你好", "BrandNew": "secret", "MsgId": 41}
    with structlog.testing.capture_logs() as logs:
        for number in range(2):
            pushed = chat.platform.addressed(user, {**fields, "MsgId": number + 50})
            chat.platform.post(chat.platform.sealing.seal(pushed, user.openid))
            user.event("brand_new_event")
            user.send("brand_new_type", {"Content": "secret"})
    named = [entry for entry in logs if entry["event"] == "wechat.unknown"]
    assert sorted((entry["what"], entry["name"]) for entry in named) == [
        ("event", "brand_new_event"),
        ("field", "BrandNew"),
        ("field", "Content"),
        ("message", "brand_new_type"),
    ]
    assert "secret" not in str(logs)


def test_no_account_no_callback(client: TestClient) -> None:
    assert client.get("/channels/wechat").status_code == httpx.codes.NOT_FOUND
    assert client.post("/channels/wechat", content=b"<xml/>").status_code == httpx.codes.NOT_FOUND
