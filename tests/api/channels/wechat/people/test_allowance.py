from datetime import UTC, datetime, timedelta

import pytest

from api.channels.wechat.people.domain import Allowance

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("said_ago", "acted_ago", "expected"),
    [
        (timedelta(hours=47, minutes=59), None, (5, 0)),
        (timedelta(hours=48), None, (0, 0)),
        (None, timedelta(seconds=59), (0, 3)),
        (None, timedelta(minutes=1), (0, 0)),
        (timedelta(hours=1), timedelta(seconds=1), (5, 3)),
        (None, None, (0, 0)),
    ],
)
def test_windows(said_ago: timedelta | None, acted_ago: timedelta | None, expected: tuple[int, int]) -> None:
    said, acted = (NOW - ago if ago else None for ago in (said_ago, acted_ago))
    left = Allowance.at(NOW, said, 5, acted, 3)
    assert (left.regular, left.brief) == expected


def test_what_runs_out_first_is_used_first() -> None:
    left = Allowance(5, 1).spent()
    assert (left.regular, left.brief) == (5, 0)
    assert left.spent().regular == 4
    assert Allowance(0, 0).spent().total == 0
