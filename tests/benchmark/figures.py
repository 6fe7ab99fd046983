"""The figures of one side, and the statistics that lead to them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

# A single turn says little on a busy machine: a place in a conversation is the median of that many turns around it.
WINDOW = 9


@dataclass(frozen=True)
class Timings:
    """Seconds of the calls that were answered, in order, and how many were not."""

    seconds: tuple[float, ...]
    failed: int = 0

    def percentile(self, share: float) -> float | None:
        """None when nothing was answered."""
        return percentile(self.seconds, share)


@dataclass(frozen=True)
class Rate:
    """Answered turns per second with some clients at once."""

    clients: int
    per_second: float
    failed: int = 0


@dataclass(frozen=True)
class Place:
    """The usual time of the turns around the n-th one of a conversation."""

    turn: int
    seconds: float | None


@dataclass(frozen=True)
class DoorFigures:
    """What was measured at one door: the api, or Rasa's REST channel."""

    turns: Timings
    rates: tuple[Rate, ...]
    places: tuple[Place, ...]
    failed: int


@dataclass(frozen=True)
class Side:
    """The desk, or stock. Memory is in bytes by process; a load far apart between the two sides spoils the comparison."""

    start_s: float
    training_s: float | None
    parsing: Timings
    rasa: DoorFigures
    api: DoorFigures | None
    memory: Mapping[str, int]
    load: float

    @property
    def failed(self) -> int:
        """Calls that were not answered, of all that were made."""
        return self.parsing.failed + self.rasa.failed + (self.api.failed if self.api else 0)


def percentile(values: Sequence[float], share: float) -> float | None:
    """Between the two nearest ranks; None of no values."""
    if not values:
        return None
    ordered = sorted(values)
    position = (len(ordered) - 1) * share
    below = int(position)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (position - below)


def place(timings: Sequence[float], turn: int) -> Place:
    """The n-th turn, counted from 1; the window stays within the conversation."""
    first = max(0, min(turn - 1 - WINDOW // 2, len(timings) - WINDOW))
    return Place(turn, percentile(timings[first : first + WINDOW], 0.5))


def ratio(desk: float | None, stock: float | None) -> float | None:
    """How many times stock's figure ours is; None when one of them is missing."""
    return desk / stock if desk is not None and stock else None
