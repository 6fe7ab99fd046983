"""From a message to moves: the order in which a message is tried against what it could mean."""

from typing import Final, Iterator

from actions.forms.asides import is_aside, otherwise
from actions.forms.draft import Draft
from actions.forms.flows import CODE, CONFIRM, CONSENT, FREE_TEXT, REQUEST_TYPE
from actions.forms.heard import Heard
from actions.forms.moves import Agree, Answer, Doubt, Explain, Fill, Guess, Keep, Move, Offer, Remark, TryCode, Unusable
from actions.forms.pressing import pressed
from actions.forms.slots import UnusableValue, read_slot, volunteered
from actions.forms.steering import decision
from actions.values.name_guess import possible_name
from actions.values.scope import EVERYTHING, is_everything, is_marketing
from actions.values.yesno import read_yes_no

_QUESTION: Final = 0.45  # a question in between is answered from this confidence on
_QUESTION_OR_VALUE: Final = 0.7  # the same where any text would do as a value
_SURE: Final = 0.6
_SHORT: Final = 6

# A value given so often again, and the same is still asked for: it does not help.
_IN_VAIN = 2


def listen(draft: Draft, heard: Heard) -> list[Move]:
    """The moves that a message makes, in the order in which they are carried out."""
    if heard.payload:
        return [pressed(draft, heard.payload)]
    moves = _moves(draft, heard)
    if draft.repeats and all(isinstance(move, (Answer, Remark, Explain, Doubt, Guess)) for move in moves):
        return [_insisted(draft, heard)]
    if draft.repeats >= _IN_VAIN and draft.asked != CODE and all(isinstance(move, Fill) for move in moves):
        return [Unusable("unclear")]
    return moves


def _moves(draft: Draft, heard: Heard) -> list[Move]:
    decided = decision(draft, heard)
    if decided:
        return [decided, *_besides(draft, decided, heard)]
    given = _given_early(draft, heard) if draft.asked == CONSENT else _values(draft, heard)
    asked = heard.questions(_QUESTION_OR_VALUE if draft.asked in FREE_TEXT else _QUESTION)
    if draft.asked == "request_scope" and is_everything(heard.text) and isinstance(given, Fill):
        return [given]
    if asked and not (draft.asked in FREE_TEXT and isinstance(given, Fill) and not heard.best.question):
        kept = [given] if isinstance(given, (Fill, Keep, TryCode)) and draft.asked not in FREE_TEXT else []
        return [*kept, Answer(asked)]
    return [given or otherwise(draft, heard)]


def _given_early(draft: Draft, heard: Heard) -> Move | None:
    """我叫王伟，138…: said at the notice, and not asked for again once it is agreed to."""
    values = volunteered(heard.text, draft, again=True)
    return Keep(values) if values else None


def _besides(draft: Draft, decided: Move, heard: Heard) -> Iterator[Move]:
    """What else is in a message that answers yes, or puts a value right."""
    if isinstance(decided, Agree):
        values = volunteered(heard.text, draft)
        if values:
            yield Fill(values)
    questions = heard.questions(_SURE)
    if isinstance(decided, (Agree, Fill)) and questions and len(heard.parts) > 1:
        yield Answer(questions)


def _insisted(draft: Draft, heard: Heard) -> Move:
    """The same once more to the same question: not what it was taken for."""
    if draft.asked == "name":
        name = possible_name(heard.text)
        return Fill({"name": name}) if name else Unusable("unclear")
    if draft.asked not in FREE_TEXT:
        return Unusable("unclear")
    try:
        values = read_slot(draft.asked, heard.text, draft)
    except UnusableValue as problem:
        return Unusable(problem.reason)
    return Fill(values) if values else Unusable("unclear")


def _values(draft: Draft, heard: Heard) -> Move | None:
    """What the message gives of the asked slot, and of others that it names unasked."""
    if draft.asked is None or draft.asked in (CODE, CONFIRM, CONSENT, REQUEST_TYPE) or is_aside(draft, heard):
        return None
    if draft.asked in FREE_TEXT and len(heard.text) <= _SHORT and read_yes_no(heard.text) is not None:
        return Unusable("unclear")  # 对 is no scope and no address
    try:
        found = read_slot(draft.asked, heard.text, draft)
    except UnusableValue as problem:
        return Unusable(problem.reason)
    extra = volunteered(heard.text, draft) if draft.asked not in FREE_TEXT else {}
    values = {**extra, **(found or {})}
    if _is_about_marketing(draft, values):
        return Offer("consent_withdrawal", values)
    return Fill(values) if values else None


def _is_about_marketing(draft: Draft, values: dict[str, str]) -> bool:
    """Advertising is ended by taking the consent back (clause 5.4); nothing has to be deleted for it."""
    scope = values.get("request_scope", EVERYTHING)
    return draft.type == "deletion" and draft.offer is None and scope != EVERYTHING and is_marketing(scope)
