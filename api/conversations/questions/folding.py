"""The form in which two messages are compared: what differs by keyboard or script alone becomes the same."""

import re
import unicodedata

from opencc import OpenCC

LONGEST = 200
"""Characters that are compared; a story of a page is told apart by its beginning."""
_TO_SIMPLIFIED = OpenCC("t2s")
_NUMBER = re.compile(r"\d+")
_REPEATED = re.compile(r"(.)\1{2,}")


def fold(text: str) -> str:
    """Simplified, half-width, lower case; letters and digits only; every number is the same number."""
    plain = unicodedata.normalize("NFKC", text[: 2 * LONGEST]).casefold()
    letters = "".join(char for char in _TO_SIMPLIFIED.convert(plain) if char.isalnum())
    return _REPEATED.sub(r"\1", _NUMBER.sub("0", letters))[:LONGEST]
