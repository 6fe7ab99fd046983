"""Hands a code to the provider; done at once by the worker, and again until the code is too old to matter."""

from dataclasses import dataclass

import structlog

from api.clock import Clock
from api.db import Database
from api.identity import repository
from api.identity.delivery.ports import DeliveryFailed
from api.identity.delivery.post import Post
from api.identity.domain import State
from api.jobs import Job

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class DeliverCode:
    """Handler of `identity.deliver_code`; the payload is encrypted at rest and goes when the job is done."""

    database: Database
    clock: Clock
    post: Post

    def __call__(self, job: Job) -> None:
        """Send it, unless it was replaced or is over."""
        if not self._wanted(str(job.payload["verification_id"])):
            return
        try:
            self.post.send(str(job.payload["address"]), "code", {"code": str(job.payload["code"])})
        except DeliveryFailed as failure:
            log.warning("identity.code_not_delivered", reason=failure.reason, retry=failure.retry)
            if failure.retry:
                raise

    def _wanted(self, verification_id: str) -> bool:
        with self.database.reading() as session:
            verification = repository.get(session, verification_id)
            if verification is None or verification.state != State.PENDING:
                return False
            return verification.expires_at > self.clock.now()
