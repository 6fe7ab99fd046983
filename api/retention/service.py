"""Carries the terms out."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from api.clock import Clock
from api.db import Database
from api.retention.brooms import Broom
from api.retention.terms import Term, Terms

BATCH = 100


@dataclass(frozen=True)
class Over:
    """What is over its term at present."""

    kind: str
    term: Term
    before: datetime
    count: int


@dataclass(frozen=True)
class Retention:
    """`brooms` by the kinds of `data/retention.yml`, in the order in which they sweep."""

    database: Database
    clock: Clock
    terms: Terms
    brooms: Mapping[str, Broom]

    def preview(self) -> Iterator[Over]:
        """What would go now; nothing is changed."""
        for kind, broom in self.brooms.items():
            before = self._before(kind)
            with self.database.reading() as session:
                yield Over(kind, self._term(kind), before, broom.count(session, before))

    def sweep(self) -> Iterator[tuple[str, int]]:
        """Take away what is over its term: after each batch, which is a transaction of its own, its kind and size."""
        for kind, broom in self.brooms.items():
            gone = BATCH
            while gone == BATCH:
                with self.database.transaction() as session:
                    gone = broom.sweep(session, self._before(kind), BATCH)
                if gone:
                    yield kind, gone

    def _term(self, kind: str) -> Term:
        term: Term = getattr(self.terms, kind)
        return term

    def _before(self, kind: str) -> datetime:
        return self.clock.now() - self._term(kind).span
