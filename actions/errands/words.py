"""The replies of an errand: names of responses in data/answers/13_afterwards.yml and their parameters."""

from typing import Sequence

from actions.backend import Ticket, TooMany
from actions.forms.replies import Reply, limit_name
from actions.words import load_words

_INPUTS = {"contact": "tel", "code": "code", "confirm": "confirm"}
_SLOTS = {"contact": "contact", "code": "code", "details": "details", "confirm": "confirm"}


def said(name: str, slot: str | None = None, **parameters: str) -> Reply:
    """A step of an errand; `slot` is what the user is expected to answer."""
    known = _SLOTS.get(slot or "")
    expects = {"slot": known, "input": _INPUTS.get(slot or "", "text"), "choices": []} if known else None
    return Reply(f"utter_errand/{name}", parameters, {"kind": "form", "expects": expects})


def told(name: str, **parameters: str) -> Reply:
    """The end of an errand, in the words and with the buttons of the response."""
    return Reply(f"utter_errand/{name}", parameters)


def standing(ticket: Ticket) -> Reply:
    """How one ticket stands."""
    name = "stands_done" if ticket.outcome else "stands_closed" if ticket.closed else "stands_open"
    return Reply(f"utter_errand/{name}", parameters(ticket), {"kind": "status", "ticket": ticket.card()})


def which(tickets: Sequence[Ticket], kind: str) -> Reply:
    """Asks which of several tickets is meant, each with a button."""
    title = load_words().which
    choices = [{"title": title.format(**parameters(one)), "payload": f"choose:ticket={one.number}"} for one in tickets]
    asked = said(f"which_{kind}")
    return Reply(asked.response, asked.parameters, {**(asked.custom or {}), "choices": choices})


def confirm(ticket: Ticket) -> Reply:
    """Asks whether a request is to be taken back."""
    return said("confirm_withdraw", "confirm", **parameters(ticket))


def limited(limit: TooMany) -> Reply:
    """No code can be sent now: how long that lasts."""
    return said(limit_name(limit), "code", wait=load_words().wait(limit.retry_after))


def parameters(ticket: Ticket) -> dict[str, str]:
    """What the words may name of a ticket."""
    words = load_words()
    return {
        "number": ticket.number,
        "type": words.types.get(ticket.type, ticket.type),
        "status": words.statuses.get(ticket.status, ticket.status),
        "due_on": ticket.due_on,
        "outcome": words.outcomes.get(ticket.outcome or "", ""),
        "told": f"\n{ticket.text}" if ticket.text else "",
    }
