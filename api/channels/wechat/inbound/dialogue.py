"""What a person says or taps becomes a turn of the conversation."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from api.channels.wechat.forms.options import chosen, tapped
from api.channels.wechat.inbound.titles import Titles
from api.channels.wechat.models import WeChatPerson
from api.channels.wechat.outbound.outbox import Outbox, options_of
from api.channels.wechat.people.service import People
from api.channels.wechat.words import Hint, WeChatWords
from api.conversations.domain import QuickReply, State
from api.conversations.errors import EmptyMessage, PayloadNotOffered
from api.conversations.intake import Said
from api.conversations.models import Conversation
from api.conversations.turns import Begun, Turns
from api.errors import TooManyRequests
from api.http.rate_limits import RateLimits

RATE = "rate:"
READING = timedelta(seconds=1)
"""Whoever types sooner behind an answer has not read it; and the platform's seconds are whole ones."""


@dataclass(frozen=True)
class Step:
    """What came of a push: a turn to finish, words to answer at once, or neither (what is queued is the answer)."""

    begun: Begun | None = None
    words: str | None = None


@dataclass(frozen=True)
class Heard:
    """A text, and under which key its push is kept. `menu_id`: of the option that was tapped."""

    key: str
    text: str
    typed_at: datetime
    menu_id: str = ""


@dataclass(frozen=True)
class Dialogue:
    """Callers hold the person's row."""

    people: People
    outbox: Outbox
    turns: Turns
    words: WeChatWords
    titles: Titles
    limits: RateLimits
    max_text_length: int

    def hear(self, session: Session, person: WeChatPerson, heard: Heard) -> Step:
        """A text: a choice, the wish to see the rest, or something for the conversation."""
        text = heard.text
        self.people.said(person)
        refusal = self._refusal(person, text)
        if refusal is not None:
            return Step(words=self.words.hints[refusal])
        present = self.people.present(session, person)
        option = self._option(person, present, text, heard.menu_id)
        if option is None and self._asks_for_more(text):
            step = self._more(session, person, present, heard.typed_at)
            if step is not None:
                return step
        if option is None:
            return self._turn(session, person, present, Said(_client_id(heard.key), text=text))
        said = Said(_client_id(heard.key), payload=option.payload)
        return self._turn(session, person, present, said, option.title)

    def tap(self, session: Session, person: WeChatPerson, key: str, payload: str) -> Step:
        """An item of the account's menu, or the scene of a QR code; what the desk does not know is let be."""
        title = self.titles.of(payload)
        if title is None:
            return Step()
        present = self.people.present(session, person)
        return self._turn(session, person, present, Said(_client_id(key), payload=payload, title=title))

    def _refusal(self, person: WeChatPerson, text: str) -> Hint | None:
        try:
            self.limits.hit("messages_per_conversation", f"wechat:{person.id}")
        except TooManyRequests:
            return "too_many"
        return "too_long" if len(text) > self.max_text_length else None

    def _option(
        self, person: WeChatPerson, present: Conversation | None, text: str, menu_id: str
    ) -> QuickReply | None:
        """Nothing is a choice while staff answer: a number is then meant for them."""
        if present is None or present.state == State.STAFF:
            return None
        options = options_of(person)
        return (tapped(menu_id, person.offer, options) if menu_id else None) or chosen(text, options)

    def _asks_for_more(self, text: str) -> bool:
        return text.strip(" \t\r\n。.！!～~“”\"'「」") in self.words.continue_words

    def _more(
        self, session: Session, person: WeChatPerson, present: Conversation | None, typed_at: datetime
    ) -> Step | None:
        """What is still to come; None when there is no such thing, so that the word means something else."""
        if self.outbox.has_more(session, person.id):
            return Step()
        waits = present is not None and present.state in (State.WAITING, State.STAFF)
        if not self.outbox.abilities.send and (waits or self._owes(session, present)):
            return Step(words=self.words.nothing_new)
        if not self.outbox.abilities.send and self.outbox.replied_since(session, person.id, typed_at - READING):
            # Asked for twice, and given to the first: it must not be taken for a yes to what stands there now.
            return Step()
        return None

    def _owes(self, session: Session, present: Conversation | None) -> bool:
        return present is not None and self.people.conversations.owes_answer(session, present.id)

    def _turn(
        self, session: Session, person: WeChatPerson, present: Conversation | None, said: Said, title: str = ""
    ) -> Step:
        conversation = present if self._takes(present, said) else None
        if conversation is None:
            conversation, opening = self.people.open(session, person, self.words.opening.body())
            self.outbox.put(session, person.id, opening, alone=False)
        try:
            return Step(self.turns.begin(session, conversation, said))
        except EmptyMessage:
            return Step(words=self.words.hints["empty"])
        except PayloadNotOffered:
            # Offered in a conversation that has ended: its words are still worth an answer.
            return Step(self.turns.begin(session, conversation, Said(said.client_id, text=title)))

    def _takes(self, present: Conversation | None, said: Said) -> bool:
        """A closed conversation takes only the stars that it asked for."""
        return self.people.is_open(present) or (present is not None and (said.payload or "").startswith(RATE))


def _client_id(key: str) -> str:
    return f"wx:{key}"
