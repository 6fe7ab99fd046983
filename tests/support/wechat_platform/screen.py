"""What a user sees in the chat."""

from dataclasses import dataclass
from xml.etree.ElementTree import Element

from tests.support.wechat_platform.account import PlatformAccount
from tests.support.wechat_platform.sealing import BadReply

UNAVAILABLE = "该公众号暂时无法提供服务，请稍后再试"
MAX_TEXT_BYTES = 2048


@dataclass(frozen=True)
class Bubble:
    """`how`: passive, service, template, or error. `options`: id and words of what can be tapped."""

    how: str
    kind: str
    text: str
    options: tuple[tuple[str, str], ...] = ()


def error_bubble() -> Bubble:
    """What the platform says when the account's server does not do as it should."""
    return Bubble("error", "text", UNAVAILABLE)


def passive_bubble(root: Element, account: PlatformAccount, openid: str) -> Bubble | None:
    """As shown; None when the user is handed to the platform's own staff desk. Raises BadReply."""
    if (root.findtext("ToUserName"), root.findtext("FromUserName")) != (openid, account.original_id):
        raise BadReply("not from the account to the user")
    if not (root.findtext("CreateTime") or "").isdigit():
        raise BadReply("no time")
    kind = root.findtext("MsgType") or ""
    if kind == "transfer_customer_service":
        return None
    return Bubble("passive", kind, _shown(kind, root))


def _shown(kind: str, root: Element) -> str:
    if kind == "text":
        return _checked(root.findtext("Content") or "")
    if kind == "image":
        return f"[图片 {root.findtext('Image/MediaId') or _missing()}]"
    if kind == "news":
        items = root.findall("Articles/item")
        if root.findtext("ArticleCount") != "1" or len(items) != 1:
            raise BadReply("one article")
        return "\n".join(items[0].findtext(tag) or "" for tag in ("Title", "Description", "Url"))
    raise BadReply(f"unknown type {kind!r}")


def _checked(text: str) -> str:
    if not text.strip() or len(text.encode()) > MAX_TEXT_BYTES:
        raise BadReply("empty or too long")
    return text


def _missing() -> str:
    raise BadReply("a field is missing")
