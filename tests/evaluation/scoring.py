"""The score of one reply, word for word as eval/README.md has it."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from tests.evaluation.folding import fold
from tests.evaluation.items import Turn
from tests.evaluation.talk import Message, Reply

_CALM: Final = frozenset({"decline", "clarify", "smalltalk", "handoff"})
# "The policy does not write this": how an answer says openly that there is no answer.
_OPENLY_SILENT: Final = re.compile(
    r"(没有?|未|并未|不曾)(再|另外|具体|明确|单独|逐一|专门)*(写|说|提|规定|列|讲|载|约定|给出|公布|注明|涉及|交代|承诺|点名|限定)"
)


@dataclass(frozen=True)
class Score:
    """`outcome` is `hit` or names what came instead."""

    hit: bool
    outcome: str
    full: bool = False
    in_first: bool = False
    """Whether the first answer alone earns the hit; differs from `hit` only where all clauses are asked for."""


def score(turn: Turn, reply: Reply) -> Score:
    """The score of the reply to a turn."""
    return _SCORERS[turn.kind](turn, reply)


def section(clause: str) -> str:
    """chapter.section of a clause id that may name a list item: 5.3.4 → 5.3."""
    return ".".join(clause.split(".")[:2])


def has_facts(turn: Turn, reply: Reply) -> bool:
    """Whether of each inner list one string stands in the texts or quotes."""
    words = fold(reply.words)
    return all(any(fold(fact) in words for fact in alternatives) for alternatives in turn.facts)


def _policy(turn: Turn, reply: Reply) -> Score:
    answers = [message for message in reply.messages if message.kind == "answer"]
    if not answers:
        return Score(False, _instead(reply))
    in_first = _cites(turn, answers[:1])
    hit = _cites(turn, answers) if _asks_for_all(turn) else in_first
    return Score(hit, "hit" if hit else "wrong_clause", hit and has_facts(turn, reply), in_first)


def _cites(turn: Turn, answers: list[Message]) -> bool:
    cited = {section(citation.clause) for answer in answers for citation in answer.citations}
    found = [section(clause) in cited for clause in turn.clauses]
    return all(found) if _asks_for_all(turn) else any(found)


def _asks_for_all(turn: Turn) -> bool:
    return re.match(r"all\b", turn.note) is not None


def _instead(reply: Reply) -> str:
    """What a policy question got when it got no answer."""
    for outcome in ("clarify", "decline", "form", "handoff", "smalltalk"):
        if outcome in reply.kinds:
            return {"clarify": "clarified", "decline": "declined"}.get(outcome, outcome)
    return reply.kinds[0] if reply.kinds else "nothing"


def _request(turn: Turn, reply: Reply) -> Score:
    started = [message.request for message in reply.messages if message.kind == "form" and message.request]
    if turn.request in started:
        return Score(True, "hit")
    if any(message.slot == "request_type" for message in reply.messages):
        return Score(False, "offered")
    return Score(False, "wrong_request" if started else _first_kind(reply))


def _handoff(_: Turn, reply: Reply) -> Score:
    hit = reply.state != "bot" or "handoff" in reply.kinds
    return Score(hit, "hit" if hit else _first_kind(reply))


def _chitchat(_: Turn, reply: Reply) -> Score:
    hit = "smalltalk" in reply.kinds
    return Score(hit, "hit" if hit else _first_kind(reply))


def _out_of_scope(turn: Turn, reply: Reply) -> Score:
    calm = bool(reply.kinds) and _CALM.issuperset(reply.kinds)
    if (calm and not reply.clauses and not _starts_request(reply)) or _is_open_about_silence(turn, reply):
        return Score(True, "hit")
    if _starts_request(reply):
        return Score(False, "request_started")
    return Score(False, "answered" if reply.clauses or "answer" in reply.kinds else _first_kind(reply))


def _is_open_about_silence(turn: Turn, reply: Reply) -> bool:
    """`silent`: the policy says nothing on it; an answer that says so, citing the nearest clause, is right too."""
    if not turn.note.startswith("silent") or _starts_request(reply) or not reply.clauses:
        return False
    return _OPENLY_SILENT.search(fold("".join(message.text for message in reply.messages))) is not None


def _starts_request(reply: Reply) -> bool:
    return any(message.kind == "form" or message.request for message in reply.messages)


def _first_kind(reply: Reply) -> str:
    return reply.kinds[0] if reply.kinds else "nothing"


_SCORERS: Final[dict[str, Callable[[Turn, Reply], Score]]] = {
    "policy": _policy,
    "request": _request,
    "handoff": _handoff,
    "chitchat": _chitchat,
    "oos": _out_of_scope,
}
