"""Attaching a result, and handing it out against a fresh code."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy.orm import Session

from api.audit import Audit
from api.clock import Clock
from api.db import BlindIndex
from api.identity.contacts import Contact, contact_of
from api.identity.domain import CheckResult
from api.identity.errors import UnknownVerification, VerificationLocked
from api.identity.service import Started, Verifications
from api.tickets import repository as tickets
from api.tickets.domain import RequestType
from api.tickets.errors import IdentityOpen
from api.tickets.files import repository
from api.tickets.files.errors import (
    CodeNotRight,
    CodeOver,
    EmptyFile,
    FileNotAllowed,
    FileTooLarge,
    LinkOver,
    UnreachableRequester,
    WrongFileType,
)
from api.tickets.files.models import TicketFile
from api.tickets.files.uploads import Upload, may_have_result
from api.tickets.models import Ticket
from api.tickets.people import best_address
from api.tickets.requests import USER, By
from api.tickets.schedule import schedule_notice
from api.tickets.telling import Telling
from api.tickets.types import lacks_account

TOKEN = "ticket.file"
_LOCK = timedelta(minutes=15)


@dataclass(frozen=True)
class Limits:
    """How large a file may be, in bytes, and how long its link lives."""

    size: int
    life: timedelta


@dataclass(frozen=True)
class Files:
    """The link alone opens nothing: each download takes a code to the ticket's contact."""

    clock: Clock
    index: BlindIndex
    audit: Audit
    verifications: Verifications
    telling: Telling
    limits: Limits
    public_url: str

    def attach(self, session: Session, ticket: Ticket, upload: Upload, by: By) -> TicketFile:
        """Keep the file, and tell the user where to fetch it."""
        self._check(ticket, upload)
        token, now = secrets.token_urlsafe(24), self.clock.now()
        file = TicketFile(
            ticket_id=ticket.id,
            token_hash=self.index.of(TOKEN, token),
            name=upload.plain_name,
            content=upload.content,
            media_type=upload.media_type,
            size=len(upload.content),
            uploaded_by=by.name,
            created_at=now,
            expires_at=now + self.limits.life,
        )
        session.add(file)
        session.flush()
        self._tell(session, ticket, by, f"{self.public_url.rstrip('/')}/files/{token}")
        self._record(session, file, by, "ticket:file:attach")
        return file

    def of(self, session: Session, ticket: Ticket) -> Sequence[TicketFile]:
        """All that was attached to a ticket, oldest first."""
        return repository.of_ticket(session, ticket.id)

    def find(self, session: Session, token: str) -> TicketFile:
        """The file behind a link, while it lives."""
        file = repository.by_token(session, self.index.of(TOKEN, token))
        if file is None or file.removed_at is not None or file.expires_at <= self.clock.now():
            raise LinkOver
        return file

    def send_code(self, session: Session, token: str) -> Started:
        """A code to the contact that the ticket's requester proved, else to the one that they named."""
        file = self.find(session, token)
        ticket = tickets.by_id(session, file.ticket_id)
        contact = self.contact(ticket) if ticket else None
        if ticket is None or contact is None:
            raise LinkOver
        return self.verifications.start(session, conversation_id=None, purpose=_purpose(file), contact=contact)

    def hand_out(self, session: Session, token: str, verification_id: str) -> TicketFile:
        """The file, against a code that was just verified and is used up by this."""
        file = self.find(session, token)
        proof = self.verifications.proof(session, verification_id, None, _purpose(file))
        if proof is None or not self.verifications.use_up(session, verification_id):
            raise CodeOver
        repository.count_download(session, file.id)
        self._record(session, file, USER, "ticket:file:download")
        return file

    def check_code(self, session: Session, verification_id: str, code: str) -> CheckResult:
        """What the code is worth; a wrong one costs a try, so this must be committed."""
        try:
            return self.verifications.check(session, verification_id, code).result
        except UnknownVerification:
            return CheckResult.EXPIRED

    def contact(self, ticket: Ticket) -> Contact | None:
        """Where the ticket's codes go."""
        address = best_address(self.index, ticket) or ""
        return contact_of(None, address) if "@" in address else contact_of(address, None)

    def _check(self, ticket: Ticket, upload: Upload) -> None:
        if not may_have_result(ticket.type, ticket.status):
            raise FileNotAllowed
        if lacks_account(RequestType(ticket.type), ticket.account_match, ticket.level):
            raise IdentityOpen
        if self.contact(ticket) is None:
            raise UnreachableRequester
        if not upload.content:
            raise EmptyFile
        if len(upload.content) > self.limits.size:
            raise FileTooLarge
        if upload.media_type is None:
            raise WrongFileType

    def _tell(self, session: Session, ticket: Ticket, by: By, link: str) -> None:
        """In the conversation; where that is gone, by mail or SMS. The link opens nothing without a code."""
        fields = {"link": link, "days": str(self.limits.life.days)}
        if not self.telling.tell(session, ticket, "file", by, **fields):
            schedule_notice(session, ticket, "ticket_file", self.clock.now(), **fields)

    def _record(self, session: Session, file: TicketFile, by: By, action: str) -> None:
        subject = f"ticket:{file.ticket_id}"
        self.audit.record(session, actor=by.name, subject=subject, action=action, to_state=f"file:{file.id}")


def refuse(result: CheckResult) -> None:
    """Raise unless the code was right."""
    if result is CheckResult.WRONG:
        raise CodeNotRight
    if result is CheckResult.LOCKED:
        raise VerificationLocked(_LOCK)
    if result is not CheckResult.VERIFIED:
        raise CodeOver


def _purpose(file: TicketFile) -> str:
    """A code opens one file only."""
    return f"file:{file.id}"
