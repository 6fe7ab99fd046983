"""Bodies of the ticket calls."""

from datetime import date
from typing import Annotated, Any

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, JsonValue, StringConstraints

from api.conversations.private_numbers import hide_numbers
from api.tickets.domain import Outcome, RequestType, Status
from api.tickets.models import Ticket
from api.tickets.requests import NewTicket, Requester


def _without_numbers(text: str) -> str:
    return hide_numbers(text).text


Clean = AfterValidator(_without_numbers)
"""The intake of messages hides document and card numbers; nothing that is filed may hold one either."""
Text = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200), Clean]
LongText = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4000), Clean]
Detail = Annotated[str, Clean] | JsonValue
Id = Annotated[str, StringConstraints(min_length=1, max_length=64)]
MAX_DETAILS = 40


class RequesterBody(BaseModel):
    """Who asks."""

    model_config = ConfigDict(extra="forbid")

    name: Text | None = None
    phone: Text | None = None
    email: Text | None = None
    account: Text | None = None
    relationship: Text | None = None


class ConsentBody(BaseModel):
    """Which notice was agreed to, and when."""

    model_config = ConfigDict(extra="forbid")

    notice_version: Annotated[str, StringConstraints(min_length=1, max_length=40)]
    agreed_at: AwareDatetime


class FileTicket(BaseModel):
    """A confirmed form."""

    model_config = ConfigDict(extra="forbid")

    type: RequestType
    conversation_id: Id
    requester: RequesterBody
    details: Annotated[dict[str, Detail], Field(max_length=MAX_DETAILS)] = {}
    consent: ConsentBody
    verification_id: Id | None = None

    def to_request(self) -> NewTicket:
        """The same, without the HTTP clothes."""
        return NewTicket(
            type=self.type,
            conversation_id=self.conversation_id,
            requester=Requester(**self.requester.model_dump()),
            notice_version=self.consent.notice_version,
            agreed_at=self.consent.agreed_at,
            details=self.details,
            verification_id=self.verification_id,
        )


class TicketFiled(BaseModel):
    """The receipt."""

    number: str
    type: RequestType
    status: Status
    due_on: date
    created: bool
    merged: bool


class TicketState(BaseModel):
    """How a ticket stands, for the person whom it is about."""

    model_config = ConfigDict(from_attributes=True)

    number: str
    type: RequestType
    status: Status
    due_on: date
    submitted_at: AwareDatetime
    updated_at: AwareDatetime
    outcome: Outcome | None
    text: str | None = None
    """What the user was last told of it: the question that waits for them, the answer, reason and remedy."""

    @classmethod
    def of(cls, ticket: Ticket, text: str | None = None) -> "TicketState":
        """Of a stored ticket."""
        fields: dict[str, Any] = {name: getattr(ticket, name, None) for name in cls.model_fields}
        return cls.model_validate(fields | {"submitted_at": ticket.received_at, "text": text})


class TicketList(BaseModel):
    """Newest first."""

    tickets: list[TicketState]


class ClaimBody(BaseModel):
    """Who says that the ticket is theirs."""

    model_config = ConfigDict(extra="forbid")

    conversation_id: Id
    verification_id: Id | None = None


class SupplementBody(ClaimBody):
    """Something to add; `key` makes a repeated turn harmless."""

    text: LongText
    key: Annotated[str, StringConstraints(min_length=1, max_length=64)] | None = None
