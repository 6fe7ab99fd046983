"""What the desk says, in Traditional characters for whoever asks for them. What is stored stays Simplified, and so do
payloads, quotes of the policy, and the words of people, staff and users alike.

Only characters change, no words: a title that is typed back as it is shown still chooses, once the bot has made it
Simplified again."""

import re
from collections.abc import Callable
from functools import lru_cache

from opencc import OpenCC

from api.channels.web.schemas import ExpectsOut, MessageOut, QuickReplyOut
from api.conversations.domain import Author
from api.conversations.models import Message

Show = Callable[[Message], MessageOut]

_TO_TRADITIONAL = OpenCC("s2tw")
_DESK = str.maketrans("檯臺", "台台")
"""OpenCC takes the desk of 服务台 for a piece of furniture."""
_ZH = re.compile(r"zh(-|$)", re.IGNORECASE)
_HANT = re.compile(r"zh-(hant|tw|hk|mo)\b", re.IGNORECASE)
_QUOTED = re.compile(r"(?<=「)[^」]+")
_NOTED = re.compile(r"(?<=：).+")
"""In a line of what was noted, or will be filed: its value. The label is the desk's."""


def shown_to(accept_language: str) -> Show:
    """How messages are shown to who sends this header."""
    return _in_traditional if _wants_traditional(accept_language) else MessageOut.of


def _wants_traditional(accept_language: str) -> bool:
    """Whether the Chinese that is liked best is Traditional; other languages say nothing about that."""
    liked = sorted(map(_weighed, accept_language.split(",")), key=lambda item: -item[0])
    best = next((tag for _, tag in liked if _ZH.match(tag)), "")
    return _HANT.match(best) is not None


def _weighed(item: str) -> tuple[float, str]:
    tag, _, weight = item.partition(";q=")
    try:
        return float(weight or 1), tag.strip()
    except ValueError:
        return 0.0, tag.strip()


@lru_cache(maxsize=2048)
def to_traditional(text: str) -> str:
    converted: str = _TO_TRADITIONAL.convert(text)
    return converted.translate(_DESK)


def _in_traditional(message: Message) -> MessageOut:
    shown = MessageOut.of(message)
    by_people = shown.author == Author.STAFF or (shown.author == Author.USER and not message.body["payload"])
    if not by_people:
        kept = _NOTED if _repeats_values(shown) else _QUOTED
        shown.text = _around(kept, shown.text) if shown.kind == "form" else to_traditional(shown.text)
        shown.quick_replies = [_titled(reply) for reply in shown.quick_replies]
        shown.expects = _asked(shown.expects)
    return shown


def _repeats_values(message: MessageOut) -> bool:
    """The step before filing, or a word between two steps that something was noted."""
    return message.expects.slot == "confirm" if message.expects else not message.citations


def _around(kept: re.Pattern[str], text: str) -> str:
    """Without what a form repeats of the user's words: it is filed as it was written, and so it is shown."""
    words = iter(kept.findall(text))
    return kept.sub(lambda _: next(words), to_traditional(text))


def _titled(reply: QuickReplyOut) -> QuickReplyOut:
    return QuickReplyOut(title=to_traditional(reply.title), payload=reply.payload)


def _asked(expects: ExpectsOut | None) -> ExpectsOut | None:
    if expects is None:
        return None
    return ExpectsOut(slot=expects.slot, input=expects.input, choices=[_titled(choice) for choice in expects.choices])
