"""Corrections of the phone or mailbox itself, when the one on file does not work any more.

A code to the new one proves nothing of the account. So none is sent, and a person checks who asks before anything is
changed (level L3); the user leaves with a receipt all the same.
"""

from actions.forms.draft import Draft
from actions.forms.heard import Heard
from actions.forms.replies import Reply
from actions.values.unreachable import is_unreachable


def says_unreachable(heard: Heard) -> bool:
    """Whether a message tells that the contact on file is dead."""
    return heard.payload is None and is_unreachable(heard.text)


def reached_by_new(draft: Draft) -> Draft:
    """The new contact in the place of one on file that is dead; nothing changes while another one is known."""
    if not draft.unreachable or draft.contact or draft.missing not in ("phone", "email"):
        return draft
    return draft.with_values(draft.new_contact)


def new_contact_noted(draft: Draft, before: Draft) -> tuple[Reply, ...]:
    """Said once, when the new contact becomes the only one."""
    told = before.asked == "confirm" or (before.has_new_contact_only and before.asked == draft.missing)
    if not draft.has_new_contact_only or draft.missing != "confirm" or told:
        return ()
    return (Reply("utter_request/new_contact_checked"),)
