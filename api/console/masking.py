"""Personal data as staff see it before they press 显示 (GB/T 35273 7.2)."""

import re
from collections.abc import Iterable

_SENSITIVE = re.compile(
    r"(?P<date>(?<!\d)\d{4}-\d\d-\d\d(?!\d))"
    r"|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|\+?\d(?:[ \-./·—–－．／]{0,3}\d){6,}[Xx]?"
    r"|[一二三四五六七八九零〇幺两]{7,}"
)
WHOLE_NUMBER = 11
"""Of a phone number seven digits may be seen; of an account's name they would be nearly all of it."""
OPEN_DETAILS = frozenset({"deletion_reason", "request_scope", "wrong_field"})
"""Slots that hold a choice rather than data."""


def masked_name(name: str | None) -> str:
    """The first character only."""
    return f"{name[0]}{'*' * min(len(name) - 1, 3)}" if name else "—"


def masked_contact(text: str | None) -> str:
    """Enough to recognise it, not enough to use it."""
    if not text:
        return "—"
    if "@" in text:
        head, _, host = text.partition("@")
        return f"{head[:1]}***@{host}"
    return f"{text[:3]}****{text[-4:]}" if len(text) >= WHOLE_NUMBER else f"{text[0]}****"


def masked_text(text: str, known: Iterable[str | None] = ()) -> str:
    """Free text without numbers, mailboxes and the values that are known."""
    for value in sorted((value for value in known if value and len(value) > 1), key=len, reverse=True):
        text = text.replace(value, "****")
    return _SENSITIVE.sub(lambda match: match[0] if match["date"] else "****", text)
