"""Cuts a message into the sentences that may each ask something."""

import re

from bot.language.normalize import has_words, normalize
from bot.language.questions import asks

_ADDS = r"另外|还有就是|顺[便带](?:[问说讲]|再|告诉|帮)|再问|再就是|同时"
# Who types blanks for commas has some words between them.
_BLANK = r"(?<=[\u4e00-\u9fff]{5})[ \u3000](?=[\u4e00-\u9fff]{5})"
_BORDER = re.compile(rf"(?<=[?？!！。;；\n])|{_BLANK}|(?=(?:{_ADDS})[^?？!！。]{{3}})")
_COMMA = re.compile(r"(?<=[,，])")
_SHORTEST = 3
_MOST = 6


def split_parts(text: str) -> list[str]:
    """The sentences of a message; a fragment without words joins the one before, and at most six are kept apart."""
    parts: list[str] = []
    for piece in (half for sentence in _BORDER.split(text) for half in _questions_of(sentence)):
        if not has_words(piece) or (parts and len(piece.strip()) < _SHORTEST):
            if parts:
                parts[-1] += piece
            continue
        parts.append(piece)
    parts = [part.strip() for part in parts]
    return parts if len(parts) <= _MOST else parts[: _MOST - 1] + ["".join(parts[_MOST - 1 :])]


def _questions_of(sentence: str) -> list[str]:
    """A sentence in two where a comma stands between two questions; what asks nothing stays with its neighbour."""
    pieces = _COMMA.split(sentence)
    halves: list[str] = []
    for piece in pieces:
        if halves and not (asks(normalize(piece)) and asks(normalize(halves[-1]))):
            halves[-1] += piece
        else:
            halves.append(piece)
    return halves
