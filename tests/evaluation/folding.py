"""Texts and contacts in the one form in which they are compared."""

import re
import unicodedata
from typing import Final

from opencc import OpenCC

_SIMPLIFIED: Final = OpenCC("t2s")
_EDGES: Final = ",.;:!?，。；：！？、“”\"'「」"
_NUMERALS: Final = str.maketrans("零〇幺一二两三四五六七八九", "0011223456789")
_NOT_DIGITS: Final = re.compile(r"\D+")
_MOBILE: Final = re.compile(r"1\d{10}")
_SPACED_MOBILE: Final = re.compile(r"1(?:[\s()\-–—.·]*\d){10}")
_MAILBOX: Final = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)
_CHINA: Final = "86"


def fold(text: str) -> str:
    """Case and white space apart, Traditional as Simplified (eval/README.md)."""
    return "".join(_SIMPLIFIED.convert(text).lower().split())


def fold_value(text: str) -> str:
    """A filed value: as `fold`, full-width characters as half-width, punctuation around it aside."""
    return fold(unicodedata.normalize("NFKC", text)).strip(_EDGES)


def fold_contact(text: str) -> str:
    """A mailbox in lower case, or the digits of a number without China's prefix."""
    if "@" in text:
        return fold_value(text)
    digits = _NOT_DIGITS.sub("", unicodedata.normalize("NFKC", text).translate(_NUMERALS))
    national = digits.removeprefix(_CHINA)
    return national if _MOBILE.fullmatch(national) else digits


def contacts_in(text: str) -> set[str]:
    """The mobile numbers and mailboxes that a text names, numerals of any kind."""
    plain = unicodedata.normalize("NFKC", text)
    numbers = _SPACED_MOBILE.findall(_MAILBOX.sub("", plain).translate(_NUMERALS))
    return {*(found.lower() for found in _MAILBOX.findall(plain)), *(_NOT_DIGITS.sub("", found) for found in numbers)}
