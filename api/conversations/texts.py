"""What the desk itself says; the words are in `data/messages.yml`."""

from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, field_validator

from api.conversations.domain import Body, QuickReply

PLACES = ("name", "opens", "hours", "policy")
"""What a saying may leave open in braces."""


class QuickReplyText(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    title: str
    payload: str


class Saying(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    text: str
    quick_replies: tuple[QuickReplyText, ...] = ()

    @field_validator("text")
    @classmethod
    def _known_places(cls, text: str) -> str:
        """A wrong name is found when the desk starts, not when it speaks."""
        try:
            text.format_map(dict.fromkeys(PLACES, ""))
        except KeyError as missing:
            raise ValueError(f"unknown place {missing}") from missing
        return text

    def body(self, **fields: str) -> Body:
        """As a message; `fields` fill the places in braces."""
        replies = tuple(QuickReply(reply.title, reply.payload) for reply in self.quick_replies)
        return Body(text=self.text.strip().format_map(fields), quick_replies=replies)


class Texts(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    opening: Saying
    kept: Saying
    kept_again: Saying
    handoff_requested: Saying
    handoff_repeated: Saying
    waiting: Saying
    handoff_after_hours: Saying
    nobody_yet: Saying
    staff_joined: Saying
    staff_changed: Saying
    back_to_bot: Saying
    back_from_staff: Saying
    back_after_idle: Saying
    closed: Saying
    numbers_hidden: Saying
    rating: Saying
    rated: Saying
    request_offer: dict[str, str]
    """Title of the quick reply that opens a request, by request type."""

    def with_stars(self, saying: Saying) -> Body:
        """A farewell of staff, with the stars to be given in front of its own buttons."""
        body, stars = saying.body(), self.rating.body()
        return Body(text=f"{body.text}\n\n{stars.text}", quick_replies=stars.quick_replies + body.quick_replies)


def load_texts(data_dir: Path) -> Texts:
    return Texts.model_validate(yaml.safe_load((data_dir / "messages.yml").read_text(encoding="utf-8")))
