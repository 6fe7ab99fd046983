"""All checks, in the order in which an editor is told of them."""

from collections.abc import Callable, Iterable
from typing import Final

from tests.data.checks import answers, evaluation, files, lookups, payloads, privacy, rules, ways, wording
from tests.data.findings import Finding
from tests.data.material import Material

Check = Callable[[Material], Iterable[Finding]]

CHECKS: Final[tuple[Check, ...]] = (
    files.readable,
    files.no_key_twice,
    files.no_response_twice,
    files.messages_load,
    answers.shape,
    answers.questions,
    answers.quotes,
    answers.every_clause_cited,
    answers.neighbours,
    answers.enough_ways,
    wording.forbidden,
    wording.no_empty_lines,
    wording.no_braces_in_answers,
    payloads.payloads,
    ways.lines_are_items,
    ways.every_label_answered,
    ways.no_sentence_twice,
    ways.few_near_copies,
    ways.no_paths_nor_commands,
    privacy.invented_people,
    lookups.concepts,
    lookups.words,
    rules.every_intent_has_a_rule,
    evaluation.nothing_held_out_is_trained_on,
)
