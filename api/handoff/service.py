from sqlalchemy.orm import Session

from api.clock import Clock
from api.conversations.domain import State
from api.conversations.service import Conversations


class Handoff:
    def __init__(self, conversations: Conversations, clock: Clock) -> None:
        self._conversations = conversations
        self._clock = clock

    def ask(self, session: Session, conversation_id: str, reason: str, actor: str) -> str:
        """Put the conversation into the queue, once; returns its state.

        In the middle of a turn the bot is about to speak and tells the user itself."""
        conversation = self._conversations.get(session, conversation_id)
        if conversation.state == State.BOT:
            until = conversation.locked_until
            if until is None or until < self._clock.now():
                body = self._conversations.waiting_words()
                self._conversations.say(session, conversation, body=body, kind="handoff")
            self._conversations.ask_for_person(session, conversation, reason, actor)
        return conversation.state
