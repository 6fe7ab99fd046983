"""Receipt numbers in any spelling: PD-2026-…, pd 2026 …, with blanks, dashes or nothing between the groups."""

import re
from typing import Final

from actions.values.text import flat

_GAP: Final = r"[\s\-‐-―−_.,，。、/]*"
_NUMBER: Final = re.compile(rf"(?<![a-z])p{_GAP}d{_GAP}(?:[0-9]{_GAP}){{4}}(?:[0-9a-z]{_GAP}){{3,16}}", re.IGNORECASE)
_MARKS: Final = re.compile(r"[^0-9A-Z]")
_GROUP: Final = 4


def find_number(text: str) -> str | None:
    """The first number, written with dashes; whether there is such a ticket only the api can tell."""
    found = _NUMBER.search(flat(text))
    if found is None:
        return None
    plain = _MARKS.sub("", found.group().upper())
    year, body = plain[2:6], plain[6:]
    return "-".join(["PD", year, *(body[at : at + _GROUP] for at in range(0, len(body), _GROUP))])


def same_number(one: str, other: str) -> bool:
    """Whether two spellings are one number."""
    return _MARKS.sub("", one.upper()) == _MARKS.sub("", other.upper())
