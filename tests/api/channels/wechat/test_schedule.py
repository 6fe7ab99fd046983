import pytest

from api.channels.wechat.inbound.service import Arrival
from api.channels.wechat.inbound.taken import Schedule, Taken

SCHEDULE = Schedule(deliveries=3, apart_s=5.05)


def _taken(age_s: float, attempt: int | None = None) -> Taken:
    return Taken("k", 0.0, age_s, arrival=Arrival("k", attempt, None) if attempt else None)


@pytest.mark.parametrize(
    ("age_s", "attempt", "again"),
    [
        (0.1, None, True),
        (6.3, None, True),
        # The second, seen three seconds late.
        (9.1, None, True),
        # The third, which begins ten seconds behind the first; CreateTime has lost up to one second.
        (10.0, None, False),
        (11.5, None, False),
        (6.3, 2, True),
        (6.3, 3, False),
        # Deliveries that were never seen are not counted.
        (10.2, 1, False),
        (10.2, 2, False),
        # A clock that is behind the platform's.
        (-20.0, 3, False),
        (-20.0, 2, True),
    ],
)
def test_last_delivery_by_count_or_by_age(age_s: float, attempt: int | None, again: bool) -> None:
    assert SCHEDULE.comes_again(_taken(age_s, attempt)) is again


@pytest.mark.parametrize(("age_s", "unseen_s"), [(0.5, 0.0), (10.9, 0.0), (13.1, 2.0)])
def test_time_in_which_the_last_delivery_was_not_seen(age_s: float, unseen_s: float) -> None:
    assert SCHEDULE.unseen_s(_taken(age_s)) == pytest.approx(unseen_s)
