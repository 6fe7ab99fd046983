"""The job that sends a notice by mail or SMS. It holds number, state and the link to a result, nothing personal."""

from dataclasses import dataclass
from datetime import timedelta

import structlog

from api.clock import Clock
from api.db import BlindIndex, Database
from api.identity.delivery.ports import DeliveryFailed
from api.identity.delivery.post import Post
from api.jobs import Job
from api.tickets import repository
from api.tickets.domain import Status
from api.tickets.people import proved_address
from api.tickets.words import TicketWords

log = structlog.get_logger(__name__)

UNPROVED_RECEIPTS_PER_DAY = 3
"""Nobody may use the desk to flood a stranger's phone: an unproved contact gets few receipts and no more."""


@dataclass(frozen=True)
class SendNotice:
    """Handler of `ticket.send_notice`."""

    database: Database
    clock: Clock
    index: BlindIndex
    post: Post
    words: TicketWords

    def __call__(self, job: Job) -> None:
        """Send it to the proved contact, else to the one that was named: a receipt within narrow limits, of the steps
        only when staff had taken the request up."""
        address, params = self._letter(job)
        if address is None:
            return
        try:
            self.post.send(address, str(job.payload["template"]), params)
        except DeliveryFailed as failure:
            log.warning("ticket.notice_not_delivered", reason=failure.reason, retry=failure.retry)
            if failure.retry:
                raise

    def _letter(self, job: Job) -> tuple[str | None, dict[str, str]]:
        with self.database.reading() as session:
            ticket = repository.by_id(session, int(job.payload["ticket_id"]))
            if ticket is None:
                return None, {}
            params = {"number": ticket.number, **job.payload.get("fields", {})}
            if job.payload["template"] == "ticket_receipt":
                params["due_on"] = ticket.due_on.isoformat()
            elif job.payload["template"] == "ticket_status":
                params["status"] = self.words.statuses[Status(str(job.payload["status"]))]
            if ticket.proved_hash:
                return proved_address(self.index, ticket), params
            named = ticket.email or ticket.phone
            if job.payload["template"] != "ticket_receipt":
                return named if ticket.accepted_at else None, params
            since = self.clock.now() - timedelta(days=1)
            hashes = [value for value in (ticket.phone_hash, ticket.email_hash) if value]
            few = repository.received_since(session, hashes, since) <= UNPROVED_RECEIPTS_PER_DAY
            return named if few else None, params
