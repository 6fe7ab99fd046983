"""For whom a request is: a request for somebody else is never filed as the person's own.

What leaves no doubt is taken (「帮我妈注销」); what may be meant either way (「张三的账号」) is asked back once.
"""

import re
from dataclasses import replace
from typing import Final

from actions.forms.draft import Draft
from actions.forms.flows import FREE_TEXT, MINOR, PERSONAL, RELATIONSHIP
from actions.forms.heard import Heard
from actions.forms.replies import Reply
from actions.forms.said import Turn
from actions.values.belonging import may_be_anothers, named_person
from actions.values.minor import says_under_age
from actions.values.name import find_name
from actions.values.relationship import find_relationship, is_for_oneself
from actions.values.represented import find_represented

# Slots whose answers speak of other people without being about them: a new value, a recipient, the answer for whom.
_OF_OTHERS: Final = frozenset({"correct_value", "delivery_target", RELATIONSHIP})
_STORIES: Final = frozenset({"details", "correct_value", RELATIONSHIP})  # 「我十岁」 may be a value, or long ago
# In a story other people occur; who acts for them says so.
_ACTS_FOR: Final = re.compile(r"(?:我|俺|本人)?(?:是?来|是|想|要|在)?(?:替|代|代表|帮|受)(?:我|他|她|ta|佢)")


def told_for_whom(draft: Draft, heard: Heard) -> Draft:
    """The draft with the other person, where one is told of."""
    if draft.relationship is not None or heard.payload or not _is_heard(draft, heard):
        return draft
    under_age = says_under_age(heard.text) if draft.asked not in _STORIES else None
    if under_age:
        return replace(draft, relationship=MINOR, for_whom=None).with_values({RELATIONSHIP: under_age})
    relation = find_relationship(heard.text)
    if relation is None or (draft.asked in FREE_TEXT and not _is_plain(draft, heard.text)):
        return draft
    named = find_represented(heard.text)
    told = replace(draft, relationship=relation.kind, for_whom=None)
    return told.with_values({RELATIONSHIP: named} if named else {})


def doubts_for_whom(draft: Draft, heard: Heard) -> bool:
    """Whether it is to be asked back for whom this is."""
    settled = draft.relationship is not None or draft.for_whom is not None
    if settled or heard.payload or draft.asked in PERSONAL or not _is_heard(draft, heard):
        return False
    if draft.asked in FREE_TEXT and find_relationship(heard.text) is not None:
        return True
    if draft.asked == "details" or not may_be_anothers(heard.text):
        return False
    named = named_person(heard.text)
    return named is None or named not in (draft.values.get("name"), find_name(heard.text, asked=False))


def to_a_person(draft: Draft, before: Draft) -> Turn | None:
    """Somebody under age is not asked for anything in a chat (clause 6): a person goes on, with the guardian."""
    if draft.relationship != MINOR or before.relationship == MINOR:
        return None
    return Turn(replace(draft, asked=draft.missing).given_up(), (Reply("utter_request/minor"),))


def acts_for_another(text: str) -> bool:
    """替他办的."""
    return bool(_ACTS_FOR.search(text)) and not is_for_oneself(text)


def _is_heard(draft: Draft, heard: Heard) -> bool:
    """Questions in between are about the policy; the opening may well be put as a question."""
    return draft.asked is None or (draft.asked not in _OF_OTHERS and not heard.best.question)


def _is_plain(draft: Draft, text: str) -> bool:
    return bool(_ACTS_FOR.search(text)) or draft.asked not in ("details", "request_scope", "wrong_field")
