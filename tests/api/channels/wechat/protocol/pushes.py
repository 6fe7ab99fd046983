"""Pushes for tests: accounts, and values of every type that the platform documents."""

from datetime import UTC, datetime

from hypothesis import strategies as st

from api.channels.wechat.protocol import Account, MessageKey
from tests.support.wechat_platform.xml import Fields, document

APP_ID, TOKEN = "wx0000000000000001", "tokenOfTests"
KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
OTHER_KEY = "GFEDCBA9876543210zyxwvutsrqponmlkjihgfedcba"
NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
SECOND = str(int(NOW.timestamp()))
PLAIN = Account(APP_ID, TOKEN)
SAFE = Account(APP_ID, TOKEN, (MessageKey.from_text(KEY),), accepts_plain=False)
COMPATIBLE = Account(APP_ID, TOKEN, (MessageKey.from_text(KEY),))
CHANGING = Account(APP_ID, TOKEN, (MessageKey.from_text(OTHER_KEY), MessageKey.from_text(KEY)), accepts_plain=False)
HEAD: Fields = {"ToUserName": "gh_desk", "FromUserName": "oUserOfTests", "CreateTime": 1795399200}

MESSAGES: dict[str, Fields] = {
    "text": {"Content": "怎么删除我的信息？", "MsgId": 7001},
    "image": {"PicUrl": "http://mmbiz.example/1", "MediaId": "media-1", "MsgId": 7002},
    "voice": {"MediaId": "media-2", "Format": "amr", "Recognition": "", "MsgId": 7003, "MediaId16K": "media-2-16k"},
    "video": {"MediaId": "media-3", "ThumbMediaId": "thumb-3", "MsgId": 7004},
    "shortvideo": {"MediaId": "media-4", "ThumbMediaId": "thumb-4", "MsgId": 7005},
    "location": {"Location_X": "23.13", "Location_Y": "113.26", "Scale": "20", "Label": "某地", "MsgId": 7006},
    "link": {"Title": "标题", "Description": "描述", "Url": "https://example.com/", "MsgId": 7007},
    "file": {"Title": "表.pdf", "Description": "1 KB", "FileKey": "key-1", "MsgId": 7008},
    "miniprogrampage": {"Title": "卡片", "AppId": "wx2", "PagePath": "pages/1", "MsgId": 7009},
}
EVENTS: dict[str, Fields] = {
    "subscribe": {"EventKey": "qrscene_7", "Ticket": "ticket-1"},
    "unsubscribe": {"EventKey": ""},
    "SCAN": {"EventKey": "7", "Ticket": "ticket-1"},
    "CLICK": {"EventKey": "request:deletion"},
    "VIEW": {"EventKey": "https://example.com/policy", "MenuId": 42},
    "LOCATION": {"Latitude": "23.13", "Longitude": "113.26", "Precision": "65.0"},
    "user_authorization_revoke": {"OpenID": "oOther", "AppID": APP_ID, "RevokeInfo": "201,205", "PluginID": ""},
    "user_authorization_cancellation": {"OpenID": "oOther", "AppID": APP_ID},
    "user_info_modified": {"OpenID": "oOther", "AppID": APP_ID},
    "TEMPLATESENDJOBFINISH": {"MsgID": 99, "Status": "failed:user block"},
    "subscribe_msg_popup_event": {
        "SubscribeMsgPopupEvent": {
            "List": [
                {"TemplateId": "t1", "SubscribeStatusString": "accept", "PopupScene": 2},
                {"TemplateId": "t2", "SubscribeStatusString": "reject", "PopupScene": 2},
            ]
        }
    },
    "subscribe_msg_change_event": {"SubscribeMsgChangeEvent": {"List": {"TemplateId": "t1"}}},
    "subscribe_msg_sent_event": {"SubscribeMsgSentEvent": {"List": {"TemplateId": "t1", "ErrorCode": 0}}},
    "scancode_push": {"EventKey": "k", "ScanCodeInfo": {"ScanType": "qrcode", "ScanResult": "1"}},
    "scancode_waitmsg": {"EventKey": "k", "ScanCodeInfo": {"ScanType": "qrcode", "ScanResult": "1"}},
    "pic_sysphoto": {"EventKey": "k", "SendPicsInfo": {"Count": 1}},
    "pic_photo_or_album": {"EventKey": "k", "SendPicsInfo": {"Count": 1}},
    "pic_weixin": {"EventKey": "k", "SendPicsInfo": {"Count": 1}},
    "location_select": {"EventKey": "k", "SendLocationInfo": {"Location_X": "23"}},
    "view_miniprogram": {"EventKey": "pages/1", "MenuId": 42},
}

# What XML 1.0 can hold, but for the carriage return, which every parser turns into a line feed.
WRITABLE = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs"], exclude_characters="\r\ufffe\uffff").filter(
        lambda one: one >= " " or one in "\t\n"
    ),
    max_size=200,
)


def message(kind: str, **fields: str | int) -> bytes:
    """A push of a message type, some of its fields changed."""
    return document({**HEAD, "MsgType": kind, **MESSAGES.get(kind, {}), **fields}).encode()


def event(kind: str, **fields: str | int) -> bytes:
    """A push of an event."""
    return document({**HEAD, "MsgType": "event", "Event": kind, **EVENTS.get(kind, {}), **fields}).encode()


EVERY_PUSH = [*map(message, MESSAGES), *map(event, EVENTS)]
