from collections.abc import Mapping
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import structlog

from api.clock import Clock
from api.policy.domain import PolicyText, Quotation
from api.policy.errors import PolicyVersionNotFound
from api.policy.repository import load_catalogue, load_policies
from api.policy.search import search

log = structlog.get_logger(__name__)


class NoAnswers(Exception):
    """The catalogue of answers is empty or cannot be read."""


class PolicyDesk:
    """The policy in force, its older versions, and the questions that the answers answer."""

    def __init__(self, data_dir: Path, clock: Clock, timezone: str) -> None:
        self.versions = load_policies(data_dir)
        self._catalogue = load_catalogue(data_dir)
        self._clock = clock
        self._zone = ZoneInfo(timezone)

    @property
    def current(self) -> PolicyText:
        """The newest version that is in force; if all lie ahead, the first."""
        today = self._clock.now().astimezone(self._zone).date()
        in_force = [version for version in self.versions if date.fromisoformat(version) <= today]
        return self.versions[max(in_force, default=min(self.versions))]

    def version(self, version: str) -> PolicyText:
        if version not in self.versions:
            raise PolicyVersionNotFound
        return self.versions[version]

    def cite(self, clause: str, quote: str | None) -> Quotation | None:
        """A quote that the clause does not hold is replaced by the clause itself: what is cited is always true."""
        policy = self.current
        found = policy.locate(clause)
        if found is None:
            return None
        words = policy.quote(clause, quote)
        if words is None:
            log.error("answer.quote_not_in_clause", clause=clause)
            words = policy.quote(clause, None) or ""
        return Quotation(clause, found[0].heading, words, f"/policy/{policy.version}#{clause}")

    def search(self, words: str, most: int = 8) -> list[Quotation]:
        """Paragraphs of the policy in force that hold these words."""
        return search(self.current, words, most)

    def question(self, answer: str) -> str | None:
        return self._catalogue.questions.get(answer)

    @property
    def questions(self) -> Mapping[str, str]:
        """The question of each answer, by answer id."""
        return self._catalogue.questions

    def check(self) -> None:
        """Raises NoAnswers unless every answer file is read and there are answers."""
        if self._catalogue.unreadable or not self._catalogue.questions:
            raise NoAnswers(", ".join(self._catalogue.unreadable))
