"""One person's chat as the page shows it."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

from tests.support.wechat_platform.platform import WeChatPlatform

_MAY_BE_UNDER_WAY = 8


class Chat:
    """What the person does goes to the desk in the background, so that the page stays alive during the five seconds."""

    def __init__(self, platform: WeChatPlatform) -> None:
        self._platform = platform
        self._user = platform.user(following=False)
        self._lines: list[dict[str, Any]] = []
        self._taken = 0
        self._pool = ThreadPoolExecutor(_MAY_BE_UNDER_WAY)

    def act(self, what: str, value: str, menu_id: str) -> None:
        """Says, sends, taps, follows or unfollows."""
        user = self._user
        actions: dict[str, Any] = {
            "say": lambda: user.say(value, menu_id=menu_id),
            "image": lambda: user.send("image", {"PicUrl": "https://example.com/", "MediaId": "media-1"}),
            "voice": lambda: user.send("voice", {"MediaId": "media-2", "Format": "amr", "Recognition": ""}),
            "menu": lambda: user.tap_menu(value),
            "follow": user.follow,
            "unfollow": self._leave,
        }
        self._collect()
        if what in ("say", "image", "voice"):
            self._lines.append({"how": "user", "text": value or f"[{what}]", "options": []})
        self._pool.submit(actions[what])

    def state(self) -> dict[str, Any]:
        """All that the page draws."""
        self._collect()
        buttons = (self._platform.menu or {}).get("button", [])
        return {
            "lines": self._lines,
            "following": self._user.following,
            "typing": self._user.types_to,
            "menu": buttons,
            "account": self._platform.account.kind.value,
            "mode": self._platform.account.mode,
            "counts": dict(self._platform.counts),
        }

    def _leave(self) -> None:
        self._user.unfollow()
        self._lines, self._taken = [], 0

    def _collect(self) -> None:
        fresh = self._user.screen[self._taken :]
        self._taken += len(fresh)
        self._lines += [{"how": one.how, "text": one.text, "options": one.options} for one in fresh]
