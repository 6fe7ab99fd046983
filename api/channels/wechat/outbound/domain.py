"""States of an outbound message, and what follows from an error code."""

from datetime import timedelta
from enum import StrEnum


class State(StrEnum):
    """`queued`: a worker sends it soon. `held`: it waits for the user's next message. `replied`: it went in a passive
    reply. `failed`: the platform never takes it."""

    QUEUED = "queued"
    HELD = "held"
    SENDING = "sending"
    REPLIED = "replied"
    SENT = "sent"
    FAILED = "failed"


UNSENT = (State.QUEUED, State.HELD, State.SENDING)


NO_ANSWER = -2
"""In place of the platform's code: the connection failed."""
LAST_ATTEMPT = 8
LONGEST_PAUSE_S = 300
LEASE = timedelta(seconds=60)
"""For one process to send; whoever died at it holds nobody up for longer."""
BUSY = timedelta(seconds=5)
"""Until another process may be through with it."""


def pause(attempts: int) -> timedelta:
    """Before the next, after so many that failed."""
    return timedelta(seconds=min(2**attempts, LONGEST_PAUSE_S))


class Via(StrEnum):
    """The way a message took."""

    PASSIVE = "passive"
    CUSTOM = "custom"
    TEMPLATE = "template"


class Do(StrEnum):
    """What the desk does about an error code; the table is `data/wechat_errors.yml`."""

    RETRY = "retry"
    REFRESH = "refresh"
    CLOSE = "close"
    ALARM = "alarm"
    BUG = "bug"
    TEXT = "text"
    IGNORE = "ignore"
