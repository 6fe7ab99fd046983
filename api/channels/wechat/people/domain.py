"""How much may be sent to a person.

Source: developers.weixin.qq.com, doc/subscription/guide/product/kf/intro.md: 5 messages within 48 hours after what the
user says, 3 within a minute after a tap on the menu, a follow or a scan."""

from dataclasses import dataclass
from datetime import datetime, timedelta

WINDOW = timedelta(hours=48)
SENDS = 5
BRIEF_WINDOW = timedelta(minutes=1)
BRIEF_SENDS = 3
TYPING_WINDOW = timedelta(seconds=30)
"""The sign that somebody is typing is taken only this long after the user's message (api_typing)."""


@dataclass(frozen=True)
class Allowance:
    """What is left, at a moment."""

    regular: int
    brief: int

    @classmethod
    def at(
        cls, now: datetime, said_at: datetime | None, sends_left: int, acted_at: datetime | None, brief_left: int
    ) -> "Allowance":
        """From what is stored about the person."""
        open_window = said_at is not None and now - said_at < WINDOW
        open_brief = acted_at is not None and now - acted_at < BRIEF_WINDOW
        return cls(sends_left if open_window else 0, brief_left if open_brief else 0)

    @property
    def total(self) -> int:
        """How many messages may be sent."""
        return self.regular + self.brief

    def spent(self) -> "Allowance":
        """One message later. What runs out first is used first."""
        if self.brief > 0:
            return Allowance(self.regular, self.brief - 1)
        return Allowance(max(0, self.regular - 1), 0)
