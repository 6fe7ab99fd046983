"""The other people that a request may be for: their kinds, and the words by which relatives are called."""

from functools import cache
from typing import Final, Literal

from actions.values.lexicon import words

Kind = Literal["child", "parent", "spouse", "employee", "deceased", "client", "company", "other", "minor"]
KIN: Final[tuple[Kind, ...]] = ("child", "parent", "spouse", "employee", "other")


@cache
def everyone() -> frozenset[str]:
    """Every word for a relative or a colleague."""
    return frozenset(word for kind in KIN for word in words("relationships", kind))


def kind_of(word: str) -> Kind:
    """The kind of a relative."""
    return next((kind for kind in KIN if word in words("relationships", kind)), "other")
