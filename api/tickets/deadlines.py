"""The two dates of a ticket: what the user was told, and the stricter one inside the house.

Internal due = min(15 working days, 30 calendar days) from receipt, the start day not counted (民法典 201).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from api.tickets.domain import RequestType
from api.tickets.types import MINOR_TARGET_WORKING_DAYS, MINOR_WORKING_DAYS, PROMISED_DAYS, TYPE_RULES

SHANGHAI = ZoneInfo("Asia/Shanghai")
REMINDERS: tuple[tuple[str, float], ...] = (("half", 0.5), ("four_fifths", 0.8))
ALL_REMINDERS: tuple[str, ...] = (*(name for name, _ in REMINDERS), "target", "stop", "stop_over")
EXTENSION_MAX_DAYS = 30

IsWorkday = Callable[[date], bool | None]
"""True, False, or None when the calendar of that year is not known yet."""


@dataclass(frozen=True)
class DueDates:
    """Both dates; `certain` is false when a year's calendar was missing."""

    due_on: date
    internal_due_on: date
    certain: bool


def local_day(moment: datetime) -> date:
    """The day of receipt as people in China count it."""
    return moment.astimezone(SHANGHAI).date()


def add_working_days(start: date, days: int, is_workday: IsWorkday) -> tuple[date, bool]:
    """The `days`-th working day after `start`.

    A day of an unknown year counts as a working day: no calendar that may still be published gives an earlier
    date, so the result is never later than the true one. The second value tells whether all days were known.
    """
    day, left, certain = start, days, True
    while left > 0:
        day += timedelta(days=1)
        known = is_workday(day)
        certain = certain and known is not None
        left -= 0 if known is False else 1
    return day, certain


def due_dates(request_type: RequestType, received_at: datetime, is_workday: IsWorkday, minor: bool = False) -> DueDates:
    """Both due dates of a request received at `received_at`."""
    start = local_day(received_at)
    outer = start + timedelta(days=PROMISED_DAYS)
    days = MINOR_WORKING_DAYS if minor else TYPE_RULES[request_type].working_days
    inner, certain = add_working_days(start, days, is_workday)
    if inner >= outer:
        return DueDates(outer, outer, certain=True)
    return DueDates(outer, inner, certain=certain)


@dataclass(frozen=True)
class HouseDates:
    """Dates that only the house knows: when it wants to be done, and when processing must have stopped."""

    target_on: date
    stop_on: date | None


def house_dates(
    request_type: RequestType, received_at: datetime, is_workday: IsWorkday, minor: bool = False
) -> HouseDates:
    """Of a request received at `received_at`."""
    start, rule = local_day(received_at), TYPE_RULES[request_type]
    days = min(rule.target_working_days, MINOR_TARGET_WORKING_DAYS) if minor else rule.target_working_days
    stop = rule.stop_working_days
    return HouseDates(
        target_on=add_working_days(start, days, is_workday)[0],
        stop_on=add_working_days(start, stop, is_workday)[0] if stop is not None else None,
    )


def house_reminders(dates: HouseDates) -> dict[str, datetime]:
    """In the morning of the target, at noon of the day by whose end processing stops, and when that day is over."""
    times = {"target": datetime.combine(dates.target_on, time(9), SHANGHAI)}
    if dates.stop_on is not None:
        times["stop"] = datetime.combine(dates.stop_on, time(12), SHANGHAI)
        times["stop_over"] = end_of_day(dates.stop_on) + timedelta(seconds=1)
    return times


def end_of_day(day: date) -> datetime:
    """The last moment of a day in China."""
    return datetime.combine(day, time(23, 59, 59), SHANGHAI)


def reminder_times(received_at: datetime, internal_due_on: date) -> dict[str, datetime]:
    """When staff are reminded: at half and at four fifths of the internal term."""
    term = end_of_day(internal_due_on) - received_at
    return {name: received_at + term * share for name, share in REMINDERS}


def days_left(internal_due_on: date, now: datetime) -> int:
    """Calendar days until the internal date; negative when overdue."""
    return (internal_due_on - local_day(now)).days
