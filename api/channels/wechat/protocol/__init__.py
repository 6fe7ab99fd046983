"""The official account's protocol as a pure package: no network, no database, no clock, no framework.

How a push is taken:

    envelope = open_envelope(account, query, body, now)     # who, when; decrypted      raises ProtocolError
    inbound = parse(envelope.xml)                           # typed; `inbound.key`      raises BodyMalformed
    check_nonce(store, envelope.nonce, inbound.key, envelope.nonce_until)             # raises Replayed
    ...
    body = envelope.seal(render(TextReply("…"), inbound, now), now)                     # or SUCCESS

- `inbound.key` is the same for each delivery of one push: deduplicate by it. Seal anew for each delivery; what is to be
  kept is the reply, not the body.
- Every way in which a push can be wrong is a ProtocolError with a `reason` for logs; `NotAuthentic` are those of which
  nothing shows that the platform sent them (answer 403), `Unreadable` the others (answer SUCCESS, or the user sees an
  error, and count it).
- `account.keys` holds the current EncodingAESKey and the previous one; `envelope.uses_previous_key` tells the operator.
- A text's bubbles: `split` and `merge`, at most BUBBLE_BYTES each.
- The pages that rules come from are named in each module."""

from api.channels.wechat.protocol.crypto import MessageKey
from api.channels.wechat.protocol.envelope import Account, Envelope, answer_url_check, open_envelope
from api.channels.wechat.protocol.errors import (
    BodyMalformed,
    BodyTooLarge,
    ConfigurationInvalid,
    DecryptionFailed,
    EncryptionRequired,
    Expired,
    NotAuthentic,
    ProtocolError,
    Replayed,
    ReplyInvalid,
    SignatureInvalid,
    Unreadable,
    WrongAccount,
)
from api.channels.wechat.protocol.events import (
    AuthorizationCancellation,
    AuthorizationChange,
    AuthorizationRevoke,
    Click,
    Event,
    LocationReport,
    MenuAction,
    ProfileModified,
    Scan,
    Subscribe,
    SubscriptionChange,
    SubscriptionPopup,
    SubscriptionSent,
    TemplateSent,
    UnknownEvent,
    Unsubscribe,
    View,
)
from api.channels.wechat.protocol.messages import (
    FileMessage,
    ImageMessage,
    Inbound,
    LinkMessage,
    LocationMessage,
    Message,
    MiniProgramMessage,
    TextMessage,
    UnknownMessage,
    VideoMessage,
    VoiceMessage,
)
from api.channels.wechat.protocol.nonces import NonceStore, check_nonce
from api.channels.wechat.protocol.parsing import parse
from api.channels.wechat.protocol.replies import (
    MAX_TEXT_BYTES,
    SUCCESS,
    TextReply,
    render,
)
from api.channels.wechat.protocol.texts import BUBBLE_BYTES, merge, size, split
from api.channels.wechat.protocol.xml import MAX_BODY_BYTES

__all__ = [
    "BUBBLE_BYTES",
    "MAX_BODY_BYTES",
    "MAX_TEXT_BYTES",
    "SUCCESS",
    "Account",
    "AuthorizationCancellation",
    "AuthorizationChange",
    "AuthorizationRevoke",
    "BodyMalformed",
    "BodyTooLarge",
    "Click",
    "ConfigurationInvalid",
    "DecryptionFailed",
    "EncryptionRequired",
    "Envelope",
    "Event",
    "Expired",
    "FileMessage",
    "ImageMessage",
    "Inbound",
    "LinkMessage",
    "LocationMessage",
    "LocationReport",
    "MenuAction",
    "Message",
    "MessageKey",
    "MiniProgramMessage",
    "NonceStore",
    "NotAuthentic",
    "ProfileModified",
    "ProtocolError",
    "Replayed",
    "ReplyInvalid",
    "Scan",
    "SignatureInvalid",
    "Subscribe",
    "SubscriptionChange",
    "SubscriptionPopup",
    "SubscriptionSent",
    "TemplateSent",
    "TextMessage",
    "TextReply",
    "UnknownEvent",
    "UnknownMessage",
    "Unreadable",
    "Unsubscribe",
    "VideoMessage",
    "View",
    "VoiceMessage",
    "WrongAccount",
    "answer_url_check",
    "check_nonce",
    "merge",
    "open_envelope",
    "parse",
    "render",
    "size",
    "split",
]
