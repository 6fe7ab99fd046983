"""A confirmed form as it reaches the desk, and who in the house does something."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from api.tickets.domain import Actor, RequestType


@dataclass(frozen=True)
class Requester:
    """Who asks, in their own words."""

    name: str | None = None
    phone: str | None = None
    email: str | None = None
    account: str | None = None
    relationship: str | None = None


@dataclass(frozen=True)
class NewTicket:
    """What the person confirmed."""

    type: RequestType
    conversation_id: str
    requester: Requester
    notice_version: str
    agreed_at: datetime
    details: Mapping[str, Any] = field(default_factory=dict)
    verification_id: str | None = None

    def canonical(self) -> str:
        """The same text for the same content, to tell a repeated filing from another one under its key."""
        who = {name: value for name, value in vars(self.requester).items() if value}
        content = {
            "type": self.type.value,
            "conversation": self.conversation_id,
            "requester": who,
            "details": dict(self.details),
            "notice": self.notice_version,
            "agreed_at": self.agreed_at.isoformat(),
        }
        return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


@dataclass(frozen=True)
class By:
    """Who moves a ticket: an actor of the state machine and the name that the audit row gets."""

    actor: Actor
    name: str


USER = By(Actor.USER, "user")
SYSTEM = By(Actor.SYSTEM, "system")
