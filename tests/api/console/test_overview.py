"""What a supervisor looks at in the morning."""

import csv
import io
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.bootstrap import Desk
from api.console.charts import HEIGHT, WIDTH, Chart, by_day, columns, last_days, time_bars
from api.console.overview import due_group
from api.conversations.domain import BotMessage
from api.handoff.figures import Spread, count
from api.handoff.models import Handover
from tests.api.console.conftest import Browser
from tests.support.bot import ScriptedBot
from tests.support.clock import FakeClock
from tests.support.visitor import Visitor

SignIn = Callable[[str], Browser]
TODAY = date(2026, 11, 23)


def table(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))


@pytest.fixture
def talked(visitor: Visitor, bot: ScriptedBot, desk: Desk, clock: FakeClock) -> Visitor:
    """An answer, a decline, a wait of two minutes, four stars and a thumb."""
    bot.script += [
        [BotMessage(text="不一定马上。", kind="answer", answer="delete_backup")],
        [BotMessage(text="政策里没有写。", kind="decline")],
    ]
    answered = visitor.say("备份")[0]["id"]
    visitor.say("天气")
    visitor.client.post(
        f"{visitor.path}/feedback", json={"message_id": answered, "useful": False}, headers=visitor.headers
    )
    visitor.tap("do:handoff")
    clock.advance(minutes=2)
    with desk.database.transaction() as session:
        talk = desk.conversations.get(session, visitor.id)
        desk.conversations.take_over(session, talk, "staff:1", "小李")
        desk.conversations.close(session, talk, "staff:1")
    visitor.tap("rate:4")
    return visitor


@pytest.mark.parametrize(
    ("chart", "row"),
    [
        ("volume", ["2026-11-23", "1", "0"]),
        ("outcomes", ["已答复", "1"]),
        ("outcomes", ["没答上", "1"]),
        ("outcomes", ["转人工", "1"]),
        ("questions", ["备份里的信息也会删吗？", "1"]),
        ("wrong", ["没帮助", "1"]),
        ("times", ["等到客服接入", "1", "120", "120"]),
        ("reasons", ["用户要求", "1"]),
        ("satisfaction", ["★★★★", "1"]),
    ],
)
def test_figures_behind_each_chart(signed_in: SignIn, talked: Visitor, chart: str, row: list[str]) -> None:
    assert row in table(signed_in("supervisor").get(f"/staff/overview/{chart}.csv"))


def test_page_shows_them(signed_in: SignIn, talked: Visitor) -> None:
    html = signed_in("auditor").get("/staff/overview?days=30")
    assert "备份里的信息也会删吗" in html
    assert "delete_backup" not in html
    assert ".csv" not in html, "an auditor may not take it away"


def test_response_times_are_drawn(signed_in: SignIn, talked: Visitor) -> None:
    html = signed_in("supervisor").get("/staff/overview")
    section = html.split('aria-labelledby="chart-times"')[1].split("</section>")[0]
    assert (section.count('class="bar '), section.count("2 分钟")) == (2, 2)


def test_times_stand_on_one_scale() -> None:
    minute = timedelta(minutes=1)
    rows = time_bars([("接入", (minute, 2 * minute)), ("第一句", (None, None)), ("第二句", (4 * minute, timedelta()))])
    assert [(name, [bar.share for bar in bars]) for name, bars in rows] == [("接入", [25, 50]), ("第二句", [100, 0])]
    assert time_bars([("接入", (timedelta(), None))])[0][1][0].share == 0


def test_csv_is_for_those_who_may_export_and_is_recorded(signed_in: SignIn, desk: Desk) -> None:
    signed_in("agent").get("/staff/overview/volume.csv", 403)
    supervisor = signed_in("supervisor")
    supervisor.get("/staff/overview/nothing.csv", 404)
    supervisor.get("/staff/overview/volume.csv")
    with desk.database.reading() as session:
        assert [event.action for event in desk.audit.history(session, "overview:volume")] == ["overview:export"]


@given(st.lists(st.tuples(st.integers(0, 500), st.integers(0, 500)), min_size=1, max_size=90))
def test_columns_stay_in_their_box(figures: list[tuple[int, int]]) -> None:
    rows = tuple((f"day {at}", *pair) for at, pair in enumerate(figures))
    bars = columns(Chart("x", "x", ("日期", "网页", "微信"), rows))
    assert len(bars) == sum(figure > 0 for pair in figures for figure in pair)
    for bar in bars:
        assert 0 <= bar.x <= bar.x + bar.width <= WIDTH + 1e-6
        assert -1e-6 <= bar.y <= bar.y + bar.height <= HEIGHT + 1e-6


def test_days_without_anything_stand_there_too() -> None:
    rows = by_day(
        last_days(TODAY, 3), [(TODAY, "web"), (TODAY, "web"), (TODAY - timedelta(2), "wechat")], ["web", "wechat"]
    )
    assert rows == [("2026-11-21", 0, 1), ("2026-11-22", 0, 0), ("2026-11-23", 2, 0)]


@pytest.mark.parametrize(("left", "group"), [(-1, "overdue"), (0, "today"), (1, "soon"), (3, "soon"), (4, "later")])
def test_due_groups(left: int, group: str) -> None:
    assert due_group(left) == group


@pytest.mark.parametrize(
    ("minutes", "median", "ninth"), [([], None, None), ([4], 4, 4), ([1, 2, 3], 2, 2.8), (list(range(11)), 5, 9)]
)
def test_spread(minutes: list[int], median: float | None, ninth: float | None) -> None:
    found = Spread.of([timedelta(minutes=each) for each in minutes])
    expected = [None if each is None else timedelta(minutes=each) for each in (median, ninth)]
    assert [found.median, found.ninth] == expected


def test_waits_that_nobody_took_count_as_asked() -> None:
    at = datetime(2026, 11, 23, 9, tzinfo=UTC)
    taken = Handover(reason="asked", asked_at=at, taken_at=at + timedelta(minutes=1), stars=2)
    found = count([taken, Handover(reason="complaint", asked_at=at)])
    assert (found.asked, found.taken, found.mean_stars, found.replies.count) == (2, 1, 2.0, 0)
