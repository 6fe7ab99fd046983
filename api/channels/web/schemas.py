"""The JSON of the public contract."""

import re
from datetime import datetime
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, model_validator

from api.conversations.domain import Body
from api.conversations.models import Message

MAX_ID = 2**63 - 1
# The setting `max_text_length` may be lower, never higher.
LONGEST_TEXT = 20_000
_FORBIDDEN = re.compile(r"[\x00\ud800-\udfff]")


def _storable(text: str) -> str:
    if _FORBIDDEN.search(text):
        raise ValueError("内容里有无法保存的字符")
    return text


Text = Annotated[str, StringConstraints(max_length=LONGEST_TEXT), AfterValidator(_storable)]
ClientId = Annotated[str, StringConstraints(pattern=r"^[\x21-\x7e]{1,128}$")]
Payload = Annotated[str, StringConstraints(min_length=1, max_length=300), AfterValidator(_storable)]


class _In(BaseModel):
    model_config = ConfigDict(extra="ignore")


class _Out(BaseModel):
    model_config = ConfigDict(from_attributes=True)


class ConversationIn(_In):
    channel: Literal["web"] = "web"


class MessageIn(_In):
    client_id: ClientId
    text: Text | None = None
    payload: Payload | None = None

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if (self.text is None) == (self.payload is None):
            raise ValueError("消息内容和选项要且只要填一个")
        return self


class FeedbackIn(_In):
    message_id: Annotated[int, Field(ge=1, le=MAX_ID)]
    useful: Annotated[bool, Field(strict=True)]
    reason: Annotated[Text, StringConstraints(max_length=1000)] | None = None


class TypingIn(_In):
    on: Annotated[bool, Field(strict=True)]


class CitationOut(_Out):
    clause: str
    heading: str
    quote: str
    url: str


class QuickReplyOut(_Out):
    title: str
    payload: str


class ExpectsOut(_Out):
    slot: str
    input: str
    choices: list[QuickReplyOut]


class RequestOut(_Out):
    type: str
    step: int
    of: int


class TicketOut(_Out):
    number: str
    type: str
    status: str
    due_on: str | None


class MessageOut(_Out):
    id: int
    author: str
    kind: str
    text: str
    citations: list[CitationOut]
    quick_replies: list[QuickReplyOut]
    expects: ExpectsOut | None
    request: RequestOut | None
    ticket: TicketOut | None
    created_at: datetime

    @classmethod
    def of(cls, message: Message) -> Self:
        """What the public sees of a stored message."""
        body = Body.from_json(message.body)
        return cls(
            id=message.id,
            author=message.author,
            kind=message.kind,
            text=body.text,
            citations=[CitationOut.model_validate(citation) for citation in body.citations],
            quick_replies=[QuickReplyOut.model_validate(reply) for reply in body.quick_replies],
            expects=ExpectsOut.model_validate(body.expects) if body.expects else None,
            request=RequestOut.model_validate(body.request) if body.request else None,
            ticket=TicketOut.model_validate(body.ticket) if body.ticket else None,
            created_at=message.created_at,
        )


class RepliesOut(BaseModel):
    messages: list[MessageOut]
    state: str


class OpenedOut(RepliesOut):
    id: str
    token: str


class FeedbackOut(BaseModel):
    message_id: int
    useful: bool
