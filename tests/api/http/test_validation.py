"""What is wrong with a body, in the words of the people who filled it in."""

import re

import pytest
from fastapi.testclient import TestClient

from api.bootstrap import Desk
from tests.support.visitor import Visitor

CONSENT = {"notice_version": "1", "agreed_at": "2026-11-23T09:00:00+08:00"}


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({"text": "x" * 30_000}, "“消息内容”太长"),
        ({"text": 3}, "“消息内容”应为文字"),
        ({}, "消息内容和选项要且只要填一个"),
        ({"payload": ""}, "“选项”不能少于 1 个字符"),
    ],
)
def test_messages_are_judged_in_plain_words(visitor: Visitor, body: dict[str, object], said: str) -> None:
    detail = visitor.post(**body).json()["detail"]
    assert said in detail
    assert not re.search(r"client_id|payload|text", detail)


@pytest.mark.parametrize(
    ("path", "body", "said"),
    [
        ("/api/v1/verifications", {"target": {"phone": "1", "email": "a"}}, "手机号和邮箱要且只要填一个"),
        ("/api/v1/verifications", {"target": {"phone": "1"}, "purpose": "?"}, "“用途”格式不正确"),
        ("/api/v1/tickets", {"type": "dance", "consent": CONSENT}, "“请求类型”不是可选的值"),
        ("/api/v1/tickets", {"consent": {**CONSENT, "agreed_at": "2026-11-23T09:00:00"}}, "“同意时间”缺少时区"),
        ("/api/v1/tickets", {"consent": {**CONSENT, "agreed_at": "now"}}, "“同意时间”不是有效的时间"),
    ],
)
def test_calls_of_the_actions_are_judged_likewise(
    client: TestClient, desk: Desk, visitor: Visitor, path: str, body: dict[str, object], said: str
) -> None:
    whole = {"conversation_id": visitor.id, "purpose": "deletion", "type": "deletion", "requester": {}} | body
    wanted = {"verifications": {"conversation_id", "purpose", "target"}}.get(path.rpartition("/")[2])
    sent = {name: value for name, value in whole.items() if wanted is None or name in wanted}
    if wanted is None:
        sent.pop("purpose")
    token = {"Authorization": f"Bearer {desk.settings.service_token.get_secret_value()}", "Idempotency-Key": "k"}
    answer = client.post(path, json=sent, headers=token)
    assert answer.status_code == 422
    assert said in answer.json()["detail"]
