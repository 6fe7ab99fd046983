"""The WeChat official account (公众号): docs/wechat.md.

`protocol/` reads and writes what the platform speaks. `inbound/` puts a push on record and answers it within five
seconds, `forms/` turns the contract's messages into bubbles of text, `outbound/` sends what the passive reply did not
carry, `people/` knows who is who without keeping an openid in clear."""

from datetime import timedelta

from api.channels.base import Capabilities
from api.channels.wechat.protocol import BUBBLE_BYTES

WECHAT = Capabilities("wechat", max_text_bytes=BUBBLE_BYTES, window=timedelta(hours=48), pushes=True)
