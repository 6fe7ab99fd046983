"""Long texts in several bubbles. Bytes are those of UTF-8."""

import re
from collections.abc import Iterable, Iterator

BUBBLE_BYTES = 1800
"""Our rule: below the 2048 bytes that were measured. 600 Chinese characters."""
# A link or an address is never cut; else a sentence with its end and what closes it, a part of one, a single character.
_LINK = r"<a\s[^<>]*>.*?</a>|(?:https?|weixin)://[^\s<>，。；！？、（）《》「」“”]+"
_PIECES = re.compile(rf"{_LINK}|\r?\n|[。！？!?；;…]+[”」』）)》\"']*|[，、,：: ]+|.", re.DOTALL | re.IGNORECASE)
_SENTENCE_END = re.compile(r"[\n。！？!?；;…]")
_PAUSE = re.compile(r"[，、,：: ]")
# Marks that belong to the character before them: accents, variation selectors, joiners, skin tones.
_CLINGS = re.compile("[\u0300-\u036f\u200d\u20e3\ufe00-\ufe0f\U0001f3fb-\U0001f3ff]")


def split(text: str, max_bytes: int = BUBBLE_BYTES) -> list[str]:
    """Parts of at most `max_bytes`, cut at the end of a sentence, else at a pause, else anywhere but in a link or an
    emoji. Nothing is lost but blanks at the cuts; a blank text has no parts. A link longer than a part is cut too."""
    if max_bytes < 4:
        raise ValueError("a character has up to four bytes")
    parts: list[str] = []
    rest = text.strip()
    while rest:
        cut = len(rest) if size(rest) <= max_bytes else _cut(rest, max_bytes)
        parts.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    return parts


def merge(texts: Iterable[str], max_bytes: int = BUBBLE_BYTES, between: str = "\n\n") -> list[str]:
    """As few bubbles as hold the texts in order, a text longer than one split."""
    bubbles: list[str] = []
    for part in (part for text in texts for part in split(text, max_bytes)):
        if bubbles and size(bubbles[-1]) + size(between) + size(part) <= max_bytes:
            bubbles[-1] += between + part
        else:
            bubbles.append(part)
    return bubbles


def size(text: str) -> int:
    """Bytes in UTF-8."""
    return len(text.encode(errors="replace"))


def _cut(text: str, max_bytes: int) -> int:
    """Where the first part ends: at the last sentence end that fits and leaves no stump, else the last pause."""
    sentence = pause = anywhere = used = 0
    for piece in _pieces(text):
        used += size(piece)
        if used > max_bytes:
            break
        anywhere += len(piece)
        sentence = anywhere if _SENTENCE_END.match(piece) else sentence
        pause = anywhere if _PAUSE.match(piece) else pause
    fits = (cut for cut in (sentence, pause, anywhere) if cut * 2 >= anywhere and text[:cut].strip())
    return next(fits, 0) or _hard_cut(text, max_bytes)


def _pieces(text: str) -> Iterator[str]:
    piece = ""
    for found in _PIECES.finditer(text):
        if piece and not (_CLINGS.match(found.group()) or piece.endswith("\u200d")):
            yield piece
            piece = ""
        piece += found.group()
    yield piece


def _hard_cut(text: str, max_bytes: int) -> int:
    """The first piece alone is longer than a part."""
    return len(text.encode(errors="replace")[:max_bytes].decode(errors="ignore")) or 1
