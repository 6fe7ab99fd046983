"""How long people waited for a person, and what they thought of it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import quantiles

from sqlalchemy.orm import Session

from api.handoff import repository
from api.handoff.models import Handover


@dataclass(frozen=True)
class Spread:
    """The middle one of several times, and the one that nine of ten stay below; None where there is none."""

    count: int
    median: timedelta | None
    ninth: timedelta | None

    @classmethod
    def of(cls, times: Sequence[timedelta]) -> "Spread":
        """Of any number of times."""
        if len(times) < 2:
            only = times[0] if times else None
            return cls(len(times), only, only)
        cuts = quantiles((time.total_seconds() for time in times), n=10, method="inclusive")
        return cls(len(times), timedelta(seconds=cuts[4]), timedelta(seconds=cuts[8]))


@dataclass(frozen=True)
class HandoffFigures:
    """Since one moment."""

    asked: int
    taken: int
    waits: Spread
    """Until a person took it."""
    replies: Spread
    """Until the first word of that person, from the moment that one was asked for."""
    reasons: Counter[str]
    stars: Counter[int]

    @property
    def mean_stars(self) -> float | None:
        """None without any."""
        return sum(star * count for star, count in self.stars.items()) / self.stars.total() if self.stars else None


def handoff_figures(session: Session, since: datetime) -> HandoffFigures:
    """Read and count."""
    return count(repository.since(session, since))


def count(records: Sequence[Handover]) -> HandoffFigures:
    """Of these records."""
    return HandoffFigures(
        asked=len(records),
        taken=sum(record.taken_at is not None for record in records),
        waits=Spread.of([record.taken_at - record.asked_at for record in records if record.taken_at]),
        replies=Spread.of([record.replied_at - record.asked_at for record in records if record.replied_at]),
        reasons=Counter(record.reason for record in records),
        stars=Counter(record.stars for record in records if record.stars),
    )
