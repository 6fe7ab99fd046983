"""What the desk says in WeChat only; the words are in `data/wechat.yml`."""

from collections.abc import Mapping
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict

from api.conversations.domain import Body
from api.conversations.texts import Saying, Texts

Hint = Literal[
    "image", "voice", "video", "location", "link", "file", "other", "empty", "too_long", "too_many", "unavailable"
]  # fmt: skip


class WeChatWords(BaseModel):
    """The file, checked when it is read."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    welcome: Saying
    opening: Saying
    instead: Mapping[str, str]
    """By the name of a text of `messages.yml`."""
    slow: str
    pull: str
    nothing_new: str
    more: str
    more_follows: str
    last_send: str
    choose: str
    option: str
    tap: str
    clause: str
    clause_link: str
    ticket: str
    ticket_due: str
    step: str
    staff: str
    staff_joined: str
    hints: Mapping[Hint, str]
    continue_words: frozenset[str]
    template: Mapping[str, str]
    """Fields of the template message: name → words with {number} and {status}."""

    def replaced(self, texts: Texts) -> dict[str, str]:
        """What the web says → what WeChat says instead. Raises AttributeError for a name that `texts` does not have."""
        return {getattr(texts, name).text.strip(): words.strip() for name, words in self.instead.items()}

    def title_of(self, payload: str) -> str | None:
        """The words under which the welcome offers a payload."""
        return self.greeting("").title_of(payload)

    def greeting(self, public_url: str) -> Body:
        """The welcome, with the place of the policy's page."""
        return self.welcome.body(policy=f"{public_url}/policy")


def load_wechat_words(data_dir: Path) -> WeChatWords:
    """Read `wechat.yml`."""
    return WeChatWords.model_validate(yaml.safe_load((data_dir / "wechat.yml").read_text(encoding="utf-8")))
