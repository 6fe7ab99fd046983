"""Phone numbers in any spelling: 138 0013 8000, ＋８６－138…, 一三八零零…, +852 9123 4567, 0510-8555 1234."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

import phonenumbers

from actions.values.email import email_spans
from actions.values.idcard import id_number_spans
from actions.values.preferred import preferred
from actions.values.text import Group, blank, chains, digits, flat, fold

Kind = Literal["mobile", "landline", "hk", "other", "invalid"]
Reason = Literal["too_short", "too_long", "unknown_prefix"]

_FAR_ENOUGH: Final = 1000
_FILLER: Final = re.compile(
    r"(?<=[0-9])[\s,，、.。…]*(?:嗯+|呃+|额+|啊+|哦+|唔+|那个|然后是?|后面是?|接着是?)[\s,，、.。…]*(?=[0-9])"
)
_DATE: Final = re.compile(r"(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])")
_CHINA_PREFIX: Final = re.compile(r"^(?:00|0)?86(?=[01])")
_MOBILE: Final = re.compile(r"1[0-9]{10}")
_LANDLINE: Final = re.compile(r"0[0-9]{9,11}")
_SERVICE: Final = re.compile(r"[48]00[0-9]{7}")
_HONG_KONG: Final = re.compile(r"(?:00)?852[2-9][0-9]{7}")
_LOCAL_HONG_KONG: Final = re.compile(r"[5-9][0-9]{7}")
_NEAR_HONG_KONG: Final = re.compile(r"香港|港号|hong ?kong|\bhk\b")


@dataclass(frozen=True)
class Phone:
    """A number as it is filed: mainland numbers as bare digits, all others in E.164.

    `invalid` means something only as the answer to the question for a phone; `reason` says what is wrong.
    """

    number: str
    kind: Kind
    text: str
    reason: Reason | None = None


def find_phone(text: str) -> Phone | None:
    """The number that is meant: a valid mainland mobile if there is one, else the last valid number."""
    text = _without_fillers(text[:_FAR_ENOUGH])
    readable = blank(text, email_spans(text) + id_number_spans(text))
    found = [item for chain in chains(readable) for item in _in_chain(readable, chain)]
    mobiles = [item for item in found if item[0].kind == "mobile"]
    valid = [item for item in found if item[0].kind != "invalid"]
    return preferred(text, mobiles) or preferred(text, valid[-1:]) or preferred(text, found[-1:])


def _without_fillers(text: str) -> str:
    """一九九嗯二七零五: what is said between two numerals while somebody thinks is blank; all keeps its place."""
    return blank(text, [filler.span() for filler in _FILLER.finditer(digits(text))], " ")


def _in_chain(text: str, chain: list[Group]) -> Iterator[tuple[Phone, int, int]]:
    first, waste = 0, 0
    while first < len(chain):
        found = _from_group(text, chain, first)
        if found is None:
            first += 1
            continue
        if waste < first:
            yield from _invalid(text, chain[waste:first])
        phone, last = found
        yield phone, chain[first].start, chain[last].end
        first = waste = last + 1
    yield from _invalid(text, chain[waste:])


def _from_group(text: str, chain: list[Group], first: int) -> tuple[Phone, int] | None:
    """The longest number that begins with a group, and its last group; a mobile is complete at once."""
    start = chain[first].start
    plus = flat(text[max(0, start - 4) : start]).rstrip(" (")[-1:] == "+"
    best: tuple[Phone, int] | None = None
    number = ""
    for last in range(first, len(chain)):
        number += chain[last].digits
        if len(number) > 16:
            break
        phone = _read(number, plus, text[start : chain[last].end], text)
        if phone and phone.kind == "mobile":
            return phone, last
        best = (phone, last) if phone else best
    return best


def _read(number: str, plus: bool, spelled: str, text: str) -> Phone | None:
    national = _CHINA_PREFIX.sub("", number)
    abroad = plus and national == number and _is_valid(f"+{number}", None)
    if _MOBILE.fullmatch(national) and not abroad and _is_valid(national, "CN"):
        return Phone(national, "mobile", spelled)
    if _HONG_KONG.fullmatch(number):
        return _abroad(number.removeprefix("00"), "hk", spelled)
    if _LOCAL_HONG_KONG.fullmatch(number) and _NEAR_HONG_KONG.search(fold(text)):
        return _abroad("852" + number, "hk", spelled)
    if plus or number.startswith("00"):
        return _international(number.removeprefix("00"), spelled)
    return _fixed(national, spelled)


def _fixed(national: str, spelled: str) -> Phone | None:
    """A landline with its area code, or a service number (400, 800)."""
    if _LANDLINE.fullmatch(national) and _is_valid(national, "CN"):
        return Phone(national, "landline", spelled)
    if _SERVICE.fullmatch(national) and _is_valid(national, "CN"):
        return Phone(national, "other", spelled)
    return None


def _international(number: str, spelled: str) -> Phone | None:
    if not number.startswith("86"):
        return _abroad(number, "other", spelled) if len(number) >= 8 else None
    return _fixed("0" + number[2:].removeprefix("0"), spelled)


def _abroad(number: str, kind: Kind, spelled: str) -> Phone | None:
    return Phone(f"+{number}", kind, spelled) if _is_valid(f"+{number}", None) else None


def _is_valid(number: str, region: str | None) -> bool:
    try:
        parsed = phonenumbers.parse(number, region)
    except phonenumbers.NumberParseException:
        return False
    return phonenumbers.is_valid_number(parsed)


def _invalid(text: str, groups: list[Group]) -> Iterator[tuple[Phone, int, int]]:
    """Digits that are no number, but were meant as one."""
    number = _CHINA_PREFIX.sub("", "".join(group.digits for group in groups))
    if not 7 <= len(number) <= 15 or _DATE.fullmatch(number):
        return
    start, end = groups[0].start, groups[-1].end
    yield Phone(number, "invalid", text[start:end], _reason(number)), start, end


def _reason(number: str) -> Reason:
    complete = 12 if number.startswith("0") else 11
    if len(number) > complete:
        return "too_long"
    if len(number) < (10 if number.startswith("0") else 11):
        return "too_short"
    return "unknown_prefix"
