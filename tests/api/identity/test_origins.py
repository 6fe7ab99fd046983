"""Codes are counted by the address and by the WeChat user behind a conversation too."""

from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import func, select

from api.bootstrap import Desk
from api.channels.wechat.people.service import People
from api.conversations.domain import Body
from api.conversations.origins import origin_of
from api.http.rate_limits import RateLimits
from api.identity.models import Verification

FEW = {"conversations": "100/minute", "codes": "2/hour", "codes_per_user": "1/hour"}


@pytest.fixture
def service(desk: Desk, client: TestClient) -> TestClient:
    assert isinstance(client.app, FastAPI)
    client.app.state.rate_limits = RateLimits("memory://", FEW)
    client.headers["Authorization"] = f"Bearer {desk.settings.service_token.get_secret_value()}"
    return client


def opened(service: TestClient) -> str:
    return str(service.post("/api/v1/conversations", json={"channel": "web"}).json()["id"])


def ask(service: TestClient, conversation_id: str, number: int) -> Any:
    target = {"phone": f"1380013800{number}"}
    body = {"conversation_id": conversation_id, "purpose": "deletion", "target": target}
    return service.post("/api/v1/verifications", json=body)


def sent(desk: Desk) -> int:
    with desk.database.reading() as session:
        return session.scalar(select(func.count()).select_from(Verification)) or 0


def test_address_is_held_across_conversations_and_numbers(service: TestClient, desk: Desk) -> None:
    first = [ask(service, opened(service), number).status_code for number in (1, 2)]
    over = ask(service, opened(service), 3)
    assert (first, over.status_code) == ([201, 201], 429)
    assert int(over.headers["Retry-After"]) > 0
    assert sent(desk) == 2


def test_code_that_still_holds_is_not_counted(service: TestClient) -> None:
    where = opened(service)
    again = [ask(service, where, 1).json()["sent"] for _ in range(4)]
    assert again == [True, False, False, False]
    assert ask(service, where, 2).status_code == 201


def test_wechat_user_is_held_across_conversations(service: TestClient, desk: Desk) -> None:
    people = People(desk.clock, desk.index, desk.conversations)
    with desk.database.transaction() as session:
        person = people.met(session, "openid-of-nobody")
        first, later = (people.open(session, person, Body(text="您好"))[0].id for _ in range(2))
    assert [ask(service, first, 1).status_code, ask(service, later, 2).status_code] == [201, 429]


def test_address_itself_is_not_kept(service: TestClient, desk: Desk) -> None:
    where = opened(service)
    with desk.database.reading() as session:
        origin = origin_of(session, where)
    assert origin is not None
    assert "testclient" not in origin
