"""The six digits of a verification code, however they are written."""

import re
from collections.abc import Iterator
from typing import Final

from actions.values.email import email_spans
from actions.values.idcard import id_number_spans
from actions.values.text import SEPARATOR, Group, blank, chains, flat

_LENGTH: Final = 6
_NARROW: Final = re.compile(r"[\s\-‐-―.·_]{0,3}")
_WIDE: Final = re.compile(f"{SEPARATOR}{{0,6}}")


def find_code(text: str) -> str | None:
    """The last six-digit number of the text; never a part of a longer number such as a phone."""
    readable = blank(flat(text), email_spans(text) + id_number_spans(text))
    found = [code for chain in chains(readable, _WIDE) for code in _codes(readable, chain)]
    return found[-1] if found else None


def _codes(text: str, chain: list[Group]) -> Iterator[str]:
    whole = _joined(chain)
    if len(whole) == _LENGTH:
        yield whole
        return
    for part in _split(text, chain, _NARROW):
        if len(_joined(part)) == _LENGTH:
            yield _joined(part)
        elif part[-1].end - part[-1].start == _LENGTH and _is_apart(part):
            yield part[-1].digits


def _is_apart(part: list[Group]) -> bool:
    """Whether the last group stands behind a word in numerals (唯一123456) or behind a whole phone number."""
    rest = _joined(part[:-1])
    return len(rest) == 11 or (len(rest) == 1 and part[-2].end == part[-1].start)


def _split(text: str, chain: list[Group], gap: re.Pattern[str]) -> Iterator[list[Group]]:
    part: list[Group] = []
    for group in chain:
        if part and not gap.fullmatch(text, part[-1].end, group.start):
            yield part
            part = []
        part.append(group)
    yield part


def _joined(groups: list[Group]) -> str:
    return "".join(group.digits for group in groups)
