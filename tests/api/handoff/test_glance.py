"""What staff pages watch, and for whom a change is one."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from api.handoff.glance import Glance, News, Talk

THEN = datetime(2026, 6, 1, 9, tzinfo=UTC)
MINE = Talk("m", "staff", "staff:1", 3, THEN, "user")
THEIRS = Talk("t", "staff", "staff:2", 3, THEN, "user")
WAITS = Talk("w", "waiting", None, 3, THEN, "user")
ALL = Glance([MINE, THEIRS, WAITS])
LATER = THEN + timedelta(seconds=1)


def test_news_count_who_waits_and_own_talks() -> None:
    assert ALL.news("staff:1") == News(waiting=1, unanswered=1, spoken_at=THEN)
    assert Glance([replace(MINE, spoke_last="staff")]).news("staff:1") == News(0, 0)
    assert Glance([replace(MINE, spoke_last=None)]).news("staff:1") == News(0, 0)


@pytest.mark.parametrize(
    ("changed", "drawn_anew"),
    [
        ([replace(MINE, updated_at=LATER), THEIRS, WAITS], True),
        ([MINE, THEIRS, replace(WAITS, updated_at=LATER)], True),
        ([MINE, replace(THEIRS, updated_at=LATER), WAITS], False),
        ([MINE, replace(THEIRS, assignee="staff:3"), WAITS], True),
        ([MINE, replace(THEIRS, assignee="staff:1"), WAITS], True),
        ([MINE, WAITS], True),
        ([WAITS, MINE, THEIRS], False),
    ],
)
def test_list_changes_with_what_concerns_the_person(changed: list[Talk], drawn_anew: bool) -> None:
    assert (Glance(changed).listing("staff:1") != ALL.listing("staff:1")) is drawn_anew


def test_find() -> None:
    assert ALL.find("t") == THEIRS
    assert ALL.find("gone") is None
