"""What a quick reply means to the request that is under way."""

from actions.forms.draft import Draft
from actions.forms.flows import CONSENT, REQUEST_TYPE, REQUEST_TYPES
from actions.forms.moves import (
    Agree,
    Answer,
    AskCancel,
    Cancel,
    Change,
    Confirm,
    Doubt,
    Fill,
    ForAnother,
    ForOneself,
    HandOff,
    Move,
    Refuse,
    Resend,
    Resume,
    Stale,
    Stay,
    Switch,
    Unusable,
)
from actions.words import load_words

_NEW = "new"  # choose:phone=new: the one that is to be put in


def pressed(draft: Draft, payload: str) -> Move:
    """Says exactly what is meant; a button of another request, or of a step that is over, changes nothing."""
    verb, _, value = payload.partition(":")
    if verb == "choose":
        slot, _, choice = value.partition("=")
        return _chosen(draft, slot, choice)
    if verb == "request" and value in REQUEST_TYPES:
        return Switch(value)
    if verb == "ask":
        return Answer((value,))
    return _done(draft).get(value, Unusable("unclear"))


def _done(draft: Draft) -> dict[str, Move]:
    if draft.guess:
        return {**_steps(draft), "confirm": Fill({"name": draft.guess}), "change": Unusable("unclear")}
    if draft.asks_for_whom:
        return {**_steps(draft), "change": ForAnother()}
    return _steps(draft)


def _steps(draft: Draft) -> dict[str, Move]:
    return {
        "cancel": Cancel() if draft.cancelling else AskCancel(),
        "confirm": Confirm(),
        "change": Doubt(),
        "resume": Stay() if draft.offer else Resume(),
        "handoff": HandOff(),
        "resend_code": Resend(),
        "for_myself": ForOneself(),
    }


def _chosen(draft: Draft, slot: str, choice: str) -> Move:
    if slot == REQUEST_TYPE:
        return Switch(choice) if choice in REQUEST_TYPES and choice != draft.type else Stale()
    if slot == CONSENT:
        return _consented(draft, choice)
    if slot == "change":
        return Change(choice) if choice in draft.values else Stale()
    if choice == _NEW and draft.asked == slot and draft.new_contact:
        return Fill(draft.new_contact)
    fits = slot in draft.flow and (slot == draft.asked or slot in draft.values) and _is_choice(slot, choice)
    return Fill({slot: choice}) if fits else Stale()


def _consented(draft: Draft, choice: str) -> Move:
    if draft.asked != CONSENT:
        return Stale()
    return Agree() if choice == "yes" else Refuse()


def _is_choice(slot: str, choice: str) -> bool:
    """Whether a choice is still one of those that the slot has."""
    return bool(choice) and (slot != "deletion_reason" or choice in load_words().reasons)
