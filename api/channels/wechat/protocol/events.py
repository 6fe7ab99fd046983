"""What happens to the account.

Source: developers.weixin.qq.com, doc/subscription/guide/product/message (接收事件推送) and
doc/service/guide/h5/authorization_change.md; tags as wechatpy's events.py and WxJava's WxConsts know them."""

from dataclasses import dataclass

from api.channels.wechat.protocol.fields import codes, flat, number, xml
from api.channels.wechat.protocol.messages import Inbound, digest


@dataclass(frozen=True, kw_only=True, slots=True)
class Event(Inbound):
    """Events have no MsgId. `event` is the platform's name in lower case."""

    event: str

    @property
    def key(self) -> str:
        """By user and second, and by name, since two events may fall in one second (our rule)."""
        return digest("event", self.openid, int(self.created_at.timestamp()), self.event, *self._distinguished_by())

    def _distinguished_by(self) -> tuple[str, ...]:
        return ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Keyed(Event):
    """Two taps on different items may fall in one second too."""

    event_key: str = xml("EventKey")

    def _distinguished_by(self) -> tuple[str, ...]:
        return (self.event_key,)


@dataclass(frozen=True, kw_only=True, slots=True)
class Subscribe(Keyed):
    """Followed; `scene` of the QR code, if by one."""

    ticket: str = xml("Ticket")

    @property
    def scene(self) -> str:
        """What the QR code holds."""
        return self.event_key.removeprefix("qrscene_")


@dataclass(frozen=True, kw_only=True, slots=True)
class Unsubscribe(Event):
    """Unfollowed: the platform asks that all information about the user be deleted."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Scan(Keyed):
    """A follower scanned a QR code with a scene."""

    ticket: str = xml("Ticket")


@dataclass(frozen=True, kw_only=True, slots=True)
class Click(Keyed):
    """A menu item was tapped; `event_key` is its key."""


@dataclass(frozen=True, kw_only=True, slots=True)
class View(Keyed):
    """A menu item with a page; `event_key` is its address."""


@dataclass(frozen=True, kw_only=True, slots=True)
class MenuAction(Keyed):
    """The other kinds of menu item: scancode_*, pic_*, location_select, view_miniprogram."""


@dataclass(frozen=True, kw_only=True, slots=True)
class LocationReport(Event):
    """Where the user is; to be ignored, and not stored. Its fields are not even read."""


@dataclass(frozen=True, kw_only=True, slots=True)
class AuthorizationChange(Event):
    """About the user in `OpenID`; FromUserName is the platform's own."""

    subject: str = xml("OpenID")
    app_id: str = xml("AppID")

    @property
    def openid(self) -> str:
        """Of the user whom it is about."""
        return self.subject or self.sender


@dataclass(frozen=True, kw_only=True, slots=True)
class AuthorizationRevoke(AuthorizationChange):
    """`revoked`: 201 address, 202 invoice, 203 card, 204 microphone, 205 nickname and picture, 206 location,
    207 pictures and videos."""

    revoked: tuple[int, ...] = xml("RevokeInfo", codes)

    def _distinguished_by(self) -> tuple[str, ...]:
        return tuple(str(code) for code in self.revoked)


@dataclass(frozen=True, kw_only=True, slots=True)
class AuthorizationCancellation(AuthorizationChange):
    """The user closed the account with WeChat: as an unfollow."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ProfileModified(AuthorizationChange):
    """What is known of the user's profile is out of date."""


@dataclass(frozen=True, kw_only=True, slots=True)
class TemplateSent(Event):
    """How a template message fared; `succeeded` or why not in `status`."""

    msg_id: int | None = xml("MsgID", number)
    status: str = xml("Status")

    @property
    def succeeded(self) -> bool:
        """The platform says `success`, `failed:user block` or `failed: system failed`."""
        return self.status.strip() == "success"

    def _distinguished_by(self) -> tuple[str, ...]:
        return (str(self.msg_id),)


@dataclass(frozen=True, kw_only=True, slots=True)
class SubscriptionPopup(Event):
    """Answers to the question whether notices may be sent: (tag, text) of each field."""

    answers: tuple[tuple[str, str], ...] = xml("SubscribeMsgPopupEvent", flat)


@dataclass(frozen=True, kw_only=True, slots=True)
class SubscriptionChange(Event):
    """The user changed such an answer in the settings."""

    answers: tuple[tuple[str, str], ...] = xml("SubscribeMsgChangeEvent", flat)


@dataclass(frozen=True, kw_only=True, slots=True)
class SubscriptionSent(Event):
    """How a notice fared."""

    answers: tuple[tuple[str, str], ...] = xml("SubscribeMsgSentEvent", flat)


@dataclass(frozen=True, kw_only=True, slots=True)
class UnknownEvent(Event):
    """An event that this package does not know."""

    event_key: str = xml("EventKey")
