"""What people send.

Source: developers.weixin.qq.com, doc/subscription/guide/product/message (接收普通消息); tags as wechatpy's
messages.py and WxJava's WxMpXmlMessage know them."""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime

from api.channels.wechat.protocol.fields import number, xml


@dataclass(frozen=True, kw_only=True, slots=True)
class Inbound:
    """Any push. `unknown` names elements that this package does not know, to be counted; `created_at` is UTC."""

    recipient: str
    sender: str = field(repr=False)
    created_at: datetime
    unknown: tuple[str, ...] = ()

    @property
    def openid(self) -> str:
        """Of the user whom it is about."""
        return self.sender

    @property
    def key(self) -> str:
        """64 hex characters, the same in each delivery of one push and in no other push. It is made from the openid;
        store it through a keyed hash if that matters."""
        raise NotImplementedError


def digest(*parts: object) -> str:
    """One string for several values."""
    return hashlib.sha256("\n".join(str(part) for part in parts).encode()).hexdigest()


@dataclass(frozen=True, kw_only=True, slots=True)
class Message(Inbound):
    """From a person; told apart by MsgId."""

    msg_id: int | None = xml("MsgId", number)

    @property
    def key(self) -> str:
        """By MsgId; a message without one (no documented type) by sender, second and type."""
        if self.msg_id is None:
            return digest("message", self.sender, int(self.created_at.timestamp()), type(self).__name__)
        return digest("message", self.sender, self.msg_id)


@dataclass(frozen=True, kw_only=True, slots=True)
class TextMessage(Message):
    """`menu_id` is the id of the msgmenu item that was tapped, whose words are `content` then; else empty."""

    content: str = xml("Content")
    menu_id: str = xml("bizmsgmenuid")


@dataclass(frozen=True, kw_only=True, slots=True)
class ImageMessage(Message):
    """`pic_url` is not to be fetched."""

    pic_url: str = xml("PicUrl")
    media_id: str = xml("MediaId")


@dataclass(frozen=True, kw_only=True, slots=True)
class VoiceMessage(Message):
    """`recognition` has come empty since the platform retired it."""

    media_id: str = xml("MediaId")
    format: str = xml("Format")
    recognition: str = xml("Recognition")


@dataclass(frozen=True, kw_only=True, slots=True)
class VideoMessage(Message):
    """Also the short kind."""

    media_id: str = xml("MediaId")
    thumb_media_id: str = xml("ThumbMediaId")


@dataclass(frozen=True, kw_only=True, slots=True)
class LocationMessage(Message):
    """Not to be stored."""

    latitude: str = xml("Location_X")
    longitude: str = xml("Location_Y")
    scale: str = xml("Scale")
    label: str = xml("Label")


@dataclass(frozen=True, kw_only=True, slots=True)
class LinkMessage(Message):
    """An article that was passed on."""

    title: str = xml("Title")
    description: str = xml("Description")
    url: str = xml("Url")


@dataclass(frozen=True, kw_only=True, slots=True)
class FileMessage(Message):
    """A file; the platform does not document it."""

    title: str = xml("Title")
    description: str = xml("Description")
    file_key: str = xml("FileKey")


@dataclass(frozen=True, kw_only=True, slots=True)
class MiniProgramMessage(Message):
    """The card of a mini program."""

    title: str = xml("Title")
    app_id: str = xml("AppId")
    page_path: str = xml("PagePath")


@dataclass(frozen=True, kw_only=True, slots=True)
class UnknownMessage(Message):
    """A MsgType that this package does not know."""

    type: str = xml("MsgType")
