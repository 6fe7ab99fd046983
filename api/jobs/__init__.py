"""A job is a row, written in the same transaction as the fact that calls for it; a worker carries it out at least
once, so what it does must be idempotent."""

from api.jobs.domain import Handler, Job, RetryLater
from api.jobs.service import cancel, enqueue, is_open
from api.jobs.worker import Worker

__all__ = ["Handler", "Job", "RetryLater", "Worker", "cancel", "enqueue", "is_open"]
