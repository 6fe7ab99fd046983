"""What was offered, as numbers to type or items to tap, and what people type back."""

import re
import unicodedata
from collections.abc import Iterable, Sequence

from api.conversations.domain import Body, QuickReply

_DIGITS = {sign: number for number, sign in enumerate("一二三四五六七八九十", start=1)} | {"两": 2, "俩": 2}
_CHOICE = re.compile(
    r"(?:我|就|要|想|请)*(?:选择?|选项|回复|输入|按|点|第|答案是?)*(?:第)?(\d{1,2}|[一二三四五六七八九十两俩])"
    r"(?:个|项|号|条|种|类|星|颗星)?(?:吧|的|呀|啊|哦|呢|选项)?"
)
_TRIMMED = re.compile(r"^[\s(（【\[「“\"']+|[\s)）】\]」”\"'。.,，、!！?？~～;；:：]+$")


def offered(bodies: Iterable[Body]) -> tuple[QuickReply, ...]:
    """The options of the last message that has any; its choices and its quick replies, each once."""
    for body in reversed(list(bodies)):
        found = (body.expects.choices if body.expects else ()) + body.quick_replies
        if found:
            # Stable: only stars change places, so that the number to type is the number of stars.
            return tuple(sorted({reply.payload: reply for reply in found}.values(), key=_stars))
    return ()


def _stars(reply: QuickReply) -> int:
    verb, _, stars = reply.payload.partition(":")
    return int(stars) if verb == "rate" and stars.isdigit() else 9


def chosen(text: str, options: Sequence[QuickReply]) -> QuickReply | None:
    """The option that a text names: by its number in any writing (2, ２, 二, ②, 选2, 第二个), or by its words."""
    plain = _plain(text)
    by_words = next((option for option in options if _plain(option.title) == plain), None)
    if by_words is not None:
        return by_words
    found = _CHOICE.fullmatch(plain)
    if found is None:
        return None
    number = int(found[1]) if found[1].isdigit() else _DIGITS[found[1]]
    return options[number - 1] if 1 <= number <= len(options) else None


def tapped(menu_id: str, offer: int, options: Sequence[QuickReply]) -> QuickReply | None:
    """The option of a msgmenu item; None when it belongs to an older offer."""
    serial, _, number = menu_id.partition(".")
    if serial != str(offer) or not (number.isascii() and number.isdigit()) or not 1 <= int(number) <= len(options):
        return None
    return options[int(number) - 1]


def menu_id(offer: int, number: int) -> str:
    """Names the `number`-th option of an offer."""
    return f"{offer}.{number}"


def _plain(text: str) -> str:
    """As it is compared: one width, no blanks, no marks around it."""
    folded = unicodedata.normalize("NFKC", text).strip().lower()
    return re.sub(r"\s+", "", _TRIMMED.sub("", folded))
