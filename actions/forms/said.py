"""Moves that change nothing but what is said, and what is said when an answer could not be used."""

from dataclasses import dataclass, replace

from actions.forms import moves as m
from actions.forms.draft import Draft
from actions.forms.flows import CODE, CONFIRM, CONSENT
from actions.forms.replies import Reply, ask, form_reply, masked, which_to_change

_WAY_OUT_AFTER = 3  # then a person and the mailbox are offered; once more, and a person is called


@dataclass(frozen=True)
class Turn:
    """What a turn leaves behind: the draft, or None when the request has ended, and what is said."""

    draft: Draft | None
    replies: tuple[Reply, ...]


def stuck(draft: Draft) -> Turn:
    """What is left when the api refuses what the form asks of it: a person, with all that was said."""
    return Turn(draft, (form_reply("utter_request/way_out", draft, draft.asked or draft.missing),))


def consequences(draft: Draft) -> tuple[Reply, ...]:
    """What the request brings with it, told once (clauses 5.3, 5.4, 5.5)."""
    if draft.warned or draft.type not in ("deletion", "consent_withdrawal", "account_closure"):
        return ()
    return (Reply(f"utter_request/consequence_{draft.type}"),)


def answers(ids: tuple[str, ...]) -> tuple[Reply, ...]:
    return tuple(Reply(f"utter_faq/{answer}") for answer in ids)


def said(draft: Draft, move: m.Move) -> Turn:
    """Moves that change nothing but what is said."""
    if isinstance(move, m.Answer):
        return Turn(draft, (*answers(move.answers), again(draft)))
    if isinstance(move, m.Keep):
        kept = draft.with_values(move.values)
        return Turn(kept, (again(kept),))
    if isinstance(move, m.Remark):
        return Turn(draft, (Reply(move.response), again(draft)))
    if isinstance(move, m.AskCancel) and draft.type is None:
        return Turn(None, (Reply("utter_request/cancelled"),))
    if isinstance(move, m.AskCancel):
        return Turn(replace(draft, cancelling=True), (form_reply("utter_request/ask_cancel", draft, CONFIRM),))
    if isinstance(move, m.Cancel):
        return Turn(None, (Reply("utter_request/cancelled"),))
    if isinstance(move, m.Refuse):
        return Turn(None, (Reply("utter_request/refused"),))
    if isinstance(move, m.HandOff):
        return Turn(draft.given_up(), (Reply("utter_request/handoff"),))
    if isinstance(move, m.Offer):
        offered = replace(draft.with_values(move.values), offer=move.type)
        return Turn(offered, (form_reply(f"utter_request/offer_{move.type}", offered, draft.asked),))
    if isinstance(move, m.Guess):
        asked_back = form_reply("utter_request/guess_name", draft, draft.asked, name=move.name)
        return Turn(replace(draft, guess=move.name), (asked_back,))
    if isinstance(move, m.Doubt):
        return Turn(replace(draft, doubted=True), (which_to_change(draft),))
    if isinstance(move, m.Explain):
        return Turn(draft, (form_reply(f"utter_request/why_{draft.asked}", draft, draft.asked), again(draft)))
    return _unusable(draft, move.reason if isinstance(move, m.Unusable) else "unclear")


def again(draft: Draft) -> Reply:
    """The same question once more."""
    if draft.cancelling:
        return form_reply("utter_request/ask_cancel", draft, CONFIRM)
    if draft.offer:
        return form_reply(f"utter_request/offer_{draft.offer}", draft, draft.asked)
    if draft.asks_for_whom:
        return ask(draft)
    if draft.asked == CONSENT:
        return form_reply("utter_request/ask_consent_again", draft, CONSENT)
    return ask(draft)


def _unusable(draft: Draft, reason: str) -> Turn:
    slot = draft.asked or draft.missing
    tried = draft.tried(slot)
    if tried.tries[slot] > _WAY_OUT_AFTER:
        return Turn(tried.given_up(), (Reply("utter_request/given_up"),))
    if tried.tries[slot] == _WAY_OUT_AFTER:
        return Turn(tried, (form_reply("utter_request/way_out", tried, slot), ask(tried)))
    if draft.asks_for_whom or (slot == CODE and not draft.code_is_out):
        return Turn(tried, (ask(tried),))
    response = f"utter_request/unusable_{reason}"
    if reason in ("unclear", "forgot"):
        response = f"utter_request/unclear_{slot}"
    return Turn(tried, (form_reply(response, tried, slot, target=masked(draft.contact or "")),))
