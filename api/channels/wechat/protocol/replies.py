"""Passive replies.

Source: developers.weixin.qq.com, doc/subscription/guide/product/message/Passive_user_reply_message.html and
doc/subscription/guide/product/kf/forwarding.html."""

import re
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from api.channels.wechat.protocol.errors import ReplyInvalid
from api.channels.wechat.protocol.messages import Inbound

SUCCESS = b"success"
"""The body that says "received, nothing to show"; any other body that is no reply shows the user an error."""
MAX_TEXT_BYTES = 2048
"""Measured, not documented."""
# XML 1.0 has no way to write these, escaped or not; one of them would spoil the whole reply.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class TextReply:
    """Text; `<a href>` in it becomes a link."""

    content: str

    def body(self) -> str:
        """Raises ReplyInvalid when it is empty or above MAX_TEXT_BYTES."""
        if not self.content.strip() or len(self.content.encode(errors="replace")) > MAX_TEXT_BYTES:
            raise ReplyInvalid("a text has 1 to 2048 bytes")
        return f"<MsgType>text</MsgType><Content>{cdata(self.content)}</Content>"


@dataclass(frozen=True)
class NewsReply:
    """One article: the platform shows no more than one in reply to a message."""

    title: str
    description: str
    url: str
    pic_url: str = ""

    def body(self) -> str:
        """Raises ReplyInvalid without a title or an address."""
        if not self.title.strip() or not self.url.strip():
            raise ReplyInvalid("an article has a title and an address")
        item = (
            f"<Title>{cdata(self.title)}</Title><Description>{cdata(self.description)}</Description>"
            f"<PicUrl>{cdata(self.pic_url)}</PicUrl><Url>{cdata(self.url)}</Url>"
        )
        return f"<MsgType>news</MsgType><ArticleCount>1</ArticleCount><Articles><item>{item}</item></Articles>"


@dataclass(frozen=True)
class ImageReply:
    """A picture that was uploaded before."""

    media_id: str

    def body(self) -> str:
        """Raises ReplyInvalid without an id."""
        if not self.media_id.strip():
            raise ReplyInvalid("an image has a media id")
        return f"<MsgType>image</MsgType><Image><MediaId>{cdata(self.media_id)}</MediaId></Image>"


@dataclass(frozen=True)
class TransferReply:
    """Hands the person to WeChat's own staff desk, after which messages no longer reach us. Never for events."""

    staff_account: str = ""

    def body(self) -> str:
        """Names the member of staff if one is set."""
        who = f"<TransInfo><KfAccount>{cdata(self.staff_account)}</KfAccount></TransInfo>" if self.staff_account else ""
        return f"<MsgType>transfer_customer_service</MsgType>{who}"


Reply = TextReply | NewsReply | ImageReply | TransferReply


def render(reply: Reply, inbound: Inbound, now: datetime) -> str:
    """The reply's XML, from whom the push was for to whom it came from. Raises ReplyInvalid."""
    head = (
        f"<ToUserName>{cdata(inbound.sender)}</ToUserName><FromUserName>{cdata(inbound.recipient)}</FromUserName>"
        f"<CreateTime>{int(now.timestamp())}</CreateTime>"
    )
    return f"<xml>{head}{reply.body()}</xml>"


def cdata(text: str) -> str:
    """A CDATA section that reads as `text`, whatever is in it; characters that XML cannot hold are left out."""
    return f"<![CDATA[{_NOT_XML.sub('', text).replace(']]>', ']]]]><![CDATA[>')}]]>"


def menu_link(title: str, menu_id: str) -> str:
    """A link in a text that says `title` as if typed, with `menu_id` as bizmsgmenuid (not documented)."""
    where = f"weixin://bizmsgmenu?msgmenucontent={quote(title)}&msgmenuid={quote(menu_id)}"
    shown = title.replace("&", "＆").replace("<", "＜").replace(">", "＞")
    return f'<a href="{where}">{shown}</a>'
