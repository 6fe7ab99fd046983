"""Confirmed forms with invented people."""

from datetime import UTC, datetime
from typing import Any

from api.identity.contacts import contact_of
from api.tickets.domain import RequestType
from api.tickets.filing import Filed
from api.tickets.requests import NewTicket, Requester
from tests.support.parts import Parts

PHONE, PHONE_E164 = "13800138000", "+8613800138000"
MAIL = "zhang.san@example.com"


def new_ticket(conversation_id: str, **changes: Any) -> NewTicket:
    """A deletion request of 张三 (invented)."""
    who = {"name": "张三", "phone": PHONE} | changes.pop("requester", {})
    fields: dict[str, Any] = {
        "type": RequestType.DELETION,
        "conversation_id": conversation_id,
        "requester": Requester(**who),
        "notice_version": "2026-11-22",
        "agreed_at": datetime(2026, 11, 23, 8, 59, tzinfo=UTC),
        "details": {"deletion_reason": "4", "request_scope": "全部"},
    }
    return NewTicket(**fields | changes)


def prove(parts: Parts, conversation_id: str, address: str = PHONE_E164, purpose: str = "deletion") -> str:
    """The id of a verification that has succeeded, for a request of this type."""
    contact = contact_of(None, address) if "@" in address else contact_of(address, None)
    assert contact is not None
    parts.clock.advance(seconds=61)
    with parts.writing() as session:
        started = parts.verifications.start(session, conversation_id=conversation_id, purpose=purpose, contact=contact)
    parts.worker.run_due()
    with parts.writing() as session:
        checked = parts.verifications.check(session, started.id, parts.letters.last_code(contact.address))
    assert checked.result == "verified"
    return started.id


def file(parts: Parts, conversation_id: str, key: str = "key-1", **changes: Any) -> Filed:
    """File a form."""
    with parts.writing() as session:
        return parts.tickets.filing.file(session, key, new_ticket(conversation_id, **changes))


def file_proved(parts: Parts, conversation_id: str | None = None, key: str = "key-1", **changes: Any) -> Filed:
    """File a form whose phone was proved by a code."""
    where = conversation_id or parts.conversation()
    purpose = changes.get("type", RequestType.DELETION)
    return file(parts, where, key, verification_id=prove(parts, where, purpose=purpose), **changes)
