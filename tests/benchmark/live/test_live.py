"""What the benchmark counts and how it reads streams; time itself is never asserted."""

import asyncio
from collections import Counter

import httpx
import pytest

from tests.benchmark.live.counting import Count, counted
from tests.benchmark.live.course import Figures
from tests.benchmark.live.ledger import Ledger, Word, spans
from tests.benchmark.live.streams import Stream

BODY = ": ping\n\nid: 3\nevent: message\ndata: {}\n\nevent: state\ndata: a\ndata: b\n\n"


@pytest.mark.parametrize(
    ("found", "lost", "doubled"),
    [({"a": 1, "b": 1}, 0, 0), ({"a": 1}, 1, 0), ({"a": 2, "b": 1}, 0, 1), ({"a": 2, "x": 1}, 1, 1)],
)
def test_each_word_counts_once(found: dict[str, int], lost: int, doubled: int) -> None:
    assert counted(["a", "b"], Counter(found)) == Count(2, lost, doubled)


def test_counts_add_up() -> None:
    assert Count(2, 1, 0) + Count(3, 0, 1) == Count(5, 1, 1)


def test_no_word_is_part_of_another() -> None:
    words = [Word(number, False) for number in range(120)]
    heads = [head for word in words for head in (word.question, word.answer)]
    assert all(one not in other for one in heads for other in heads if one != other)


def test_spans_leave_out_what_never_came() -> None:
    words = [Word(0, True, asked_at=1.0, seen_at=1.5), Word(1, False, asked_at=2.0)]
    assert spans(words, "asked_at", "seen_at") == (0.5,)
    assert Figures(words=words).spans("asked_at", "seen_at").failed == 1
    assert Figures(words=words).spans("asked_at", "seen_at", in_open_talk=True).failed == 0


def test_first_moment_counts() -> None:
    async def mark_twice() -> tuple[bool, bool, bool]:
        ledger = Ledger()
        word = ledger.new(in_open_talk=True)
        return ledger.mark(word, "seen_at"), ledger.mark(word, "seen_at"), await ledger.reach("seen_at", 1, 0)

    assert asyncio.run(mark_twice()) == (True, False, True)


def test_stream_comes_back_with_its_last_id() -> None:
    asked: list[str | None] = []
    told: list[tuple[str, str]] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request.headers.get("Last-Event-ID"))
        return httpx.Response(200, text=BODY)

    async def heard(name: str, data: str) -> None:
        told.append((name, data))
        if len(told) == 4:
            raise asyncio.CancelledError

    async def listen() -> None:
        async with httpx.AsyncClient(transport=httpx.MockTransport(answer), base_url="http://desk") as http:
            await Stream(http, "/events", heard, pause_s=0).listen()

    with pytest.raises(asyncio.CancelledError):
        asyncio.run(listen())
    assert told[:2] == [("message", "{}"), ("state", "a\nb")]
    assert asked == [None, "3"]
