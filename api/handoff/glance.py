"""What staff pages watch, of everybody's talks at once: one query serves all open pages."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import datetime

from api.conversations.domain import Author, State


@dataclass(frozen=True)
class News:
    """What the title counts: those who wait, and one's own talks in which the user spoke last, with when that was."""

    waiting: int
    unanswered: int
    spoken_at: datetime | None = None


@dataclass(frozen=True)
class Talk:
    """One conversation that waits for a person or has one. `spoke_last`: the user or staff, the bot aside."""

    id: str
    state: str
    assignee: str | None
    version: int
    updated_at: datetime
    spoke_last: str | None


@dataclass(frozen=True)
class Glance:
    """All of them, as they stood at one moment."""

    talks: Sequence[Talk]

    def find(self, conversation_id: str) -> Talk | None:
        """None when nobody is asked for or there."""
        return next((talk for talk in self.talks if talk.id == conversation_id), None)

    def news(self, staff: str) -> News:
        """For the title and the sound."""
        mine = [talk for talk in self.talks if talk.state == State.STAFF and talk.assignee == staff]
        spoken = [talk.updated_at for talk in mine if talk.spoke_last == Author.USER]
        waiting = sum(talk.state == State.WAITING for talk in self.talks)
        return News(waiting, len(spoken), max(spoken, default=None))

    def listing(self, staff: str) -> Hashable:
        """Differs when this person's list should be drawn anew: who waits and one's own talks count with every word,
        colleagues' talks only when they begin and end. Else every word would be drawn by everybody."""
        return frozenset(
            (talk.id, talk.state, talk.assignee, None if _of_another(talk, staff) else talk.updated_at)
            for talk in self.talks
        )


def _of_another(talk: Talk, staff: str) -> bool:
    return talk.state == State.STAFF and talk.assignee != staff
