"""Somebody who uses the desk in WeChat."""

import time
from dataclasses import dataclass
from typing import Any

from tests.e2e.letters import Letters
from tests.e2e.running_desk import RunningDesk
from tests.support.wechat_platform.screen import Bubble
from tests.support.wechat_platform.users import WeChatUser

_PATIENCE_S = 120
_PULL = "继续"
_LOST = "这条消息没有保存"


@dataclass
class Follower:
    """`user` is the person in WeChat; the phone's codes come as to any other person."""

    desk: RunningDesk
    user: WeChatUser
    phone: str

    def ask(self, text: str, expected: str, **manners: Any) -> str:
        """Says it; what the account said to it, once these words are among it."""
        before = len(self.user.screen)
        self.user.say(text, **manners)
        return self._until(before, expected, text)

    def choose(self, words: str, expected: str) -> str:
        """Takes an offered option."""
        before = len(self.user.screen)
        self.user.choose(words)
        return self._until(before, expected, words)

    @property
    def letters(self) -> Letters:
        """What comes to the phone."""
        return Letters(self.desk, self.phone)

    def _until(self, before: int, expected: str, words: str) -> str:
        """Does as the account says: whoever cannot be written to asks for what is still to come, and whose message was
        not stored says it again."""
        deadline = time.monotonic() + _PATIENCE_S
        while expected not in (heard := _words(self.user.screen[before:])):
            assert time.monotonic() < deadline, f"{expected!r} is not in {heard!r}"
            if self.user.screen and _LOST in self.user.screen[-1].text:
                self.user.choose(words)
            elif self.user.platform.account.rights.send:
                time.sleep(0.1)
            else:
                self.user.say(_PULL)
        return heard


def _words(bubbles: list[Bubble]) -> str:
    return "\n".join(bubble.text for bubble in bubbles)
