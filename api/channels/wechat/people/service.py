from dataclasses import dataclass

from sqlalchemy.orm import Session

from api.channels.wechat import WECHAT
from api.channels.wechat.models import WeChatConversation, WeChatPerson
from api.channels.wechat.people import repository
from api.channels.wechat.people.domain import BRIEF_SENDS, SENDS, Allowance
from api.clock import Clock
from api.conversations.domain import Body, State
from api.conversations.models import Conversation, Message
from api.conversations.service import Conversations
from api.db import BlindIndex

OPENID = "wechat.openid"


@dataclass(frozen=True)
class People:
    """Followers and their conversations; callers hold the person's row locked, so that nothing happens twice."""

    clock: Clock
    index: BlindIndex
    conversations: Conversations

    def met(self, session: Session, openid: str) -> WeChatPerson:
        """The person of this openid, new or known, locked until the end of the transaction."""
        openid_hash = self.index.of(OPENID, openid)
        row: dict[str, object] = {
            "openid_hash": openid_hash,
            "openid": openid,
            "sends_left": 0,
            "brief_sends_left": 0,
            "offer": 0,
            "created_at": self.clock.now(),
        }
        person = repository.by_hash(session, openid_hash)
        if person is None:
            repository.ensure(session, row)
            person = repository.by_hash(session, openid_hash)
        assert person is not None
        return person

    def known(self, session: Session, openid: str) -> WeChatPerson | None:
        """The person of this openid, locked, if the desk has met them."""
        return repository.by_hash(session, self.index.of(OPENID, openid))

    def present(self, session: Session, person: WeChatPerson) -> Conversation | None:
        """The newest conversation, locked; it may be closed."""
        newest = next(iter(repository.conversations_of(session, person.id)), None)
        return None if newest is None else self.conversations.get(session, newest)

    def open(self, session: Session, person: WeChatPerson, opening: Body) -> tuple[Conversation, Message]:
        """A new conversation with its first words, which are still to be sent."""
        person.offered = None
        conversation, _, message = self.conversations.open(session, WECHAT.name, opening)
        session.add(WeChatConversation(person_id=person.id, conversation_id=conversation.id))
        session.flush()
        return conversation, message

    def is_open(self, conversation: Conversation | None) -> bool:
        """Whether the person may go on in it."""
        return conversation is not None and conversation.state != State.CLOSED

    def said(self, person: WeChatPerson) -> None:
        """A message of the person opens the 48 hours anew."""
        person.said_at, person.sends_left = self.clock.now(), SENDS

    def acted(self, person: WeChatPerson) -> None:
        """A tap on the menu, a scan or a follow opens a minute."""
        person.acted_at, person.brief_sends_left = self.clock.now(), BRIEF_SENDS

    def allowance(self, person: WeChatPerson) -> Allowance:
        """What may be sent now."""
        return Allowance.at(
            self.clock.now(), person.said_at, person.sends_left, person.acted_at, person.brief_sends_left
        )

    def spend(self, person: WeChatPerson) -> bool:
        """One message goes out; whether it is one of the minute's."""
        before = self.allowance(person)
        left = before.spent()
        person.sends_left, person.brief_sends_left = left.regular, left.brief
        return left.brief < before.brief

    def give_back(self, person: WeChatPerson, brief: bool) -> None:
        """The message did not go out after all."""
        if brief:
            person.brief_sends_left = min(BRIEF_SENDS, person.brief_sends_left + 1)
        else:
            person.sends_left = min(SENDS, person.sends_left + 1)
