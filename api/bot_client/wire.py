"""Rasa's answer, read leniently: a field that breaks the contract is dropped and logged, the words still reach the
user (docs/architecture.md, "Contract api → bot")."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal

import structlog
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from api.conversations.domain import (
    EXPECTED_INPUTS,
    MESSAGE_KINDS,
    BotMessage,
    Clause,
    Expects,
    QuickReply,
    RequestStep,
    TicketCard,
)

log = structlog.get_logger(__name__)

_KINDS = "|".join(sorted(MESSAGE_KINDS))
_INPUTS = "|".join(sorted(EXPECTED_INPUTS))


class _Wire(BaseModel):
    model_config = ConfigDict(extra="ignore")


class WireChoice(_Wire):
    title: str
    payload: str = Field(pattern=r"^(ask|request|choose|do):.")

    def plain(self) -> QuickReply:
        return QuickReply(self.title, self.payload)


class WireClause(_Wire):
    id: str = Field(coerce_numbers_to_str=True)
    quote: str | None = None


class WireExpects(_Wire):
    slot: str
    input: str = Field(default="text", pattern=f"^({_INPUTS})$")
    choices: list[WireChoice] = []


class WireRequest(_Wire):
    type: str
    step: int
    of: int


class WireTicket(_Wire):
    number: str
    type: str
    status: str
    due_on: str | None = None


class Custom(_Wire):
    kind: str = Field(default="text", pattern=f"^({_KINDS})$")
    text: str | None = None
    answer: str | None = None
    clauses: list[WireClause] | None = None
    next: list[str] | None = None
    offers: str | None = None
    candidates: list[str] | None = None
    requests: list[str] | None = None
    choices: list[WireChoice] | None = None
    expects: WireExpects | None = None
    request: WireRequest | None = None
    ticket: WireTicket | None = None
    retry: bool | None = None
    handoff: str | Literal[True] | None = None


def read_messages(items: Sequence[Mapping[str, Any]]) -> list[BotMessage]:
    """A text and the custom right behind it are one message."""
    messages: list[BotMessage] = []
    waiting: Mapping[str, Any] | None = None
    for item in items:
        if "custom" in item:
            messages.append(_message(waiting or {}, item["custom"]))
            waiting = None
            continue
        if waiting is not None:
            messages.append(_message(waiting, {}))
        waiting = item if item.get("text") else None
    if waiting is not None:
        messages.append(_message(waiting, {}))
    return messages


def _message(item: Mapping[str, Any], custom: Any) -> BotMessage:
    fields = _custom(custom)
    text = item.get("text") or fields.text or ""
    buttons = _custom({"choices": item.get("buttons")}).choices or []
    return BotMessage(
        text=str(text),
        kind=fields.kind,
        answer=fields.answer,
        clauses=tuple(Clause(clause.id, clause.quote) for clause in fields.clauses or ()),
        next=tuple(fields.next or ()),
        offers=fields.offers,
        candidates=tuple(fields.candidates or ()),
        requests=tuple(fields.requests or ()),
        choices=_plain([*(fields.choices or ()), *buttons]),
        expects=_expects(fields.expects),
        request=RequestStep(**fields.request.model_dump()) if fields.request else None,
        ticket=TicketCard(**fields.ticket.model_dump()) if fields.ticket else None,
        retry=bool(fields.retry),
        handoff="bot" if fields.handoff is True else fields.handoff,
    )


def _custom(data: Any) -> Custom:
    """Validate; leave out the fields that do not fit."""
    if not isinstance(data, Mapping):
        log.error("bot.malformed_custom", fields=["custom"])
        return Custom()
    try:
        return Custom.model_validate(data)
    except ValidationError as error:
        wrong = {str(fault["loc"][0]) for fault in error.errors(include_input=False) if fault["loc"]}
        log.error("bot.malformed_custom", fields=sorted(wrong))
        return Custom.model_validate({key: value for key, value in data.items() if key not in wrong})


def _expects(expects: WireExpects | None) -> Expects | None:
    return Expects(expects.slot, expects.input, _plain(expects.choices)) if expects else None


def _plain(choices: Iterable[WireChoice]) -> tuple[QuickReply, ...]:
    return tuple(choice.plain() for choice in choices)
