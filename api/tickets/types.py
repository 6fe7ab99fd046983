"""What differs between request types, as one table (facts: rights and deadlines, sections 4 and 5)."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from api.identity.directory import AccountMatch
from api.tickets.domain import Level, RequestType, Status

LEGAL_WORKING_DAYS = 15
"""认定方法 part 6: manual handling and complaints within 15 working days."""
PROMISED_DAYS = 30
"""Clause 5.8: an answer within thirty days."""
MINOR_WORKING_DAYS = 5
"""Requests about minors: 尽快/及时 (clause 6), by our rule five working days."""

MINOR_TARGET_WORKING_DAYS = 2
"""Within which a request about a minor should be done."""

SELF_RELATIONSHIPS: frozenset[str] = frozenset({"", "self", "本人", "我", "自己", "我自己", "我本人"})

MINOR_RELATIONSHIPS: frozenset[str] = frozenset({"child", "guardian", "minor", "孩子", "监护人", "未成年人"})

WORK: frozenset[Status] = frozenset({Status.IN_PROGRESS, Status.COMPLETED})
"""Where a request is carried out."""


@dataclass(frozen=True)
class TypeRule:
    """Deadlines and proof of one request type."""

    level: Level
    target_working_days: int
    working_days: int = LEGAL_WORKING_DAYS
    stop_working_days: int | None = None


TYPE_RULES: Mapping[RequestType, TypeRule] = MappingProxyType(
    {
        RequestType.ACCESS: TypeRule(Level.L1, 5),
        RequestType.CORRECTION: TypeRule(Level.L2, 5),
        RequestType.DELETION: TypeRule(Level.L2, 10),
        RequestType.CONSENT_WITHDRAWAL: TypeRule(Level.L0, 1, stop_working_days=1),
        RequestType.ACCOUNT_CLOSURE: TypeRule(Level.L2, 7),
        RequestType.COPY: TypeRule(Level.L2, 10),
        RequestType.AUTOMATED_DECISION: TypeRule(Level.L0, 10),
        RequestType.COMPLAINT: TypeRule(Level.L0, 5),
    }
)


def for_self(relationship: str | None) -> bool:
    """Whether the request is about the person who asks; all others need a person's check (L3)."""
    return (relationship or "").strip() in SELF_RELATIONSHIPS


def needs_code(request_type: RequestType) -> bool:
    """Whether this type waits for a code to the person's own phone or mailbox."""
    return TYPE_RULES[request_type].level in {Level.L2, Level.L3}


def lacks_account(request_type: RequestType, match: str | None, level: str) -> bool:
    """Whether a person must check who asks first: the request is about an account, and the contact belongs to none.
    Nothing of this is visible to the user, who might be trying out whose contact is registered."""
    about_account = TYPE_RULES[request_type].level is not Level.L0
    return about_account and match == AccountMatch.NOT_FOUND and level != Level.L3


def first_status(request_type: RequestType, relationship: str | None, verified: bool) -> Status:
    """Where a new ticket starts."""
    if not for_self(relationship):
        return Status.IDENTITY_UNVERIFIED
    if needs_code(request_type) and not verified:
        return Status.IDENTITY_UNVERIFIED
    return Status.SUBMITTED


def is_minor(relationship: str | None) -> bool:
    """Whether a guardian asks for a child: clause 6 promises 尽快/及时."""
    return (relationship or "").strip() in MINOR_RELATIONSHIPS
