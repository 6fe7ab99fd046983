"""When people are there, from `data/hours.yml`: hours of working days and rest days, and single days that differ.

Which days are worked is the public calendar's word (weekends, holidays, 调休); a year that nobody has published yet
goes by its weekdays."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import yaml
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, PositiveInt

from api.handoff.domain import Patience

FARTHEST_DAYS = 60
IsWorkday = Callable[[date], bool | None]


def _in_order(spans: tuple[tuple[time, time], ...]) -> tuple[tuple[time, time], ...]:
    ends = [moment for span in spans for moment in span]
    if ends != sorted(set(ends)):
        raise ValueError("时间段要按先后写，不要重叠")
    return spans


Spans = Annotated[tuple[tuple[time, time], ...], AfterValidator(_in_order)]


class HoursTable(BaseModel):
    """The file, as it is written."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    said: str
    """The hours in words."""
    opens: str
    """How a moment is said; fields `month`, `day`, `weekday`, `time`."""
    weekdays: Annotated[tuple[str, ...], Field(min_length=7, max_length=7)]
    working_day: Spans
    rest_day: Spans = ()
    special: dict[date, Spans] = {}
    wait_minutes: PositiveInt
    idle_minutes: PositiveInt


class Hours:
    """Answers whether somebody is there, and when next."""

    def __init__(self, table: HoursTable, zone: ZoneInfo, is_workday: IsWorkday) -> None:
        self._table = table
        self._zone = zone
        self._is_workday = is_workday

    @property
    def said(self) -> str:
        """The hours in words."""
        return self._table.said

    @property
    def patience(self) -> Patience:
        """How long users wait, and talks may rest."""
        return Patience(timedelta(minutes=self._table.wait_minutes), timedelta(minutes=self._table.idle_minutes))

    def is_open(self, moment: datetime) -> bool:
        """Whether people are there; a span's last minute is already closed."""
        local = moment.astimezone(self._zone)
        return any(start <= local.time() < end for start, end in self.spans(local.date()))

    def next_opening(self, moment: datetime) -> datetime | None:
        """The next beginning of a span after `moment`; None if there is none in the next sixty days."""
        local = moment.astimezone(self._zone)
        for ahead in range(FARTHEST_DAYS):
            day = local.date() + timedelta(days=ahead)
            for start, _ in self.spans(day):
                begins = datetime.combine(day, start, self._zone)
                if begins > local:
                    return begins
        return None

    def spans(self, day: date) -> tuple[tuple[time, time], ...]:
        """When people are there on that day."""
        if day in self._table.special:
            return self._table.special[day]
        worked = self._is_workday(day)
        return self._table.working_day if (day.weekday() < 5 if worked is None else worked) else self._table.rest_day

    def in_words(self, moment: datetime) -> str:
        """A moment as it is said to users."""
        local = moment.astimezone(self._zone)
        return self._table.opens.format(
            month=local.month, day=local.day, weekday=self._table.weekdays[local.weekday()], time=f"{local:%H:%M}"
        )


def load_hours(data_dir: Path, timezone: str, is_workday: IsWorkday) -> Hours:
    """Read `hours.yml`."""
    table = HoursTable.model_validate(yaml.safe_load((data_dir / "hours.yml").read_text(encoding="utf-8")))
    return Hours(table, ZoneInfo(timezone), is_workday)
