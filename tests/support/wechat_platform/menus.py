"""/cgi-bin/menu/create, as the platform checks it."""

from collections.abc import Mapping, Sequence
from typing import Any

from tests.support.wechat_platform.codes import Refused, answer
from tests.support.wechat_platform.platform import WeChatPlatform

Json = Mapping[str, Any]
_TYPES = {"click", "view", "miniprogram", "scancode_push", "scancode_waitmsg", "location_select"}


def create(platform: WeChatPlatform, body: Json) -> dict[str, Any]:
    """Replaces the menu. Raises Refused."""
    _require(platform)
    buttons = body.get("button", [])
    if not 1 <= len(buttons) <= 3:
        raise Refused(40016)
    for button in buttons:
        _check_name(button, 16, 40018)
        below: Sequence[Json] = button.get("sub_button") or []
        if len(below) > 5:
            raise Refused(40023)
        for leaf in below or [button]:
            _check_leaf(leaf, inner=bool(below))
    platform.menu = dict(body)
    return answer()


def get(platform: WeChatPlatform, _body: Json) -> dict[str, Any]:
    """/cgi-bin/menu/get. Raises Refused."""
    _require(platform)
    if platform.menu is None:
        raise Refused(46003)
    return {"menu": platform.menu}


def delete(platform: WeChatPlatform, _body: Json) -> dict[str, Any]:
    """/cgi-bin/menu/delete. Raises Refused."""
    _require(platform)
    platform.menu = None
    return answer()


def _require(platform: WeChatPlatform) -> None:
    if not platform.account.rights.menu:
        raise Refused(48001)


def _check_leaf(button: Json, *, inner: bool) -> None:
    _check_name(button, 40 if inner else 16, 40025 if inner else 40018)
    if button.get("type") not in _TYPES:
        raise Refused(40017)
    if button["type"] == "view" and not str(button.get("url", "")).startswith(("http://", "https://")):
        raise Refused(40055)
    if button["type"] == "click" and not 0 < len(str(button.get("key", "")).encode()) <= 128:
        raise Refused(40019)


def _check_name(button: Json, longest: int, code: int) -> None:
    if not 0 < len(str(button.get("name", "")).encode()) <= longest:
        raise Refused(code)
