"""Invented people look invented: no number in `data/nlu` may be a living person's."""

import re
import unicodedata
from collections.abc import Iterator

from tests.data.findings import Finding
from tests.data.material import Material

_NUMERALS = str.maketrans("零〇幺一二两三四五六七八九", "0011223456789")
_BETWEEN = re.compile(r"(?<=\d)[\s\-–—,，、.]+(?=\d)")
_MOBILE = re.compile(r"(?<!\d)(?:\+?86)?(1[3-9]\d{9})(?!\d)")
_ID = re.compile(r"(?<!\d)\d{17}[\dXx](?!\d)")
_MAILBOX = re.compile(r"[\w.+-]+@([\w-]+(?:\.[\w-]+)+)", re.ASCII)
# Four equal digits or a run of five, in the eight that belong to the subscriber: nobody takes it for a real number.
_INVENTED = re.compile(r"(\d)\1{3}|1234|4321|5678")
_KNOWN = {"13800138000"}  # a carrier's service number, known to all
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
# RFC 2606 and the policy's own.
_DOMAINS = re.compile(r"(.+\.)?(example(\.(com|org|net|cn))?|test|invalid|jqbao168\.com)", re.IGNORECASE)


def plausible_phones(text: str) -> list[str]:
    """Mobile numbers that may be somebody's."""
    found = _MOBILE.findall(_digits(text))
    return [number for number in found if number not in _KNOWN and not _INVENTED.search(number[3:])]


def plausible_ids(text: str) -> list[str]:
    """Numbers of ID cards whose check digit is right (GB 11643)."""
    return [number for number in _ID.findall(_digits(text)) if _checks(number)]


def foreign_mailboxes(text: str) -> list[str]:
    """Mailboxes in domains where somebody may read them."""
    plain = unicodedata.normalize("NFKC", text)
    return [match.group() for match in _MAILBOX.finditer(plain) if not _DOMAINS.fullmatch(match[1])]


def invented_people(material: Material) -> Iterator[Finding]:
    """Phones, ID numbers and mailboxes in the ways to ask."""
    for way in material.ways:
        for number in plausible_phones(way.text):
            mend = "换成一看就是编的，比如 138 0000 1234。"
            yield Finding(way.file, way.line, f"手机号 {number} 可能真有人在用", mend)
        for number in plausible_ids(way.text):
            mend = "改掉最后一位，让它通不过校验。"
            yield Finding(way.file, way.line, f"身份证号 {number} 可能真有其人", mend)
        for mailbox in foreign_mailboxes(way.text):
            yield Finding(way.file, way.line, f"邮箱 {mailbox} 可能真有人在用", "换成 @example.com 的。")


def _digits(text: str) -> str:
    return _BETWEEN.sub("", unicodedata.normalize("NFKC", text).translate(_NUMERALS))


def _checks(number: str) -> bool:
    total = sum(int(digit) * weight for digit, weight in zip(number[:17], _WEIGHTS, strict=True))
    return "10X98765432"[total % 11] == number[17].upper()
