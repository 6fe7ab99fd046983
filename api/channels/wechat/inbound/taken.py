"""One delivery while it is kept waiting."""

import asyncio
from dataclasses import dataclass, field

from api.channels.wechat.inbound.service import Arrival


@dataclass
class Taken:
    """`key`: of the push, on record and in memory. `began`: when it came in, on the monotonic clock. `age_s`: since
    when the push was under way by then, by the platform's whole seconds. `speaks`: whether a user waits for an answer
    to it, who is shown an error when there is none."""

    key: str
    began: float
    age_s: float
    speaks: bool = True
    arrival: Arrival | None = None
    on_record: asyncio.Event = field(default_factory=asyncio.Event)
    """Set once the push is on disk, whichever delivery brought it there."""

    def came_to_disk(self, arrival: Arrival) -> None:
        """What became of it there."""
        self.arrival = arrival
        self.on_record.set()


@dataclass(frozen=True)
class Schedule:
    """When the platform delivers, as far as that can be known. Its own count is not sent along, and ours misses
    deliveries that never got as far as this process: so age counts too."""

    deliveries: int
    apart_s: float
    """The platform cuts a connection after this time and delivers again."""

    def comes_again(self, taken: Taken) -> bool:
        """Whether there is a delivery behind this one if nobody answers it."""
        counted = taken.arrival.attempt if taken.arrival is not None else 1
        # A little less than the last one's age, for clocks that differ: one that is not the last may be seen late.
        return counted < self.deliveries and taken.age_s < (self.deliveries - 1.1) * self.apart_s

    def unseen_s(self, taken: Taken) -> float:
        """How long the last delivery has waited at least before it was seen here: in the network, in the listening
        socket's queue, for the loop."""
        return max(0.0, taken.age_s - 1.0 - (self.deliveries - 1) * self.apart_s)

    def left_s(self, taken: Taken, now: float) -> float:
        """Until the platform gives the push up."""
        return self.deliveries * self.apart_s - (taken.age_s - 0.5) - (now - taken.began)
