"""Finds clauses by words, for staff who quote the policy. Small enough to look through all of it each time."""

from collections.abc import Iterator

from api.policy.domain import WHITESPACE, PolicyText, Quotation

ENOUGH = 0.6
"""Share of the query's character pairs that a paragraph must hold."""


def search(policy: PolicyText, words: str, most: int) -> list[Quotation]:
    """The paragraphs that hold most of `words`, the best first."""
    wanted = _pairs(words)
    if not wanted:
        return []
    scored = [(_score(wanted, found), found) for found in _paragraphs(policy)]
    best = sorted((each for each in scored if each[0] >= ENOUGH), key=lambda each: -each[0])
    return [found for _, found in best[:most]]


def _paragraphs(policy: PolicyText) -> Iterator[Quotation]:
    for clause in policy.clauses.values():
        for paragraph in clause.paragraphs:
            name = f"{clause.id}.{paragraph.item}" if paragraph.item else clause.id
            words = policy.words(paragraph)
            yield Quotation(name, clause.heading, words, f"/policy/{policy.version}#{name}")


def _pairs(text: str) -> set[str]:
    letters = WHITESPACE.sub("", text)
    return {letters[at : at + 2] for at in range(len(letters) - 1)} or ({letters} if letters else set())


def _score(wanted: set[str], found: Quotation) -> float:
    letters = WHITESPACE.sub("", found.heading + found.words)
    return sum(pair in letters for pair in wanted) / len(wanted) + (0.1 if found.clause.count(".") > 1 else 0)
