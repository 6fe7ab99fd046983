"""Sentences in the one form in which they count as the same."""

import unicodedata
from functools import cache

from opencc import OpenCC

_SIMPLIFIED = OpenCC("t2s")


@cache
def fold(text: str) -> str:
    """Width, case, spaces, punctuation and Traditional characters aside; a text of signs only stays as it is."""
    plain = unicodedata.normalize("NFKC", text)
    letters = "".join(mark for mark in plain if mark.isalnum())
    return _SIMPLIFIED.convert(letters).lower() or plain.strip()
