"""One message of the contract as the text of a bubble."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from api.channels.wechat.protocol import BUBBLE_BYTES, size
from api.channels.wechat.words import WeChatWords
from api.conversations.domain import Author, Body, Citation, QuickReply

CHOICES_BYTES = BUBBLE_BYTES * 2 // 3


@dataclass(frozen=True)
class Spoken:
    """A message to the user. `name` is that of the member of staff who wrote it; `waits`: the user must come back for
    what follows, since nothing can be sent to them."""

    id: int
    author: str
    kind: str
    body: Body
    at: datetime
    name: str = ""
    waits: bool = False

    @property
    def queues(self) -> bool:
        """Whether it says that a person was asked for. By the message, not by the conversation's state, which may have
        changed since: words on the queue offer the way back to the bot."""
        return self.kind == "handoff" and self.body.title_of("do:bot") is not None

    @property
    def joins(self) -> bool:
        """Whether it says that a member of staff is there: words on a handoff that offer neither way."""
        ways = (self.body.title_of(payload) for payload in ("do:bot", "do:handoff"))
        return self.kind == "handoff" and self.author == Author.SYSTEM and not any(ways)


@dataclass(frozen=True)
class Writer:
    """`replaced`: what the web says → what is said here instead."""

    words: WeChatWords
    public_url: str
    zone: ZoneInfo
    replaced: dict[str, str] = field(default_factory=dict)

    def text(self, spoken: Spoken) -> str:
        """The words, the clauses with links, the ticket's number."""
        lines = [self._head(spoken), self._words(spoken), *self._clauses(spoken.body), self._ticket(spoken.body)]
        if spoken.waits and (spoken.queues or spoken.joins):
            lines.append(self.words.pull)
        return "\n".join(line for line in lines if line)

    def choices(self, options: Sequence[QuickReply]) -> str:
        """The options as a numbered list; empty for none."""
        if not options:
            return ""
        lines = [
            self.words.option.format(number=number, title=option.title)
            for number, option in enumerate(options, start=1)
        ]
        return "\n".join([self.words.choose, *lines])

    def shown(self, options: Sequence[QuickReply]) -> tuple[QuickReply, ...]:
        """As many of them as leave room for what is said."""
        fitting = tuple(options)
        while size(self.choices(fitting)) > CHOICES_BYTES:
            fitting = fitting[:-1]
        return fitting

    def _head(self, spoken: Spoken) -> str:
        if spoken.author == Author.STAFF and spoken.name:
            return self.words.staff.format(name=spoken.name)
        if spoken.joins:
            return self.words.staff_joined.format(time=f"{spoken.at.astimezone(self.zone):%H:%M}")
        return ""

    def _words(self, spoken: Spoken) -> str:
        step = spoken.body.request
        progress = self.words.step.format(step=step.step, of=step.of) if step else ""
        text = spoken.body.text.strip()
        for said_on_the_web, said_here in self.replaced.items():
            text = text.replace(said_on_the_web, said_here)
        return progress + text

    def _clauses(self, body: Body) -> list[str]:
        """Each clause once; list items of one clause share its line."""
        return [self._clause(citation) for citation in {one.url: one for one in body.citations}.values()]

    def _clause(self, citation: Citation) -> str:
        name = self.words.clause.format(clause=citation.clause, heading=citation.heading)
        return f'{name} <a href="{self.public_url}{citation.url}">{self.words.clause_link}</a>'

    def _ticket(self, body: Body) -> str:
        """Only when the words do not name it."""
        if body.ticket is None or body.ticket.number in body.text:
            return ""
        if body.ticket.due_on is None:
            return self.words.ticket.format(number=body.ticket.number)
        return self.words.ticket_due.format(number=body.ticket.number, due_on=body.ticket.due_on)
