"""The calendar's guard, and tables that operators add."""

from datetime import date
from pathlib import Path

import pytest

from api.tickets.calendars import WorkCalendar, load_tables


def test_packaged_years_and_missing_ones() -> None:
    calendar = WorkCalendar()
    assert calendar.is_workday(date(2026, 10, 1)) is False
    assert calendar.is_workday(date(2026, 10, 10)) is True
    assert calendar.is_workday(date(2127, 1, 4)) is None
    assert calendar.missing([2026, 2127]) == [2127]


def test_added_table_is_read(tmp_path: Path) -> None:
    (tmp_path / "2127.yml").write_text("holidays: [2127-01-01]\nworkdays: [2127-01-04]\n", encoding="utf-8")
    calendar = WorkCalendar(load_tables(tmp_path))
    assert calendar.missing([2127]) == []
    assert calendar.is_workday(date(2127, 1, 1)) is False
    assert calendar.is_workday(date(2127, 1, 4)) is True


@pytest.mark.parametrize(
    "text", ["[]", "holidays: []", "holidays: [2127-01-01]\nworkdays: [x]", "holidays: [2126-01-01]\nworkdays: []"]
)
def test_wrong_table_is_told_at_start(tmp_path: Path, text: str) -> None:
    (tmp_path / "2127.yml").write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=r"2127\.yml"):
        load_tables(tmp_path)
