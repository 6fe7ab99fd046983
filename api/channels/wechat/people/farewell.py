"""Deletes what WeChat requires deleted when somebody unfollows or closes their account.

Source: developers.weixin.qq.com, doc/service/Account_Management/Wechat_Accreditation_Event_Push.html (unsubscribe:
需要删除该用户的所有信息) and doc/service/guide/h5/authorization_change.md. Tickets stay: their conversation's id, which
means nothing any more, and the contact that was given for the answer; the welcome says so."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from api.audit import Audit
from api.channels.wechat.inbound import repository as deliveries
from api.channels.wechat.models import WeChatPerson
from api.channels.wechat.outbound.outbox import deliver_key
from api.channels.wechat.people import repository
from api.conversations.errors import ConversationNotFound
from api.conversations.service import Conversations
from api.jobs import cancel

ACTOR = "wechat"


@dataclass(frozen=True)
class Farewell:
    """Conversations, binding and replies go at once."""

    audit: Audit
    conversations: Conversations

    def forget(self, session: Session, person: WeChatPerson, why: str) -> None:
        """`why`: the platform's name of the event."""
        person_id, talks = person.id, repository.conversations_of(session, person.id)
        for conversation_id in talks:
            self._forget_conversation(session, conversation_id, why)
        deliveries.forget_person(session, person_id)
        cancel(session, deliver_key(person_id))
        session.delete(person)
        session.flush()
        subject = f"wechat_person:{person_id}"
        self.audit.record(session, actor=ACTOR, subject=subject, action="wechat:person:forget", why=why)

    def revoked(self, session: Session, person: WeChatPerson | None, codes: Sequence[int]) -> None:
        """An authorisation for single kinds of data was taken back. The desk holds none of them (address, invoice,
        card, microphone, profile, location, pictures), which the record states."""
        subject = f"wechat_person:{person.id}" if person else "wechat_person:unknown"
        why = "nothing held of " + ",".join(str(code) for code in codes)
        self.audit.record(session, actor=ACTOR, subject=subject, action="wechat:authorization:revoke", why=why)

    def _forget_conversation(self, session: Session, conversation_id: str, why: str) -> None:
        try:
            conversation = self.conversations.get(session, conversation_id)
        except ConversationNotFound:
            # Its retention had ended before.
            return
        self.conversations.delete(session, conversation, ACTOR, why)
