"""What the desk asks of the platform's API."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol


class WeChatUnreachable(Exception):
    """No answer, or none that can be read; nothing is known of the outcome."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


class WeChatRefused(Exception):
    """The platform answered with an error code. `message` is its text without the addresses in it."""

    def __init__(self, code: int, message: str = "") -> None:
        self.code = code
        self.message = message
        super().__init__(str(code))


@dataclass(frozen=True)
class TapMenu:
    """A msgmenu: words, and items of id and title."""

    head: str
    items: Sequence[tuple[str, str]]


class Platform(Protocol):
    """The calls; each raises WeChatRefused or WeChatUnreachable."""

    def send_text(self, openid: str, text: str) -> None:
        """A customer-service message."""

    def send_menu(self, openid: str, menu: TapMenu) -> None:
        """A customer-service message with items to tap."""

    def send_typing(self, openid: str, *, on: bool) -> None:
        """Show for 15 seconds, or until something is sent, that somebody is typing; or no longer."""

    def send_template(self, openid: str, template_id: str, data: Mapping[str, str], url: str, key: str) -> int:
        """A template message; returns its number, by which an event tells later how it fared. The same `key` again
        within ten minutes shows nothing twice."""
        ...

    def create_menu(self, menu: Mapping[str, Any]) -> None:
        """Put the account's menu in place of the one before."""

    def menu(self) -> Mapping[str, Any]:
        """The account's menu; refused with 46003 when there is none."""
        ...

    def templates(self) -> Mapping[str, str]:
        """The templates that the account has chosen: id → its text, with the fields in it."""
        ...

    def addresses(self) -> Sequence[str]:
        """The platform's own addresses: a call that needs no right, and shows whether secret and IP list are right."""
        ...
