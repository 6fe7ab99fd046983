"""Who writes next."""

import threading
import time

import pytest

from api.db.writer_turn import WriterQueue, WriterTurn
from api.errors import Unavailable

PATIENCE_S = 30.0


def _wait_in(queue: WriterQueue, name: str, urgent: bool, order: list[str]) -> threading.Thread:
    """A writer that is waiting by the time this returns."""

    def write() -> None:
        turn = WriterTurn(queue, PATIENCE_S, urgent)
        turn.take()
        order.append(name)
        turn.end()

    writer = threading.Thread(target=write)
    writer.start()
    deadline = time.monotonic() + PATIENCE_S
    while not queue._waiting[urgent] and time.monotonic() < deadline:
        time.sleep(0.001)
    return writer


@pytest.mark.parametrize(
    ("urgent", "expected"), [(False, ["urgent", "other"]), (True, ["other", "urgent"])], ids=["after another", "again"]
)
def test_urgent_writer_goes_first_but_not_twice(urgent: bool, expected: list[str]) -> None:
    queue = WriterQueue()
    order: list[str] = []
    first = WriterTurn(queue, PATIENCE_S, urgent)
    first.take()
    # The gate is the first one's while it is not urgent: the other then waits in front of it.
    writers = [_wait_in(queue, "urgent", True, order)]
    other = threading.Thread(target=_take_and_end, args=(queue, order))
    other.start()
    while urgent and not queue._waiting[False]:
        time.sleep(0.001)
    first.end()
    for writer in (*writers, other):
        writer.join(PATIENCE_S)
    assert order == expected


def _take_and_end(queue: WriterQueue, order: list[str]) -> None:
    turn = WriterTurn(queue, PATIENCE_S)
    turn.take()
    order.append("other")
    turn.end()


@pytest.mark.parametrize("urgent", [True, False])
def test_turn_that_does_not_come_is_no_hindrance(urgent: bool) -> None:
    queue = WriterQueue()
    first = WriterTurn(queue, PATIENCE_S)
    first.take()
    with pytest.raises(Unavailable):
        WriterTurn(queue, 0.01, urgent).take()
    first.end()
    later = WriterTurn(queue, PATIENCE_S, urgent)
    later.take()
    later.end()
