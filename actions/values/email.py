"""Mail addresses inside sentences, with the slips of Chinese keyboards (＠, 。for dot)."""

import re
from typing import Final, Literal

from actions.values.preferred import preferred
from actions.values.text import fold

Problem = Literal["missing_name", "missing_domain", "missing_dot", "unknown_ending"]

_AT: Final = r"\s*(?:@|艾特|\(at\)|\[at\]|(?<=\s)at(?=\s))\s*"
_NAME: Final = r"(?<![a-z0-9_])[a-z0-9_](?:[a-z0-9._%+\-]{0,62}[a-z0-9_])?"
_LABEL: Final = r"[a-z0-9](?:[a-z0-9\-]{0,61}[a-z0-9])?"
_PLAIN: Final = re.compile(rf"({_NAME})\s*@\s*({_LABEL}(?:\.{_LABEL})*\.[a-z]{{2,24}})(?![a-z0-9])")
# Only before well-known endings: 。and , also end a sentence.
_DOT: Final = r"\s*(?:\.|。|,|，|点|\(dot\)|\[dot\]|(?<=\s)dot(?=\s))\s*"
_SLIPPED: Final = re.compile(
    rf"({_NAME}){_AT}({_LABEL}(?:{_DOT}{_LABEL})*?{_DOT}(?:com|cn|net|org|hk|edu|gov|vip|top|cc|me|tw|mo)"
    rf"(?:{_DOT}(?:cn|hk|tw|mo))?)(?![a-z0-9])"
)
_QQ: Final = re.compile(
    r"(?:qq|扣扣|企鹅)\s*(?:邮箱|邮件|mail)\s*(?:号|账号|地址)?\s*(?:是|为|:)?\s*([1-9][0-9]{4,10})(?![0-9@])"
)
_ANY_DOT: Final = re.compile(_DOT)
_SLIP_ENDINGS: Final = frozenset({"con", "cmo", "ocm", "comm", "coom", "cim", "xom", "vom", "ner", "nte", "cnn"})
_MAYBE: Final = re.compile(
    r"@|艾特|[a-z0-9]\s*[\(\[]at|[a-z0-9](?:qq|163|126|gmail|outlook|sina|foxmail)\s*[.。点]\s*c"
)


def find_email(text: str) -> str | None:
    """The mail address in lower case; among several the one that is not taken back."""
    found = [item for item in _addresses(text) if _ending(item[0]) not in _SLIP_ENDINGS]
    return preferred(text, found)


def email_spans(text: str) -> list[tuple[int, int]]:
    """Where mail addresses stand: their digits are no phone numbers."""
    return [(start, end) for _, start, end in _addresses(text)]


def looks_like_email(text: str) -> bool:
    """Whether a mail address was meant, right or wrong."""
    return bool(_MAYBE.search(fold(text)) or find_email(text))


def email_problem(text: str) -> Problem | None:
    """What is wrong with something that was meant as a mail address."""
    if not looks_like_email(text) or find_email(text):
        return None
    before, _, after = fold(text).replace("艾特", "@").partition("@")
    if not re.search(rf"{_NAME}\s*$", before):
        return "missing_name"
    domain = re.match(rf"\s*((?:{_LABEL})?)({_DOT}[a-z0-9]*)*", after)
    if domain is None or not domain[1]:
        return "missing_domain"
    return "unknown_ending" if domain[2] else "missing_dot"


def _addresses(text: str) -> list[tuple[str, int, int]]:
    view = fold(text)
    if not _MAYBE.search(view) and "at" not in view and "mail" not in view and "邮" not in view:
        return []
    found = [(f"{match[1]}@{match[2]}", match.start(), match.end()) for match in _PLAIN.finditer(view)]
    if not found and ("@" in view or "艾特" in view or "at" in view):
        found = [(_repaired(match), match.start(), match.end()) for match in _SLIPPED.finditer(view)]
    return found or [(f"{match[1]}@qq.com", match.start(), match.end()) for match in _QQ.finditer(view)]


def _repaired(match: re.Match[str]) -> str:
    return f"{match[1]}@{_ANY_DOT.sub('.', match[2])}"


def _ending(address: str) -> str:
    return address.rpartition(".")[2]
