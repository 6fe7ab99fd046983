"""The words that stand for a payload which WeChat itself offers: in the menu, in the welcome, in a QR code."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from api.channels.wechat.words import WeChatWords
from api.conversations.ports import Policy
from api.conversations.texts import Texts

# The grammar of docs/architecture.md, without what only makes sense within a form.
_PAYLOAD = re.compile(r"ask:[a-z0-9_]{1,64}|request:[a-z_]{1,32}|do:(?:handoff|status|bot)")


@dataclass(frozen=True)
class Titles:
    """`menu`: payload → name of the item."""

    words: WeChatWords
    texts: Texts
    policy: Policy
    menu: Mapping[str, str]

    def of(self, payload: str) -> str | None:
        """None for a payload that the desk does not know or does not take from outside a conversation."""
        if not _PAYLOAD.fullmatch(payload):
            return None
        named = self.menu.get(payload) or self.words.title_of(payload)
        verb, _, value = payload.partition(":")
        if verb == "ask":
            return self.policy.question(value)
        if verb == "request":
            return self.texts.request_offer.get(value)
        return named
