"""Mail to the company's own mailbox: the policy names one for requests and complaints (clauses 5.8 and 9), so whoever
reads it must hear of those that come through the desk. Number, type and dates only."""

from dataclasses import dataclass

import structlog

from api.db import Database
from api.identity.delivery.ports import DeliveryFailed
from api.identity.delivery.post import Post
from api.jobs import Job
from api.tickets import repository
from api.tickets.domain import RequestType
from api.tickets.words import TicketWords

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class TellAdmin:
    """Handler of `ticket.tell_admin`; `mailbox` is empty when nobody is to be told."""

    database: Database
    post: Post
    words: TicketWords
    mailbox: str
    public_url: str

    def __call__(self, job: Job) -> None:
        """Send it; tried again like any other letter."""
        if not self.mailbox:
            return
        template, params = self._letter(int(job.payload["ticket_id"]), job.payload.get("reminder"))
        if not params:
            return
        try:
            self.post.send(self.mailbox, template, params)
        except DeliveryFailed as failure:
            log.warning("ticket.admin_not_told", reason=failure.reason, retry=failure.retry)
            if failure.retry:
                raise

    def _letter(self, ticket_id: int, reminder: str | None) -> tuple[str, dict[str, str]]:
        with self.database.reading() as session:
            ticket = repository.by_id(session, ticket_id)
            if ticket is None:
                return "", {}
            kind = RequestType(ticket.type)
            params = {
                "number": ticket.number,
                "type": self.words.types[kind],
                "due_on": ticket.due_on.isoformat(),
                "internal_due_on": ticket.internal_due_on.isoformat(),
                "link": f"{self.public_url.rstrip('/')}/staff/tickets/{ticket.number}",
            }
            if reminder is not None:
                return "admin_reminder", params | {"reminder": self.words.reminders[reminder]}
            return "admin_complaint" if kind is RequestType.COMPLAINT else "admin_request", params
