"""What the sentence that opens a request, or turns to another, says of it besides."""

import re
from dataclasses import replace
from typing import Final

from actions.forms.draft import Draft
from actions.forms.slots import volunteered, with_story
from actions.values.free import clean_free_text
from actions.values.reason import read_deletion_reason
from actions.values.scope import EVERYTHING, is_marketing, says_everything
from actions.values.story import begins_a_story, tells_enough
from actions.values.told_scope import told_scope, told_target
from actions.values.wanted import gives_up

_TURNING: Final = re.compile(r"^(?:算了|那就?|就|还是|其实|我|只要|只想|只|想要|想|要|吧|[,，\s])+")
_CLAUSE: Final = re.compile(r"[^,，。.!！?？;；\n]+")


def telling(draft: Draft, text: str, former: str | None = None) -> Draft:
    """The draft with all that the sentence tells. Where it turns from a `former` type to another, what it says of that
    one takes the place of what was said before."""
    draft = draft.with_values(volunteered(text, draft))
    if draft.type is None:  # told of the type later; what was said until then is not asked for again
        return replace(draft, story=draft.story or clean_free_text(text))
    story = draft.story or (clean_free_text(text) if begins_a_story(text) else "")
    now = replace(draft, story=story)
    values = _told(text, now, former)
    return now.with_values({slot: value for slot, value in values.items() if former or slot not in draft.values})


def telling_all(draft: Draft, before: Draft, text: str) -> Draft:
    """What a sentence tells that gives a request its type, or another: with the opening, if that left the type open."""
    if before.type is not None or not before.story:
        return telling(draft, text, before.type if before.type != draft.type else None)
    story = before.story if begins_a_story(before.story) else ""
    known = telling(replace(draft, story=story), before.story)
    return telling(known, text)


def _without_former(text: str, former: str) -> str:
    """The sentence without what it says of the request that is given up: 不注销了 is no reason for a deletion."""
    clauses = _CLAUSE.findall(text)
    return "，".join(clause for clause in clauses if not gives_up(clause, former)) or text


def _told(text: str, draft: Draft, former: str | None) -> dict[str, str]:
    """The situation of clause 5.3, 「全部」 or the kinds that were named, where a copy goes, the story."""
    values: dict[str, str | None] = {}
    if "deletion_reason" in draft.flow:
        reason = read_deletion_reason(_without_former(text, former) if former else text)
        values["deletion_reason"] = str(reason) if reason else None
    if "request_scope" in draft.flow:
        values["request_scope"] = _scope(text, draft)
    if "delivery_target" in draft.flow:
        values["delivery_target"] = told_target(text)
    if "details" in draft.flow and "details" not in draft.values and tells_enough(text):
        values["details"] = with_story(clean_free_text(text), draft)
    return {slot: value for slot, value in values.items() if value}


def _scope(text: str, draft: Draft) -> str | None:
    """Everything, the advertising that somebody wants no more, or the kinds of information that were named."""
    if says_everything(text):
        return EVERYTHING
    unwanted = [clause for clause in _CLAUSE.findall(text) if is_marketing(clause)]
    if unwanted and draft.type == "consent_withdrawal":
        return _TURNING.sub("", clean_free_text(unwanted[-1]))
    return told_scope(text, draft.type or "")
