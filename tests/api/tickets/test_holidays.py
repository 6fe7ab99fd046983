"""Working days around New Year, the Spring Festival and Golden Week, with the calendar as published, checked against
a count day by day."""

from datetime import date, datetime, time, timedelta

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.tickets.calendars import WorkCalendar, YearTable
from api.tickets.deadlines import SHANGHAI, add_working_days, due_dates
from api.tickets.domain import RequestType
from api.tickets.types import LEGAL_WORKING_DAYS, MINOR_WORKING_DAYS, PROMISED_DAYS

IS_WORKDAY = WorkCalendar().is_workday
SEASONS = {
    "New Year": (date(2024, 12, 10), date(2025, 1, 10)),
    "New Year and after": (date(2025, 12, 10), date(2026, 1, 10)),
    "Spring Festival": (date(2026, 1, 20), date(2026, 3, 5)),
    "May holidays": (date(2026, 4, 10), date(2026, 5, 10)),
    "Golden Week 2025": (date(2025, 9, 8), date(2025, 10, 12)),
    "Golden Week 2026": (date(2026, 9, 8), date(2026, 10, 12)),
}
starts = st.one_of(*(st.dates(*season) for season in SEASONS.values()))
minutes = st.times()
types = st.sampled_from(RequestType)


def worked(after: date, until: date) -> int:
    """Working days behind one day and up to another, by the calendar's own list."""
    return len(chinese_calendar.get_workdays(after + timedelta(days=1), until)) if until > after else 0


@given(starts, st.integers(1, 20))
def test_as_many_working_days_lie_between(start: date, days: int) -> None:
    end, certain = add_working_days(start, days, IS_WORKDAY)
    assert certain
    assert worked(start, end) == days
    assert chinese_calendar.is_workday(end)


@given(types, starts, minutes, st.booleans())
def test_internal_date_is_the_last_of_its_working_days(kind: RequestType, start: date, at: time, minor: bool) -> None:
    dates = due_dates(kind, datetime.combine(start, at, SHANGHAI), IS_WORKDAY, minor)
    days = MINOR_WORKING_DAYS if minor else LEGAL_WORKING_DAYS
    assert dates.certain
    assert dates.due_on == start + timedelta(days=PROMISED_DAYS)
    if dates.internal_due_on < dates.due_on:
        assert worked(start, dates.internal_due_on) == days
        assert worked(start, dates.internal_due_on - timedelta(days=1)) == days - 1
    else:
        assert worked(start, dates.due_on - timedelta(days=1)) < days


@given(types, starts, minutes, minutes)
def test_hour_of_the_day_does_not_matter(kind: RequestType, start: date, one: time, other: time) -> None:
    first, second = (due_dates(kind, datetime.combine(start, at, SHANGHAI), IS_WORKDAY) for at in (one, other))
    assert first == second


@given(types, starts, st.integers(0, 40))
def test_later_receipt_is_never_due_earlier(kind: RequestType, start: date, gap: int) -> None:
    first, second = (
        due_dates(kind, datetime.combine(day, time(9), SHANGHAI), IS_WORKDAY)
        for day in (start, min(start + timedelta(days=gap), date(2026, 11, 30)))
        if day >= start
    )
    assert first.internal_due_on <= second.internal_due_on


@given(starts, st.sets(st.dates(date(2027, 1, 1), date(2027, 1, 31)), max_size=15))
def test_added_table_speaks_for_its_year_only(start: date, holidays: set[date]) -> None:
    added = WorkCalendar({2027: YearTable(frozenset(holidays), frozenset())})
    assert add_working_days(start, 15, added.is_workday) == add_working_days(start, 15, IS_WORKDAY)


@pytest.mark.parametrize(
    ("received", "internal"),
    [
        ("2025-09-30", date(2025, 10, 28)),  # the eve of the eight days of 2025, two of them exchanged
        ("2025-12-31", date(2026, 1, 22)),  # the eve of three days, one Sunday worked
        ("2026-02-13", date(2026, 3, 12)),  # the eve of the nine days of the Spring Festival
    ],
)
def test_eve_of_a_holiday(received: str, internal: date) -> None:
    at = datetime.fromisoformat(f"{received}T17:00").replace(tzinfo=SHANGHAI)
    assert due_dates(RequestType.DELETION, at, IS_WORKDAY).internal_due_on == internal
