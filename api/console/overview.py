"""Gathers the charts of the overview."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy.orm import Session

from api.console.charts import Cell, Chart, TimeBar, by_day, largest, last_days, time_bars
from api.console.words import StaffWords
from api.conversations.figures.service import TalkFigures, talk_figures
from api.conversations.questions.domain import Days, Kind
from api.conversations.questions.service import Questions
from api.handoff.figures import HandoffFigures, Spread, handoff_figures
from api.policy import PolicyDesk
from api.tickets.deadlines import SHANGHAI, days_left, local_day
from api.tickets.desk import TicketDesk
from api.tickets.domain import OPEN, Status
from api.tickets.queries import TicketFilter

MOST_QUESTIONS = 10
MOST_TICKETS = 10_000
SOON = 3


@dataclass(frozen=True)
class Overview:
    """All that a supervisor looks at in the morning."""

    charts: dict[str, Chart]
    handoff: HandoffFigures
    times: list[tuple[str, list[TimeBar]]]
    """Until somebody came, and until their first word: half of the people, and nine of ten, waited no longer."""


@dataclass(frozen=True)
class OverviewDesk:
    """Reads from every feature; changes nothing."""

    words: StaffWords
    tickets: TicketDesk
    questions: Questions
    policy: PolicyDesk

    def build(self, session: Session, now: datetime, days: Days) -> Overview:
        """The last days, today included."""
        span = last_days(local_day(now), days)
        since = datetime.combine(span[0], time(), SHANGHAI)
        talks, handoff = talk_figures(session, since), handoff_figures(session, since)
        spreads = self._spreads(handoff)
        charts = [
            self._volume(talks, span),
            self._chart("outcomes", self._outcomes(talks, handoff)),
            self._chart("questions", largest(talks.answers, self.policy.questions, MOST_QUESTIONS)),
            self._chart("wrong", self._wrong(session, days)),
            self._chart("tickets", self._due(session, now)),
            self._chart("statuses", self._statuses(session)),
            self._chart("times", [(name, *_seconds(spread)) for name, spread in spreads]),
            self._chart("reasons", largest(handoff.reasons, self.words.reasons, len(self.words.reasons))),
            self._chart("satisfaction", self._satisfaction(talks, handoff)),
        ]
        times = time_bars([(name, (spread.median, spread.ninth)) for name, spread in spreads])
        return Overview({chart.key: chart for chart in charts}, handoff, times)

    def _chart(self, key: str, rows: Sequence[tuple[Cell, ...]]) -> Chart:
        words = self.words.overview[key]
        return Chart(key, words.title, words.columns, tuple(rows))

    def _volume(self, talks: TalkFigures, span: Sequence[date]) -> Chart:
        channels = list(self.words.channels)
        rows = by_day(span, ((local_day(at), channel) for at, channel in talks.opened), channels)
        words = self.words.overview["volume"]
        return Chart("volume", words.title, (*words.columns, *self.words.channels.values()), tuple(rows))

    def _outcomes(self, talks: TalkFigures, handoff: HandoffFigures) -> list[tuple[Cell, ...]]:
        counts = {
            "answered": talks.kinds.get("answer", 0),
            "clarified": talks.kinds.get("clarify", 0),
            "declined": talks.kinds.get("decline", 0),
            "handed": handoff.asked,
        }
        return self._named(counts)

    def _wrong(self, session: Session, days: Days) -> list[tuple[Cell, ...]]:
        review = self.questions.review(session, Kind.ALL, days)
        return self._named({"unanswered": review.unanswered, "disliked": review.disliked})

    def _due(self, session: Session, now: datetime) -> list[tuple[Cell, ...]]:
        counts = dict.fromkeys(("overdue", "today", "soon", "later"), 0)
        for ticket in self.tickets.browsing.listing(session, TicketFilter(statuses=OPEN), MOST_TICKETS):
            counts[due_group(days_left(ticket.internal_due_on, now))] += 1
        return self._named(counts)

    def _statuses(self, session: Session) -> list[tuple[Cell, ...]]:
        counts = self.tickets.browsing.figures(session).by_status
        return [(self.tickets.words.statuses[status], counts.get(status, 0)) for status in Status if status in OPEN]

    def _spreads(self, handoff: HandoffFigures) -> Sequence[tuple[str, Spread]]:
        names = self.words.overview_rows
        return (names["wait"], handoff.waits), (names["reply"], handoff.replies)

    def _satisfaction(self, talks: TalkFigures, handoff: HandoffFigures) -> list[tuple[Cell, ...]]:
        stars = {f"stars_{star}": handoff.stars[star] for star in range(5, 0, -1)}
        return self._named(stars | {"liked": talks.useful, "disliked": talks.useless})

    def _named(self, counts: dict[str, int]) -> list[tuple[Cell, ...]]:
        return [(self.words.overview_rows[key], count) for key, count in counts.items()]


def due_group(left: int) -> str:
    """Days left to the internal date, as the list colours them."""
    if left < 0:
        return "overdue"
    return "today" if left == 0 else "soon" if left <= SOON else "later"


def _seconds(spread: Spread) -> tuple[int, int, int]:
    median, ninth = (round((each or timedelta()).total_seconds()) for each in (spread.median, spread.ninth))
    return spread.count, median, ninth
