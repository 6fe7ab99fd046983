"""The page of the demonstration talks for a user."""

import time
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from tests.contract.wechat.echo import Echo
from tests.contract.wechat.test_pushes import answering
from tests.support.wechat_platform.account import PlatformAccount
from tests.support.wechat_platform.demo.app import create_demo


@pytest.fixture
def page() -> Iterator[TestClient]:
    with answering(Echo(PlatformAccount())) as platform, TestClient(create_demo(platform)) as client:
        yield client


def _lines(page: TestClient, count: int, at_most: int = 99) -> list[tuple[str, str]]:
    for _ in range(100):
        lines = page.get("/chat").json()["lines"]
        if count <= len(lines) <= at_most:
            break
        time.sleep(0.02)
    return [(line["how"], line["text"]) for line in lines]


def test_page_is_there(page: TestClient) -> None:
    assert "演示" in page.get("/").text


def test_what_is_said_and_answered_is_shown_in_order(page: TestClient) -> None:
    page.post("/chat", json={"what": "say", "value": "你好"})
    assert _lines(page, 2) == [("user", "你好"), ("passive", "您说：你好")]
    page.post("/chat", json={"what": "image"})
    assert _lines(page, 3)[2] == ("user", "[image]")


def test_following_and_leaving(page: TestClient) -> None:
    page.post("/chat", json={"what": "follow"})
    page.post("/chat", json={"what": "say", "value": "在吗"})
    assert len(_lines(page, 2)) == 2
    page.post("/chat", json={"what": "unfollow"})
    assert _lines(page, 0, at_most=0) == []
