"""When people are there: working days by the public calendar, days that differ, unknown years."""

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from api.handoff.hours import Hours, HoursTable, load_hours
from api.tickets.calendars import packaged_workday

ZONE = ZoneInfo("Asia/Shanghai")
DATA = Path(__file__).resolve().parents[3] / "data"
FIELDS = {
    "said": "工作日 9:00–18:00",
    "opens": "{month}月{day}日（{weekday}）{time}",
    "weekdays": "周一 周二 周三 周四 周五 周六 周日".split(),
    "working_day": [["09:00", "12:00"], ["13:00", "18:00"]],
    "special": {date(2026, 12, 31): [["10:00", "11:00"]]},
    "wait_minutes": 5,
    "idle_minutes": 30,
}
HOURS = Hours(HoursTable.model_validate(FIELDS), ZONE, packaged_workday)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


@pytest.mark.parametrize(
    ("moment", "there"),
    [
        ("2026-11-23 09:00", True),
        ("2026-11-23 08:59", False),
        ("2026-11-23 12:00", False),
        ("2026-11-23 13:00", True),
        ("2026-11-23 18:00", False),
        ("2026-11-22 10:00", False),
        ("2026-10-01 10:00", False),
        ("2026-10-10 10:00", True),
        ("2026-12-31 09:30", False),
        ("2026-12-31 10:30", True),
        ("2031-03-03 10:00", True),
        ("2031-03-01 10:00", False),
    ],
    ids="begin before noon afternoon end Sunday holiday 调休 special-before special-in unknown-year weekend".split(),
)
def test_hours(moment: str, there: bool) -> None:
    assert HOURS.is_open(at(moment)) is there


@pytest.mark.parametrize(
    ("moment", "opens"),
    [
        ("2026-11-23 12:30", "11月23日（周一）13:00"),
        ("2026-11-27 18:00", "11月30日（周一）09:00"),
        ("2026-09-30 20:00", "10月8日（周四）09:00"),
        ("2026-12-30 20:00", "12月31日（周四）10:00"),
    ],
)
def test_next_opening_in_words(moment: str, opens: str) -> None:
    following = HOURS.next_opening(at(moment))
    assert following is not None
    assert HOURS.in_words(following) == opens


@given(st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC)))
def test_next_opening_is_open_and_nothing_before_it(moment: datetime) -> None:
    following = HOURS.next_opening(moment)
    assert following is not None
    assert following > moment
    assert HOURS.is_open(following)
    assert not HOURS.is_open(following - timedelta(minutes=1))


def test_no_hours_at_all() -> None:
    never = Hours(HoursTable.model_validate(FIELDS | {"working_day": [], "special": {}}), ZONE, packaged_workday)
    assert never.next_opening(at("2026-11-23 10:00")) is None


def test_spans_stand_in_order() -> None:
    with pytest.raises(ValidationError, match="先后"):
        HoursTable.model_validate(FIELDS | {"working_day": [["13:00", "18:00"], ["09:00", "12:00"]]})


def test_the_file_is_good() -> None:
    hours = load_hours(DATA, "Asia/Shanghai", packaged_workday)
    assert hours.spans(date(2026, 11, 23)) == ((time(9), time(18)),)
    assert hours.patience.wait < hours.patience.idle
