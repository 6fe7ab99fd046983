"""What a push means: each type of message and event has one function here."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from api.channels.wechat.inbound.dialogue import Dialogue, Heard, Step
from api.channels.wechat.models import WeChatPerson
from api.channels.wechat.outbound.outbox import Outbox
from api.channels.wechat.outbound.templates import TemplateNotices
from api.channels.wechat.people.farewell import Farewell
from api.channels.wechat.people.service import People
from api.channels.wechat.protocol import (
    AuthorizationCancellation,
    AuthorizationRevoke,
    Click,
    FileMessage,
    ImageMessage,
    Inbound,
    LinkMessage,
    LocationMessage,
    MenuAction,
    Message,
    MiniProgramMessage,
    Scan,
    Subscribe,
    TemplateSent,
    TextMessage,
    Unsubscribe,
    VideoMessage,
    VoiceMessage,
)
from api.channels.wechat.words import Hint, WeChatWords
from api.conversations.domain import Author

_HINTS: dict[type[Inbound], Hint] = {
    ImageMessage: "image",
    VoiceMessage: "voice",
    VideoMessage: "video",
    LocationMessage: "location",
    LinkMessage: "link",
    MiniProgramMessage: "link",
    FileMessage: "file",
}
SCANS = ("scancode_push", "scancode_waitmsg")


@dataclass(frozen=True)
class Outcome:
    """What is to be done, and whose push it was (None: nobody the desk keeps)."""

    step: Step
    person: WeChatPerson | None = None


Handle = Callable[[Session, str, Any], Outcome]


@dataclass(frozen=True)
class Happenings:
    """Everything in the transaction that puts the push on record."""

    people: People
    dialogue: Dialogue
    outbox: Outbox
    farewell: Farewell
    notices: TemplateNotices
    words: WeChatWords

    def take(self, session: Session, key: str, inbound: Inbound) -> Outcome:
        """`key` stands for the push."""
        handle = self._handlers.get(type(inbound))
        if handle is not None:
            return handle(session, key, inbound)
        if isinstance(inbound, Message):
            return self._hint(session, key, inbound)
        # Views, locations, profile changes and whatever the platform may add: received, and that is all.
        return Outcome(Step())

    @property
    def _handlers(self) -> Mapping[type[Inbound], Handle]:
        return {
            TextMessage: self._text,
            VoiceMessage: self._voice,
            Subscribe: self._follow,
            Scan: self._tap,
            Click: self._tap,
            MenuAction: self._menu_action,
            Unsubscribe: self._unfollow,
            AuthorizationCancellation: self._unfollow,
            AuthorizationRevoke: self._revoke,
            TemplateSent: self._notice_fared,
        }

    def _text(self, session: Session, key: str, message: TextMessage) -> Outcome:
        person = self.people.met(session, message.openid)
        heard = Heard(key, message.content, message.created_at, message.menu_id)
        return Outcome(self.dialogue.hear(session, person, heard), person)

    def _voice(self, session: Session, key: str, message: VoiceMessage) -> Outcome:
        """The platform's own transcript is used where an old account still gets one."""
        if not message.recognition.strip():
            return self._hint(session, key, message)
        person = self.people.met(session, message.openid)
        heard = Heard(key, message.recognition, message.created_at)
        return Outcome(self.dialogue.hear(session, person, heard), person)

    def _hint(self, session: Session, _key: str, message: Message) -> Outcome:
        """Nothing of it is stored, nor fetched."""
        person = self.people.met(session, message.openid)
        self.people.said(person)
        return Outcome(Step(words=self.words.hints[_HINTS.get(type(message), "other")]), person)

    def _follow(self, session: Session, key: str, event: Subscribe) -> Outcome:
        """The welcome opens a conversation; a QR code with a scene goes on to what it is for."""
        person = self.people.met(session, event.openid)
        self.people.acted(person)
        present = self.people.present(session, person)
        greeting = self.words.greeting(self.outbox.writer.public_url)
        if present is None or not self.people.is_open(present):
            _, welcome = self.people.open(session, person, greeting)
            self.outbox.put(session, person.id, welcome)
        else:
            self.people.conversations.say(session, present, body=greeting, author=Author.BOT)
        return Outcome(self.dialogue.tap(session, person, key, event.scene), person)

    def _tap(self, session: Session, key: str, event: Click | Scan) -> Outcome:
        person = self.people.met(session, event.openid)
        self.people.acted(person)
        return Outcome(self.dialogue.tap(session, person, key, event.event_key), person)

    def _menu_action(self, session: Session, _key: str, event: MenuAction) -> Outcome:
        """What was scanned, chosen or opened is not for the desk; a scan opens the minute like a tap."""
        if event.event in SCANS:
            self.people.acted(self.people.met(session, event.openid))
        return Outcome(Step())

    def _unfollow(self, session: Session, _key: str, event: Unsubscribe | AuthorizationCancellation) -> Outcome:
        person = self.people.known(session, event.openid)
        if person is not None:
            self.farewell.forget(session, person, event.event)
        return Outcome(Step())

    def _revoke(self, session: Session, _key: str, event: AuthorizationRevoke) -> Outcome:
        self.farewell.revoked(session, self.people.known(session, event.openid), event.revoked)
        return Outcome(Step())

    def _notice_fared(self, session: Session, _key: str, event: TemplateSent) -> Outcome:
        self.notices.fared(session, event.msg_id, event.succeeded)
        return Outcome(Step())
