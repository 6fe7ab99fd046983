from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from api.channels.wechat.forms.writing import Spoken, Writer
from api.channels.wechat.words import load_wechat_words
from api.conversations.domain import Body, Citation, RequestStep, TicketCard
from api.conversations.texts import load_texts

DATA = Path(__file__).resolve().parents[5] / "data"
WORDS = load_wechat_words(DATA)
WRITER = Writer(WORDS, "https://desk.example", ZoneInfo("Asia/Shanghai"), WORDS.replaced(load_texts(DATA)))
SPOKEN = Spoken(1, "bot", "text", Body(text="好的。"), datetime(2026, 11, 23, 2, 5, tzinfo=UTC))


def _text(**changed: Any) -> str:
    return WRITER.text(replace(SPOKEN, **changed))


def test_each_clause_is_named_once_with_its_place() -> None:
    citation = Citation("5.3", "（三）删除您的用户信息", "逐字的话", "/policy/2022-04-22#5.3")
    text = _text(body=Body(text="可以。", citations=(citation, citation)))
    assert text.count("依据") == 1
    assert '<a href="https://desk.example/policy/2022-04-22#5.3">看原文</a>' in text


def test_step_of_a_request_is_told() -> None:
    assert _text(body=Body(text="姓名？", request=RequestStep("deletion", 2, 5))).startswith("（第 2 步，共 5 步）")


def test_number_of_a_ticket_is_said_once() -> None:
    card = TicketCard("J-2026-TEST", "deletion", "submitted", "2026-12-22")
    assert "J-2026-TEST（2026-12-22 前答复）" in _text(body=Body(text="已登记。", ticket=card))
    assert _text(body=Body(text="已登记，编号 J-2026-TEST。", ticket=card)).count("J-2026-TEST") == 1


def test_staff_are_named() -> None:
    assert _text(author="staff", name="小李").startswith("【客服 小李】")
    assert _text(author="staff").startswith("好的")


TEXTS = load_texts(DATA)
JOINED = TEXTS.staff_joined.body(name="小李"), TEXTS.staff_changed.body(name="小李")
QUEUED = TEXTS.handoff_requested.body(), TEXTS.handoff_repeated.body(), TEXTS.waiting.body(), TEXTS.nobody_yet.body()
BACK = TEXTS.back_to_bot.body(), TEXTS.with_stars(TEXTS.back_from_staff)


@pytest.mark.parametrize(("bodies", "timed"), [(JOINED, True), (QUEUED, False), (BACK, False)])
def test_joining_is_timed_where_people_live(bodies: tuple[Body, ...], timed: bool) -> None:
    texts = [_text(author="system", kind="handoff", body=body) for body in bodies]
    assert [text.startswith("（10:05）") for text in texts] == [timed] * len(bodies)


@pytest.mark.parametrize("waits", [True, False])
@pytest.mark.parametrize(("bodies", "pulls"), [(JOINED, True), (QUEUED, True), (BACK, False)])
def test_who_cannot_be_written_to_is_told_to_come_back(waits: bool, bodies: tuple[Body, ...], pulls: bool) -> None:
    texts = [_text(author="system", kind="handoff", body=body, waits=waits) for body in bodies]
    assert [WORDS.pull in text for text in texts] == [waits and pulls] * len(bodies)


def test_words_for_the_page_are_replaced() -> None:
    text = _text(body=Body(text=load_texts(DATA).closed.text.strip() + "\n满意吗？"))
    assert "直接发消息就可以" in text
    assert "重新打开" not in text
    assert "满意吗？" in text
