"""The bot's own record of a conversation goes with it, by a job."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from api.jobs import enqueue

FORGET = "conversation.forget"


def have_bot_forget(session: Session, conversation_id: str, now: datetime, wait: timedelta = timedelta()) -> None:
    """In the transaction that deletes the conversation, and again behind whatever the bot has heard since."""
    enqueue(session, FORGET, {"conversation_id": conversation_id}, now=now, run_at=now + wait)
