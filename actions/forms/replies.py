"""What is to be said: names of responses in data/, their parameters, and the fields that go with them."""

import math
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Mapping

from actions.backend import TooMany
from actions.forms.draft import Draft
from actions.forms.flows import CODE, CONFIRM, MINOR, RELATIONSHIP, REQUEST_TYPE, input_of
from actions.words import load_words


@dataclass(frozen=True)
class Reply:
    """One message; `response` stands in data/answers, `custom` is the envelope of docs/architecture.md."""

    response: str
    parameters: Mapping[str, str] = field(default_factory=dict)
    custom: Mapping[str, Any] | None = None


def form_reply(response: str, draft: Draft, slot: str | None, **parameters: str) -> Reply:
    """A step of a guided request; `slot` is what the user is expected to answer."""
    expects = {"slot": slot, "input": input_of(slot), "choices": []} if slot else None
    request = {"type": draft.type, "step": draft.step, "of": len(draft.flow)} if draft.type else None
    return Reply(response, parameters, {"kind": "form", "expects": expects, "request": request})


def ask(draft: Draft) -> Reply:
    """Asks for the slot that the draft is at."""
    slot = draft.asked or draft.missing
    if draft.asks_for_whom:
        return form_reply("utter_request/ask_for_whom", draft, RELATIONSHIP)
    if slot == REQUEST_TYPE:
        return form_reply("utter_request/ask_request_type", draft, slot)
    if slot == CONFIRM:
        return form_reply(f"utter_request/summary_{draft.type}", draft, slot, **summary(draft))
    if slot == "request_scope":
        return form_reply(f"utter_request/ask_request_scope_{draft.type}", draft, slot)
    if slot in ("phone", "email") and slot in draft.new_contact:
        return form_reply(f"utter_request/ask_{slot}_on_file", draft, slot)
    if slot == CODE and not draft.code_is_out:
        return form_reply("utter_request/ask_code_unsent", draft, slot)
    if slot == CODE and draft.code:
        return form_reply("utter_request/ask_code", draft, slot, target=masked(draft.code.target))
    return form_reply(f"utter_request/ask_{slot}", draft, slot)


def which_to_change(draft: Draft) -> Reply:
    """Asks which of the values is wrong, each with a button."""
    titles = load_words().slots
    choices = [{"title": titles[slot], "payload": f"choose:change={slot}"} for slot in draft.values if slot in titles]
    asked = form_reply("utter_request/ask_change", draft, CONFIRM)
    return Reply(asked.response, asked.parameters, {**(asked.custom or {}), "choices": choices})


def code_still_holds(draft: Draft, resend_after: str, now: datetime) -> Reply:
    """The code of a moment ago is the one to type; a new one can be had at `resend_after` (RFC 3339)."""
    wait = math.ceil((datetime.fromisoformat(resend_after.replace("Z", "+00:00")) - now).total_seconds())
    target = masked(draft.code.target if draft.code else "")
    return form_reply("utter_request/code_still_holds", draft, CODE, target=target, seconds=str(max(1, wait)))


def code_limit(draft: Draft, limit: TooMany) -> Reply:
    """No code can be sent now: why, and how long that lasts."""
    return form_reply(f"utter_request/{limit_name(limit)}", draft, CODE, wait=load_words().wait(limit.retry_after))


def limit_name(limit: TooMany) -> str:
    """The name of the response, among those of a request and of an errand alike."""
    return {"code-too-soon": "code_too_soon", "verification-locked": "code_locked_until"}.get(limit.kind, "code_limit")


def summary(draft: Draft) -> dict[str, str]:
    """The parameters of a summary."""
    words = load_words()
    reason = words.reason(draft.values.get("deletion_reason"))
    shown = {**draft.values, "contact": draft.contact or "", "deletion_reason_words": reason, "beside": _beside(draft)}
    return {**shown, "correct_value": draft.values.get("correct_value", words.left_to_staff)}


def _beside(draft: Draft) -> str:
    """What only some requests have: for whom, a second contact, the ticket that a complaint is about."""
    words, values = load_words(), draft.values
    notes = []
    if draft.relationship:
        kind = MINOR if draft.relationship == MINOR else RELATIONSHIP
        notes.append(words.beside(kind, values.get("relationship", "")))
    if "phone" in values and "email" in values:
        other = "phone" if draft.by_mail else "email"
        notes.append(words.beside(other, values[other]))
    if draft.about:
        notes.append(words.beside("about", draft.about))
    return words.beside("all", words.between.join(notes)) if notes else ""


def masked(contact: str) -> str:
    """A phone or mailbox of which the middle is hidden."""
    if "@" in contact:
        name, _, domain = contact.partition("@")
        return f"{name[:2]}***@{domain}"
    return f"{contact[:3]}****{contact[-4:]}"
