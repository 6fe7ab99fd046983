"""Passive replies: texts alone. Pictures and articles have nothing to say here, and whoever was handed over to the
platform's own staff desk would not reach ours any more.

Source: developers.weixin.qq.com, doc/subscription/guide/product/message/Passive_user_reply_message.html and
doc/subscription/guide/product/kf/forwarding.html."""

import re
from dataclasses import dataclass
from datetime import datetime

from api.channels.wechat.protocol.errors import ReplyInvalid
from api.channels.wechat.protocol.messages import Inbound
from api.channels.wechat.protocol.texts import size

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
        if not self.content.strip() or size(self.content) > MAX_TEXT_BYTES:
            raise ReplyInvalid("a text has 1 to 2048 bytes")
        return f"<MsgType>text</MsgType><Content>{cdata(self.content)}</Content>"


def render(reply: TextReply, inbound: Inbound, now: datetime) -> str:
    """The reply's XML, from whom the push was for to whom it came from. Raises ReplyInvalid."""
    head = (
        f"<ToUserName>{cdata(inbound.sender)}</ToUserName><FromUserName>{cdata(inbound.recipient)}</FromUserName>"
        f"<CreateTime>{int(now.timestamp())}</CreateTime>"
    )
    return f"<xml>{head}{reply.body()}</xml>"


def cdata(text: str) -> str:
    """A CDATA section that reads as `text`, whatever is in it; characters that XML cannot hold are left out."""
    return f"<![CDATA[{_NOT_XML.sub('', text).replace(']]>', ']]]]><![CDATA[>')}]]>"
