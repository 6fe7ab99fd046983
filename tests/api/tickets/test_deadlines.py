"""Due dates, with dated tables around New Year and Golden Week."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.tickets.calendars import WorkCalendar, YearTable
from api.tickets.deadlines import (
    SHANGHAI,
    add_working_days,
    days_left,
    due_dates,
    local_day,
    reminder_times,
)
from api.tickets.domain import RequestType

SPRING_2027 = YearTable(
    holidays=frozenset(date(2027, 2, day) for day in range(5, 14)) | {date(2027, 1, 1)},
    workdays=frozenset({date(2027, 1, 30), date(2027, 2, 20)}),
)
"""Invented, shaped like a real table: a week of holidays and two Saturdays worked in exchange."""

types = st.sampled_from(RequestType)
moments = st.datetimes(datetime(2025, 1, 1), datetime(2026, 12, 31), timezones=st.just(SHANGHAI))
odd_weekdays = st.sets(st.dates(date(2027, 1, 1), date(2027, 3, 31)), max_size=40)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("received", "internal"),
    [
        ("2026-11-22T10:00", date(2026, 12, 11)),  # a Sunday: 15 plain working days
        ("2026-11-23T10:00", date(2026, 12, 14)),  # the start day does not count
        ("2026-09-16T10:00", date(2026, 10, 13)),  # Golden Week and its exchanged Saturdays
        ("2026-02-09T10:00", date(2026, 3, 6)),  # Spring Festival
    ],
)
def test_fifteen_working_days(received: str, internal: date) -> None:
    dates = due_dates(RequestType.DELETION, at(received), WorkCalendar().is_workday)
    assert (dates.internal_due_on, dates.certain) == (internal, True)


@given(types, moments, st.booleans())
def test_internal_date_is_never_after_the_promise(kind: RequestType, received: datetime, minor: bool) -> None:
    dates = due_dates(kind, received, WorkCalendar().is_workday, minor)
    assert dates.due_on == local_day(received) + timedelta(days=30)
    assert local_day(received) < dates.internal_due_on <= dates.due_on


@given(st.dates(date(2026, 12, 1), date(2026, 12, 31)), odd_weekdays, odd_weekdays)
def test_missing_year_is_never_later_than_any_table(start: date, holidays: set[date], worked: set[date]) -> None:
    table = YearTable(frozenset(holidays), frozenset(worked - holidays))
    guess, _ = add_working_days(start, 15, WorkCalendar().is_workday)
    truth, certain = add_working_days(start, 15, WorkCalendar({2027: table}).is_workday)
    assert certain
    assert guess <= truth


def test_missing_year_is_marked_uncertain() -> None:
    dates = due_dates(RequestType.COPY, at("2026-12-20T09:00"), WorkCalendar().is_workday)
    assert not dates.certain
    assert dates.internal_due_on < dates.due_on


def test_table_for_the_missing_year_makes_it_certain() -> None:
    calendar = WorkCalendar({2027: SPRING_2027})
    dates = due_dates(RequestType.COPY, at("2026-12-20T09:00"), calendar.is_workday)
    assert (dates.internal_due_on, dates.certain) == (date(2027, 1, 11), True)


def test_long_holidays_end_at_the_promise() -> None:
    closed = YearTable(frozenset(date(2027, 1, 1) + timedelta(days=n) for n in range(90)), frozenset())
    dates = due_dates(RequestType.COPY, at("2027-01-04T09:00"), WorkCalendar({2027: closed}).is_workday)
    assert dates.internal_due_on == dates.due_on == date(2027, 2, 3)


@pytest.mark.parametrize(
    ("utc", "day"), [("2026-11-22T15:59", date(2026, 11, 22)), ("2026-11-22T16:01", date(2026, 11, 23))]
)
def test_receipt_day_is_counted_in_china(utc: str, day: date) -> None:
    assert local_day(datetime.fromisoformat(utc).replace(tzinfo=UTC)) == day


@given(types, moments)
def test_reminders_come_in_order_before_the_end(kind: RequestType, received: datetime) -> None:
    dates = due_dates(kind, received, WorkCalendar().is_workday)
    times = reminder_times(received, dates.internal_due_on)
    assert received < times["half"] < times["four_fifths"]
    assert local_day(times["four_fifths"]) <= dates.internal_due_on


@pytest.mark.parametrize(("now", "left"), [("2026-12-10T23:00", 1), ("2026-12-11T10:00", 0), ("2026-12-12T00:01", -1)])
def test_days_left_turn_negative_when_overdue(now: str, left: int) -> None:
    assert days_left(date(2026, 12, 11), at(now)) == left
