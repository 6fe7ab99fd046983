"""What staff do in a conversation. One person has it; a supervisor may step in."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from api.audit import Audit
from api.clock import Clock
from api.conversations.domain import Author, Body, Citation, State
from api.conversations.models import Conversation, Message
from api.conversations.repository import by_client_id, by_id
from api.conversations.service import Conversations
from api.handoff import repository
from api.handoff.errors import AlreadyTaken, EmptyReply, NotYours, UnknownColleague
from api.handoff.glance import Glance
from api.handoff.models import ConversationNote, Handover
from api.staff.accounts import Accounts
from api.staff.domain import Permission, Role, StaffPerson, allows


@dataclass(frozen=True)
class Queued:
    """One conversation in the queue, with why it is there and what was said last."""

    conversation: Conversation
    record: Handover | None
    last: Message | None


@dataclass(frozen=True)
class Reply:
    """What staff say. `key` belongs to the words as they stood in the form: sent again after a lost answer, they are
    said once."""

    text: str
    cited: Sequence[Citation] = ()
    key: str = ""


@dataclass(frozen=True)
class LiveChat:
    """Each call works in the caller's transaction."""

    conversations: Conversations
    accounts: Accounts
    audit: Audit
    clock: Clock

    def claim(self, session: Session, conversation_id: str, person: StaffPerson) -> None:
        """Two at once: the second is told that it is taken."""
        conversation = self.conversations.get(session, conversation_id)
        if conversation.state == State.STAFF:
            raise AlreadyTaken
        self.conversations.take_over(session, conversation, person.name, person.display_name)

    def reply(self, session: Session, conversation_id: str, person: StaffPerson, reply: Reply) -> None:
        """A word to the user; only whoever has the conversation speaks in it."""
        conversation = self._held(session, conversation_id, person)
        if not reply.text.strip():
            raise EmptyReply
        sent_as = f"{person.name}:{reply.key}" if reply.key else None
        if sent_as and by_client_id(session, conversation_id, sent_as) is not None:
            return
        self.conversations.say(
            session,
            conversation,
            author=Author.STAFF,
            body=Body(text=reply.text.strip(), citations=tuple(reply.cited)),
            staff=person.name,
            client_id=sent_as,
        )
        record = repository.latest(session, conversation_id)
        if record is not None and record.replied_at is None:
            record.replied_at = self.clock.now()
            session.flush()

    def hand_on(self, session: Session, conversation_id: str, person: StaffPerson, colleague: str) -> None:
        """To a colleague who may work."""
        conversation = self._mine_or_lead(session, conversation_id, person)
        names = self.colleagues(session, conversation.assignee)
        if colleague not in names:
            raise UnknownColleague
        self.conversations.hand_on(session, conversation, person.name, colleague, names[colleague])

    def give_back(self, session: Session, conversation_id: str, person: StaffPerson) -> None:
        """The bot goes on."""
        conversation = self._mine_or_lead(session, conversation_id, person)
        self.conversations.return_to_bot(session, conversation, person.name)

    def close(self, session: Session, conversation_id: str, person: StaffPerson) -> None:
        """End the conversation."""
        conversation = self._mine_or_lead(session, conversation_id, person)
        self.conversations.close(session, conversation, person.name)

    def note(self, session: Session, conversation_id: str, person: StaffPerson, text: str) -> None:
        """A remark for colleagues; open pages of theirs show it, the user's never do."""
        conversation = self.conversations.get(session, conversation_id)
        if not text.strip():
            raise EmptyReply
        note = ConversationNote(
            conversation_id=conversation_id, staff=person.name, text=text.strip(), created_at=self.clock.now()
        )
        session.add(note)
        session.flush()
        self.conversations.wake(session, conversation)
        subject = f"conversation:{conversation_id}"
        self.audit.record(session, actor=person.name, subject=subject, action="conversation:note:add")

    def notes(self, session: Session, conversation_id: str) -> Sequence[ConversationNote]:
        """Oldest first."""
        return repository.notes(session, conversation_id)

    def record(self, session: Session, conversation_id: str) -> Handover | None:
        """The last wait or talk."""
        return repository.latest(session, conversation_id)

    def queue(self, session: Session) -> list[Queued]:
        """Those that wait or have a person; who waits longest stands on top."""
        found = repository.with_staff(session)
        ids = [conversation.id for conversation in found]
        records, last = repository.latest_of(session, ids), repository.last_words(session, ids)
        return [Queued(each, records.get(each.id), last.get(each.id)) for each in found]

    def glance(self, session: Session) -> Glance:
        """What staff pages watch."""
        return Glance(repository.talks(session))

    def find(self, session: Session, conversation_id: str) -> Conversation | None:
        """As it stands, without a lock."""
        return by_id(session, conversation_id)

    def colleagues(self, session: Session, beside: str | None) -> dict[str, str]:
        """Names of all who may take a conversation, but one."""
        return {
            f"staff:{account.id}": account.display_name
            for account in self.accounts.all(session)
            if account.active and allows(Role(account.role), Permission.WORK) and f"staff:{account.id}" != beside
        }

    def held_by(self, conversation: Conversation, person: StaffPerson) -> bool:
        """Whether this person has the conversation."""
        return conversation.state == State.STAFF and conversation.assignee == person.name

    def _held(self, session: Session, conversation_id: str, person: StaffPerson) -> Conversation:
        conversation = self.conversations.get(session, conversation_id)
        if not self.held_by(conversation, person):
            raise NotYours
        return conversation

    def _mine_or_lead(self, session: Session, conversation_id: str, person: StaffPerson) -> Conversation:
        conversation = self.conversations.get(session, conversation_id)
        taken_by_other = conversation.state == State.STAFF and conversation.assignee != person.name
        if taken_by_other and person.role == Role.AGENT:
            raise NotYours
        return conversation
