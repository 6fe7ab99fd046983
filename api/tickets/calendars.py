"""Which days are worked in China: the packaged table, and tables that operators add before the package has them.

The packaged table ends with a year; a missing year is answered with None, never with an exception, so that no
filing fails.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import chinese_calendar
import yaml

from api.tickets.deadlines import IsWorkday


@dataclass(frozen=True)
class YearTable:
    """One year's public holidays, and the weekend days worked in exchange (调休)."""

    holidays: frozenset[date]
    workdays: frozenset[date]

    def is_workday(self, day: date) -> bool:
        """Whether `day` is worked."""
        if day in self.holidays:
            return False
        return day in self.workdays or day.weekday() < 5


class WorkCalendar:
    """The packaged calendar, with added years in front of it."""

    def __init__(self, extra: Mapping[int, YearTable] | None = None, packaged: IsWorkday | None = None) -> None:
        self._extra = dict(extra or {})
        self._packaged = packaged or packaged_workday

    def is_workday(self, day: date) -> bool | None:
        """True or False, or None when nobody has published that year yet."""
        table = self._extra.get(day.year)
        return table.is_workday(day) if table else self._packaged(day)

    def knows(self, year: int) -> bool:
        """Whether the year's table is there."""
        return self.is_workday(date(year, 1, 1)) is not None

    def missing(self, years: Iterable[int]) -> list[int]:
        """Those of `years` that have no table."""
        return [year for year in years if not self.knows(year)]

    def missing_on(self, today: date) -> list[int]:
        """Those that have no table and that the terms of today's requests may reach into."""
        return self.missing([today.year, today.year + 1] if today.month == 12 else [today.year])


def packaged_workday(day: date) -> bool | None:
    """chinesecalendar's answer, with its exception for unknown years made a value."""
    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        return None


def load_tables(folder: Path) -> dict[int, YearTable]:
    """Tables of `<folder>/<year>.yml`, each with lists `holidays` and `workdays` of dates."""
    tables: dict[int, YearTable] = {}
    for path in sorted(folder.glob("[0-9][0-9][0-9][0-9].yml")):
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        tables[int(path.stem)] = YearTable(_days(path, content, "holidays"), _days(path, content, "workdays"))
    return tables


def _days(path: Path, content: object, key: str) -> frozenset[date]:
    if not isinstance(content, dict) or not isinstance(content.get(key), list):
        raise ValueError(f"{path}: needs a list {key!r}")
    days = content[key]
    if not all(isinstance(day, date) and day.year == int(path.stem) for day in days):
        raise ValueError(f"{path}: {key!r} must hold dates of {path.stem}")
    return frozenset(days)
