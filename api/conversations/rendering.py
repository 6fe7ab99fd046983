"""Turns what the bot means into what the user sees: clause ids become quotes, answer ids become questions."""

from collections.abc import Iterable
from dataclasses import replace

import structlog

from api.conversations.domain import Body, BotMessage, Citation, Expects, QuickReply
from api.conversations.ports import Policy
from api.conversations.texts import Texts

log = structlog.get_logger(__name__)


class Renderer:
    def __init__(self, policy: Policy, texts: Texts) -> None:
        self._policy = policy
        self._texts = texts

    def body(self, message: BotMessage) -> Body:
        return Body(
            text=message.text,
            citations=tuple(self._citations(message)),
            quick_replies=_unique(self._quick_replies(message)),
            expects=_expects(message),
            request=message.request,
            ticket=message.ticket,
            answer=message.answer,
        )

    def _citations(self, message: BotMessage) -> Iterable[Citation]:
        for clause in message.clauses:
            citation = self._policy.citation(clause.id, clause.quote)
            if citation is None:
                log.error("answer.unknown_clause", answer=message.answer, clause=clause.id)
            else:
                yield citation

    def _quick_replies(self, message: BotMessage) -> Iterable[QuickReply]:
        yield from message.choices
        yield from self._questions(message.candidates)
        yield from self._requests(message.requests)
        yield from self._questions(message.next)
        yield from self._requests([message.offers] if message.offers else [])
        if message.handoff is not None:
            yield from self._texts.handoff_requested.body().quick_replies

    def _requests(self, types: Iterable[str]) -> Iterable[QuickReply]:
        known = self._texts.request_offer
        yield from (QuickReply(known[name], f"request:{name}") for name in types if name in known)

    def _questions(self, answers: Iterable[str]) -> Iterable[QuickReply]:
        for answer in answers:
            question = self._policy.question(answer)
            if question is None:
                log.error("answer.unknown_question", answer=answer)
            else:
                yield QuickReply(question, f"ask:{answer}")


def _expects(message: BotMessage) -> Expects | None:
    """What is asked for; the buttons of a question are its choices when it brings none of its own."""
    if message.expects is None or message.expects.choices:
        return message.expects
    return replace(message.expects, choices=message.choices)


def _unique(replies: Iterable[QuickReply]) -> tuple[QuickReply, ...]:
    return tuple({reply.payload: reply for reply in replies}.values())
