"""A confirmed draft as the api takes it, and what is said of the ticket."""

from actions.backend import Ticket, TicketDraft
from actions.forms.draft import Draft
from actions.forms.flows import MINOR
from actions.forms.replies import Reply

_WHO = ("name", "phone", "email", "account")
_UNPROVED = "identity_unverified"


def ticket_of(draft: Draft, conversation_id: str, notice_version: str) -> TicketDraft:
    """The body of the filing; a value that belongs to another type's flow is not taken along."""
    details = {slot: value for slot, value in draft.values.items() if slot in draft.flow and slot not in _WHO}
    if draft.about:
        details["about_ticket"] = draft.about
    return TicketDraft(
        type=draft.type or "",
        conversation_id=conversation_id,
        requester={**{slot: draft.values.get(slot) for slot in _WHO}, "relationship": draft.relationship},
        details=details,
        consent={"notice_version": notice_version, "agreed_at": draft.agreed_at or ""},
        verification_id=draft.proof,
    )


def receipt(draft: Draft, ticket: Ticket) -> Reply:
    """Number and date; whether staff must first find out who asks."""
    parameters = {"number": ticket.number, "due_on": ticket.due_on}
    return Reply(_response(draft, ticket), parameters, {"kind": "receipt", "ticket": ticket.card()})


def _response(draft: Draft, ticket: Ticket) -> str:
    if ticket.merged:
        return "utter_request/receipt_merged"
    if draft.relationship == MINOR:
        return "utter_request/receipt_minor"
    if draft.relationship:
        return "utter_request/receipt_for_other"
    if draft.corrects_contact or draft.has_new_contact_only:
        return "utter_request/receipt_contact"
    proved = draft.proof is not None and ticket.status != _UNPROVED
    return "utter_request/receipt_verified" if proved else "utter_request/receipt"
