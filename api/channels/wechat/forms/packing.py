"""Several messages in as few bubbles as hold them."""

from collections.abc import Sequence
from dataclasses import dataclass

from api.channels.wechat.protocol import BUBBLE_BYTES, size, split

_BETWEEN = "\n\n"
_STUMP = 300
"""Bytes. Rather than so little of a message, none of it is put into a bubble."""


@dataclass(frozen=True)
class Piece:
    """What is still to be sent of one message."""

    message_id: int
    text: str


@dataclass(frozen=True)
class Bubble:
    """`done`: messages that are in it to their end. `rest`: what remains of the one that was cut. `whole`: nothing is
    left over, and the options may be shown."""

    text: str
    done: tuple[int, ...]
    rest: Piece | None = None
    whole: bool = True


def pack(pieces: Sequence[Piece], choices: str, more: str, limit: int = BUBBLE_BYTES) -> Bubble:
    """The first bubble of these messages. `choices` stands at the end of the last one, `more` at the end of others."""
    everything = _BETWEEN.join(piece.text for piece in pieces if piece.text.strip())
    ending = _BETWEEN + choices if choices else ""
    if size(everything + ending) <= limit:
        return Bubble(everything + ending, tuple(piece.message_id for piece in pieces))
    # Room for either ending, so that what is left over always has words to stand before the options.
    return _first(pieces, more, limit - max(size(ending), size("\n" + more)))


def _first(pieces: Sequence[Piece], more: str, room: int) -> Bubble:
    texts: list[str] = []
    done: list[int] = []
    rest: Piece | None = None
    for piece in pieces:
        left = room - size(_BETWEEN.join([*texts, ""]))
        if size(piece.text) <= left:
            texts += [piece.text] if piece.text.strip() else []
            done.append(piece.message_id)
            continue
        if left >= _STUMP or not texts:
            head, tail = _cut(piece.text, max(left, _STUMP))
            texts.append(head)
            rest = Piece(piece.message_id, tail) if tail else None
            done += [] if tail else [piece.message_id]
        break
    return Bubble(_BETWEEN.join(texts) + "\n" + more, tuple(done), rest, whole=False)


def _cut(text: str, limit: int) -> tuple[str, str]:
    stripped = text.strip()
    if not stripped:
        return "", ""
    head = split(stripped, limit)[0]
    return head, stripped[len(head) :].lstrip()
