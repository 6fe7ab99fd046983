"""Charts as rows of figures; the page draws bars of them and the CSV holds the same rows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

Cell = str | int


@dataclass(frozen=True)
class Chart:
    """`rows` begin with a label."""

    key: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    @property
    def most(self) -> int:
        """The largest figure, at least 1: what fills the width."""
        return max((sum(int(cell) for cell in row[1:]) for row in self.rows), default=0) or 1

    @property
    def total(self) -> int:
        """Of all rows."""
        return sum(int(cell) for row in self.rows for cell in row[1:])


@dataclass(frozen=True)
class Bar:
    """One piece of a column of the chart by day, in the units of its view box."""

    x: float
    y: float
    width: float
    height: float
    series: int
    label: str


@dataclass(frozen=True)
class TimeBar:
    """One time of the response times; `share` is its part of the longest, in per cent."""

    time: timedelta
    share: float


def time_bars(rows: Sequence[tuple[str, Sequence[timedelta | None]]]) -> list[tuple[str, list[TimeBar]]]:
    """The times of each named row, on one scale; rows without any are left out."""
    found = [(name, [time for time in times if time is not None]) for name, times in rows]
    longest = max((time for _, times in found for time in times), default=timedelta()) or timedelta(seconds=1)
    return [(name, [TimeBar(time, 100 * (time / longest)) for time in times]) for name, times in found if times]


WIDTH, HEIGHT = 720.0, 150.0


def columns(chart: Chart) -> list[Bar]:
    """The pieces of a chart by day, stacked from the ground up."""
    slot = WIDTH / max(1, len(chart.rows))
    return [bar for at, row in enumerate(chart.rows) for bar in _column(chart, row, at * slot, slot)]


def _column(chart: Chart, row: Sequence[Cell], left: float, slot: float) -> Iterable[Bar]:
    top = HEIGHT
    for series, cell in enumerate(row[1:]):
        height = HEIGHT * int(cell) / chart.most
        top -= height
        if height:
            label = f"{row[0]} {chart.columns[series + 1]} {cell}"
            yield Bar(left + slot * 0.15, top, slot * 0.7, height, series, label)


def by_day(days: Sequence[date], found: Iterable[tuple[date, str]], series: Sequence[str]) -> list[tuple[Cell, ...]]:
    """One row for each day, one figure for each series; days without anything stand there too."""
    counts: dict[tuple[date, str], int] = {}
    for pair in found:
        counts[pair] = counts.get(pair, 0) + 1
    return [(day.isoformat(), *(counts.get((day, name), 0) for name in series)) for day in days]


def last_days(today: date, count: int) -> list[date]:
    """Today and those before it, oldest first."""
    return [today - timedelta(days=back) for back in range(count - 1, -1, -1)]


def largest(counts: Mapping[str, int], names: Mapping[str, str], most: int) -> list[tuple[Cell, ...]]:
    """Named rows, the largest first."""
    best = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:most]
    return [(names.get(key, "—"), count) for key, count in best]
