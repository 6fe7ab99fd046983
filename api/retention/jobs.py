"""The daily job."""

import time
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import structlog

from api.clock import Clock
from api.jobs import Handler, Job, RetryLater
from api.retention.service import Retention

log = structlog.get_logger(__name__)

RETENTION = "retention.sweep"
HOUR = 3
"""Local time at which nobody is in a hurry."""
LONGEST_S = 20.0
"""Shorter than a job's lease; what is left then goes on after a moment."""
GO_ON = timedelta(seconds=1)


def sweep_daily(retention: Retention, clock: Clock, timezone: str) -> Handler:
    """`retention.sweep`, for ever."""

    def handle(_job: Job) -> None:
        started = time.monotonic()
        for kind, gone in retention.sweep():
            log.info("retention.deleted", kind=kind, count=gone)
            if time.monotonic() - started > LONGEST_S:
                raise RetryLater(GO_ON)
        raise RetryLater(until_next(clock.now(), timezone))

    return handle


def until_next(now: datetime, timezone: str) -> timedelta:
    """How long until the next run."""
    local = now.astimezone(ZoneInfo(timezone))
    due = local.replace(hour=HOUR, minute=0, second=0, microsecond=0)
    if due <= local:
        due += timedelta(days=1)
    return due - local
