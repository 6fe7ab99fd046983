"""What people type, before it goes anywhere."""

import unicodedata

# Format characters (zero-width space, joiners, direction marks), controls, spaces.
_INVISIBLE = ("C", "Z")


def is_readable(text: str) -> bool:
    """True if anything in it can be seen."""
    return any(unicodedata.category(char)[0] not in _INVISIBLE for char in text)


def without_command(text: str) -> str:
    """The text without leading blanks and slashes. Rasa executes `/intent{…}` (RasaHQ/rasa#5075), and a full-width
    slash becomes a plain one when the text is normalised."""
    start = 0
    while start < len(text) and _is_slash_or_blank(text[start]):
        start += 1
    return text[start:].rstrip()


def _is_slash_or_blank(char: str) -> bool:
    return unicodedata.normalize("NFKC", char).strip() in ("", "/") or not is_readable(char)
