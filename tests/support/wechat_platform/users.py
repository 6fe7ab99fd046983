"""Somebody with WeChat: what they do, and what is on their screen."""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from tests.support.wechat_platform.allowance import Allowance
from tests.support.wechat_platform.delivery import Manners, Outcome
from tests.support.wechat_platform.screen import Bubble
from tests.support.wechat_platform.xml import Value

if TYPE_CHECKING:
    from tests.support.wechat_platform.platform import WeChatPlatform

_MENU_LINK = re.compile(r'<a href="weixin://bizmsgmenu\?msgmenucontent=([^"&]*)&msgmenuid=([^"&]*)">')
_NUMBERED = re.compile(r"^\s*(\d{1,2})[.、．)）]\s*(.+?)\s*$", re.MULTILINE)


@dataclass
class WeChatUser:
    """`screen` holds what the account said, oldest first; `outcomes` how each push fared."""

    openid: str
    platform: "WeChatPlatform"
    following: bool = True
    screen: list[Bubble] = field(default_factory=list)
    outcomes: list[Outcome] = field(default_factory=list)
    allowance: Allowance = field(default_factory=Allowance)
    manners: Manners | None = None

    def say(self, text: str, *, menu_id: str = "", **manners: Any) -> list[Bubble]:
        """Types a message; what appeared on the screen until the platform was done with it."""
        more: dict[str, Value] = {"bizmsgmenuid": menu_id} if menu_id else {}
        return self.send("text", {"Content": text, **more}, **manners)

    def send(self, kind: str, fields: dict[str, Value], **manners: Any) -> list[Bubble]:
        """A message of any type, from its own fields."""
        self.allowance.message(self.platform.now())
        fields = {"MsgType": kind, **fields, "MsgId": self.platform.next_message_id()}
        return self._push(fields, manners)

    def choose(self, words: str) -> list[Bubble]:
        """Takes an offered option: taps it where it can be tapped, else types its number, else its words."""
        for bubble in reversed(self.screen):
            for menu_id, title in (*bubble.options, *_links(bubble.text)):
                if title == words:
                    return self.say(title, menu_id=menu_id)
            for number, title in _NUMBERED.findall(bubble.text):
                if title == words:
                    return self.say(number)
        return self.say(words)

    def tap_menu(self, name: str) -> list[Bubble]:
        """Taps the account's menu below the chat."""
        button = next(one for one in self.platform.menu_buttons() if one["name"] == name)
        if button["type"] == "view":
            return self.event("VIEW", EventKey=button["url"])
        self.allowance.tap(self.platform.now())
        return self.event("CLICK", EventKey=button["key"])

    def follow(self, scene: str = "") -> list[Bubble]:
        """Follows the account."""
        self.following = True
        self.allowance.tap(self.platform.now())
        return self.event("subscribe", EventKey=f"qrscene_{scene}" if scene else "")

    def unfollow(self) -> None:
        """Leaves; the chat is gone from the phone too."""
        self.following = False
        self.event("unsubscribe", EventKey="")
        self.screen.clear()

    def event(self, name: str, **fields: Value) -> list[Bubble]:
        """Any event about this user."""
        return self._push({"MsgType": "event", "Event": name, **fields}, {})

    @property
    def types_to(self) -> bool:
        """Whether "对方正在输入" is shown."""
        return self.allowance.typing_until > self.platform.now()

    def texts(self) -> str:
        """All that is on the screen."""
        return "\n".join(bubble.text for bubble in self.screen)

    def wait_for(self, words: str, within_s: float = 90) -> Bubble:
        """The first bubble with these words, once it is there."""
        return self.wait_until(lambda bubble: words in bubble.text, within_s)

    def wait_until(self, wanted: Callable[[Bubble], bool], within_s: float = 90) -> Bubble:
        """The first bubble that is wanted."""
        deadline = time.monotonic() + within_s
        while time.monotonic() < deadline:
            found = next((bubble for bubble in list(self.screen) if wanted(bubble)), None)
            if found:
                return found
            time.sleep(0.05)
        raise AssertionError(f"not on the screen; there is: {self.texts()}")

    def _push(self, fields: dict[str, Value], manners: dict[str, Any]) -> list[Bubble]:
        before = len(self.screen)
        used = replace(self.manners or self.platform.manners, **manners)
        self.outcomes.append(self.platform.push(self, fields, used))
        return self.screen[before:]


def _links(text: str) -> list[tuple[str, str]]:
    return [(unquote(menu_id), unquote(title)) for title, menu_id in _MENU_LINK.findall(text)]
