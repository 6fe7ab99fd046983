"""Statistics and table, on figures that are easy to check by hand. Time itself is never asserted."""

from collections.abc import Callable
from itertools import count

import pytest

from tests.benchmark.figures import DoorFigures, Place, Rate, Side, Timings, percentile, place, ratio
from tests.benchmark.questions import questions
from tests.benchmark.stock_assistant import domain, stories
from tests.benchmark.table import Row, markdown, rows, shown
from tests.benchmark.timing import conversation, one_by_one, rate

FEW = 0.004
MANY = 0.016


def door_figures(seconds: float) -> DoorFigures:
    rates = (Rate(1, 1 / seconds), Rate(8, 2 / seconds))
    return DoorFigures(Timings((seconds,) * 5), rates, (Place(1, seconds), Place(500, seconds)), failed=1)


def side(seconds: float, api: DoorFigures | None, memory: dict[str, int]) -> Side:
    return Side(20.0, 90.0, Timings((seconds,), failed=2), door_figures(seconds), api, memory, load=3.5)


def cells(found: list[Row]) -> dict[str, tuple[str, ...]]:
    return {row.label: row.cells()[1:] for row in found}


@pytest.mark.parametrize(
    ("values", "share", "expected"),
    [
        ([], 0.5, None),
        ([7.0], 0.95, 7.0),
        ([3.0, 1.0, 2.0], 0.5, 2.0),
        ([1.0, 2.0, 3.0, 4.0], 0.5, 2.5),
        ([float(n) for n in range(101)], 0.95, 95.0),
        ([1.0, 2.0], 1.0, 2.0),
    ],
)
def test_percentile(values: list[float], share: float, expected: float | None) -> None:
    assert percentile(values, share) == expected


@pytest.mark.parametrize(("turn", "median"), [(1, 5.0), (5, 5.0), (50, 50.0), (99, 96.0), (100, 96.0)])
def test_window_stays_in_conversation(turn: int, median: float) -> None:
    assert place([float(n) for n in range(1, 101)], turn) == Place(turn, median)


def test_place_in_short_conversation() -> None:
    assert place([1.0, 3.0], 2) == Place(2, 2.0)


@pytest.mark.parametrize(
    ("desk", "stock", "expected"), [(1.0, 4.0, 0.25), (None, 4.0, None), (1.0, None, None), (1.0, 0.0, None)]
)
def test_ratio(desk: float | None, stock: float | None, expected: float | None) -> None:
    assert ratio(desk, stock) == expected


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (12.34, "s", "12.3 s"),
        (0.0123, "ms", "12.3 ms"),
        (90.04, "/s", "90.0 /s"),
        (6.5e8, "MB", "650 MB"),
        (None, "s", "–"),
    ],
)
def test_units(value: float | None, unit: str, text: str) -> None:
    assert shown(value, unit) == text


def test_markdown() -> None:
    table = markdown(
        [Row("start-up", "s", 13.0, 52.0), Row("turn", "ms", FEW, MANY, borrowed=True), Row("rest", "", 1)]
    )
    assert table.splitlines() == [
        "| figure | desk | stock | desk ÷ stock |",
        "|---|---:|---:|---:|",
        "| start-up | 13.0 s | 52.0 s | 0.25 |",
        "| turn | 4.0 ms | (16.0 ms) | 0.25 |",
        "| rest | 1 | – | – |",
    ]


def test_desk_beside_stock() -> None:
    desk = side(FEW, door_figures(2 * FEW), {"api": 100_000_000, "bot": 500_000_000})
    found = cells(rows(desk, side(MANY, None, {"bot": 1_200_000_000})))
    assert found["turn in Rasa, p50"] == ("4.0 ms", "16.0 ms", "0.25")
    assert found["turn through the api, p95"] == ("8.0 ms", "(16.0 ms)", "0.50")
    assert found["turns in Rasa, 8 clients"] == ("500.0 /s", "125.0 /s", "4.00")
    assert found["turn 500 of one conversation in Rasa"] == ("4.0 ms", "16.0 ms", "0.25")
    assert found["memory, api"] == ("100 MB", "–", "–")
    assert found["memory, all"] == ("600 MB", "1200 MB", "0.50")
    assert found["load of the machine meanwhile"] == ("3.5", "3.5", "–")
    assert found["calls not answered"] == ("4", "3", "–")


def test_desk_alone() -> None:
    found = cells(rows(side(FEW, door_figures(FEW), {"bot": 1}), None))
    assert {stock for _, stock, _ in found.values()} == {"–"}
    assert {quotient for *_, quotient in found.values()} == {"–"}


def scripted(answers: Callable[[str], bool]) -> tuple[Callable[[], Callable[[str], bool]], list[int]]:
    """A door, and how many conversations were opened at it."""
    opened: list[int] = []

    def enter() -> Callable[[str], bool]:
        opened.append(1)
        return answers

    return enter, opened


def test_failures_are_no_timings() -> None:
    door, _ = scripted(lambda text: text != "b")
    timings = conversation(door, iter(["a", "b", "c"]))
    assert (len(timings.seconds), timings.failed) == (2, 1)


def test_conversations_of_ten_turns() -> None:
    door, opened = scripted(lambda text: True)
    assert len(one_by_one(door, ["a", "b", "c"], 25).seconds) == 25
    assert len(opened) == 3


def test_rate_counts_answered_turns() -> None:
    numbers = count()
    door, _ = scripted(lambda text: next(numbers) % 2 == 0)
    found = rate(door, ["a", "b", "c"], clients=2, seconds=0.02)
    assert found.clients == 2
    assert found.per_second > 0
    assert found.failed > 0


def test_forty_questions() -> None:
    assert len(set(questions())) == 40


def test_every_label_is_in_a_story() -> None:
    labels = [f"faq__{number}" for number in range(7)]
    steps = [step for story in stories(labels) for step in story["steps"]]
    assert [step["intent"] for step in steps if "intent" in step] == labels


def test_stock_says_the_desk_s_words() -> None:
    words = {
        "utter_faq/a": [{"text": "甲"}],
        "utter_followup/b": [{"custom": {"answer": "{topic}"}}],
        "utter_nothing_open": [{"text": "好的"}],
    }
    assert domain(["faq__a", "followup__b", "request_access"], words)["responses"] == {
        "utter_faq__a": [{"text": "甲"}],
        "utter_followup__b": [{"text": "好的"}],
        "utter_request_access": [{"text": "好的"}],
    }
