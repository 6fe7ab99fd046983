"""`wechat.sweep`, every hour: forgets pushes that cannot come again, signatures, people of whom nothing is left."""

from dataclasses import dataclass
from datetime import timedelta

from api.channels.wechat.inbound import repository as deliveries
from api.channels.wechat.people import repository as people
from api.clock import Clock
from api.db import Database
from api.jobs import Job, RetryLater

WECHAT_SWEEP = "wechat.sweep"
EVERY = timedelta(hours=1)
DELIVERY_LIFE = timedelta(days=1)
"""Retries come within 20 s; a day leaves room for an outage of the platform."""
IDLE_LIFE = timedelta(days=2)
"""Beyond the 48 hours nobody without a conversation is needed any more."""


@dataclass(frozen=True)
class WeChatSweep:
    """Handler of the job."""

    database: Database
    clock: Clock

    def __call__(self, _job: Job) -> None:
        """Once, and again in an hour."""
        now = self.clock.now()
        with self.database.transaction() as session:
            deliveries.forget_older(session, now, now - DELIVERY_LIFE)
            people.forget_idle(session, now - IDLE_LIFE)
        raise RetryLater(EVERY)
