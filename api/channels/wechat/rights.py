"""Which rights the platform gives the account, found by calls that change nothing.

Asking for the menu and for the templates needs the right to them. Typing to somebody who does not exist is refused
with 40003 where the account may write to people, else with 48001."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from api.channels.wechat.accounts import Abilities
from api.channels.wechat.outbound.ports import Platform, WeChatRefused

Right = Literal["menu", "send", "template"]
NOBODY = "o" + "0" * 27
NOT_ALLOWED = 48001
ALLOWED = (46003, 40003, 45080, 45081)
"""No menu yet, no such person, nobody to type to: said only to who may."""

_ASK: Mapping[Right, Callable[[Platform], object]] = {
    "menu": lambda platform: platform.menu(),
    "send": lambda platform: platform.send_typing(NOBODY, on=True),
    "template": lambda platform: platform.templates(),
}


@dataclass(frozen=True)
class Standing:
    """Whether the setting claims a right, and whether the platform gives it."""

    right: Right
    claimed: bool
    given: bool


def rights_of(platform: Platform, abilities: Abilities) -> Iterator[Standing]:
    """Of each kind. Raises WeChatRefused for what says nothing of rights, WeChatUnreachable."""
    claimed: dict[Right, bool] = {"menu": abilities.menu, "send": abilities.send, "template": abilities.template}
    for right, ask in _ASK.items():
        yield Standing(right, claimed[right], _given(ask, platform))


def _given(ask: Callable[[Platform], object], platform: Platform) -> bool:
    try:
        ask(platform)
    except WeChatRefused as refused:
        if refused.code != NOT_ALLOWED and refused.code not in ALLOWED:
            raise
        return refused.code != NOT_ALLOWED
    return True
