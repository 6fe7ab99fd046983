"""From the XML of a push to a typed value."""

from datetime import UTC, datetime
from typing import Any, cast
from xml.etree.ElementTree import Element

from api.channels.wechat.protocol import events, messages
from api.channels.wechat.protocol.errors import BodyMalformed
from api.channels.wechat.protocol.fields import number, plan
from api.channels.wechat.protocol.messages import Inbound
from api.channels.wechat.protocol.xml import MAX_BODY_BYTES, read_xml

_MESSAGES: dict[str, type[messages.Message]] = {
    "text": messages.TextMessage,
    "image": messages.ImageMessage,
    "voice": messages.VoiceMessage,
    "video": messages.VideoMessage,
    "shortvideo": messages.VideoMessage,
    "location": messages.LocationMessage,
    "link": messages.LinkMessage,
    "file": messages.FileMessage,
    "miniprogrampage": messages.MiniProgramMessage,
}
_EVENTS: dict[str, type[events.Event]] = {
    "subscribe": events.Subscribe,
    "unsubscribe": events.Unsubscribe,
    "scan": events.Scan,
    "click": events.Click,
    "view": events.View,
    "location": events.LocationReport,
    "user_authorization_revoke": events.AuthorizationRevoke,
    "user_authorization_cancellation": events.AuthorizationCancellation,
    "user_info_modified": events.ProfileModified,
    "templatesendjobfinish": events.TemplateSent,
    "subscribe_msg_popup_event": events.SubscriptionPopup,
    "subscribe_msg_change_event": events.SubscriptionChange,
    "subscribe_msg_sent_event": events.SubscriptionSent,
    "location_select": events.MenuAction,
    "view_miniprogram": events.MenuAction,
    "scancode_push": events.MenuAction,
    "scancode_waitmsg": events.MenuAction,
    "pic_sysphoto": events.MenuAction,
    "pic_photo_or_album": events.MenuAction,
    "pic_weixin": events.MenuAction,
}
# On every push, or known and of no use to anybody here; whatever else is not in a type's plan is reported as unknown.
_HEAD = frozenset({"ToUserName", "FromUserName", "CreateTime", "MsgType", "Event", "Encrypt"})
_KNOWN_BUT_UNUSED = frozenset(
    {"MsgDataId", "Idx", "MediaId16K", "MenuId", "Latitude", "Longitude", "Precision", "SendLocationInfo"}
    | {"ScanCodeInfo", "SendPicsInfo", "ThumbUrl", "ThumbMediaId", "EventKey", "FileMd5", "FileTotalLen"}
    | {"PluginID", "OpenPID", "RegisterSource"}
)
_KINDS = {*_MESSAGES.values(), *_EVENTS.values(), messages.UnknownMessage, events.UnknownEvent}
_PLANS = {kind: plan(kind) for kind in _KINDS}
_KNOWN = {kind: _HEAD | _KNOWN_BUT_UNUSED | {tag for _, tag, _ in steps} for kind, steps in _PLANS.items()}
_LAST_SECOND = 253_402_300_799
"""The end of the year 9999."""


def parse(xml: bytes, max_bytes: int = MAX_BODY_BYTES) -> Inbound:
    """A type of `messages` or `events`; UnknownMessage or UnknownEvent for what the platform may add one day.
    Raises BodyMalformed or BodyTooLarge."""
    elements = {element.tag: element for element in read_xml(xml, max_bytes)}
    kind, values = _kind(elements)
    values.update((name, convert(elements.get(tag))) for name, tag, convert in _PLANS[kind])
    unknown = tuple(sorted(elements.keys() - _KNOWN[kind]))
    # `cast`: the head is checked here, the rest by the plan that was made from the same dataclass.
    build = cast(Any, kind)
    return cast(Inbound, build(unknown=unknown, **_head(elements), **values))


def _kind(elements: dict[str, Element]) -> tuple[type[Inbound], dict[str, Any]]:
    message_type = _required(elements, "MsgType").lower()
    if message_type != "event":
        return _MESSAGES.get(message_type, messages.UnknownMessage), {}
    event = _required(elements, "Event").lower()
    return _EVENTS.get(event, events.UnknownEvent), {"event": event}


def _head(elements: dict[str, Element]) -> dict[str, Any]:
    second = number(elements.get("CreateTime"))
    if second is None or second > _LAST_SECOND:
        raise BodyMalformed
    return {
        "recipient": _required(elements, "ToUserName"),
        "sender": _required(elements, "FromUserName"),
        "created_at": datetime.fromtimestamp(second, UTC),
    }


def _required(elements: dict[str, Element], tag: str) -> str:
    element = elements.get(tag)
    found = element.text if element is not None else None
    if not found or not found.strip():
        raise BodyMalformed
    return found.strip()
