"""What the desk itself says; the words are in `data/messages.yml`."""

from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

from api.conversations.domain import Body, QuickReply


class QuickReplyText(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    title: str
    payload: str


class Saying(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    text: str
    quick_replies: tuple[QuickReplyText, ...] = ()

    def body(self) -> Body:
        replies = tuple(QuickReply(reply.title, reply.payload) for reply in self.quick_replies)
        return Body(text=self.text.strip(), quick_replies=replies)


class Texts(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    opening: Saying
    kept: Saying
    kept_again: Saying
    handoff_requested: Saying
    handoff_repeated: Saying
    waiting: Saying
    staff_joined: Saying
    back_to_bot: Saying
    closed: Saying
    numbers_hidden: Saying
    request_offer: dict[str, str]
    """Title of the quick reply that opens a request, by request type."""


def load_texts(data_dir: Path) -> Texts:
    return Texts.model_validate(yaml.safe_load((data_dir / "messages.yml").read_text(encoding="utf-8")))
