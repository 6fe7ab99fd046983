from datetime import timedelta

from api.clock import Clock
from api.conversations import repository
from api.conversations.errors import ConversationNotFound
from api.conversations.ports import Bot, BotUnavailable
from api.conversations.service import Conversations, retry_key
from api.conversations.turns import Turns
from api.db import Database
from api.jobs import Handler, Job, RetryLater, is_open

LONGEST_DELAY_S = 15
SWEEP = "conversation.sweep"
SWEEP_EVERY = timedelta(seconds=10)
SWEEP_BATCH = 100
FORGET_AGAIN = timedelta(minutes=2)


def retry_turn(turns: Turns) -> Handler:
    """`conversation.retry_turn`: 1 s, 2 s, 4 s … 15 s, until the bot has answered or a person has taken over."""

    def handle(job: Job) -> None:
        try:
            done = turns.resume(job.payload["conversation_id"])
        except ConversationNotFound:
            # Purged meanwhile: nobody waits for an answer.
            return
        if not done:
            raise RetryLater(timedelta(seconds=min(2**job.attempts, LONGEST_DELAY_S)))

    return handle


def forget(bot: Bot) -> Handler:
    """`conversation.forget`: the bot's record must not outlive the transcript, so this is tried until it is done."""

    def handle(job: Job) -> None:
        try:
            bot.forget(job.payload["conversation_id"])
        except BotUnavailable:
            raise RetryLater(FORGET_AGAIN) from None

    return handle


def sweep(database: Database, clock: Clock, conversations: Conversations) -> Handler:
    """`conversation.sweep`, for ever: takes up the messages of a process that died in the middle of a turn.

    The message itself, `received` and with nobody at it, is the record of what is owed; a job row for every turn
    would cost each of them three statements."""

    def handle(_job: Job) -> None:
        with database.transaction() as session:
            for conversation_id in repository.abandoned(session, clock.now(), SWEEP_BATCH):
                if not is_open(session, retry_key(conversation_id)):
                    conversations.schedule_retry(session, conversation_id)
        raise RetryLater(SWEEP_EVERY)

    return handle
