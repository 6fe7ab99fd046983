"""A scenario from the opening to a receipt, a cancellation, a handoff, or the end of patience."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from tests.evaluation.filed import SummaryReader
from tests.evaluation.folding import fold_value
from tests.evaluation.items import Interruption, Scenario
from tests.evaluation.outbox import Outbox
from tests.evaluation.scoring import section
from tests.evaluation.talk import Desk, Reply
from tests.evaluation.visitor import Visitor, addresses

_MOST_TURNS: Final = 40
_ENDS_A_REQUEST: Final = frozenset({"confirm", "consent_to_collect"})
_SAID_BEFORE: Final = frozenset({"name", "phone", "email", "contact", "correct_value"})


@dataclass
class Run:
    """What happened in a scenario."""

    scenario: Scenario
    outcome: str = ""
    type: str | None = None
    values: dict[str, str] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    asked_needlessly: list[str] = field(default_factory=list)
    questions_asked: int = 0
    questions_answered: int = 0
    transcript: list[dict[str, Any]] = field(default_factory=list)

    @property
    def turns(self) -> int:
        """Messages that the user needed."""
        return len(self.transcript)


class Simulation:
    """Plays scenarios, one after the other."""

    def __init__(self, desk: Desk, outbox: Path, summaries: SummaryReader) -> None:
        self._desk = desk
        self._outbox = outbox
        self._summaries = summaries

    def play(self, scenario: Scenario) -> Run:
        """One scenario in a conversation of its own."""
        visitor = Visitor(scenario, Outbox(self._outbox, addresses(scenario)))
        return _Visit(self._desk, visitor, self._summaries).play()


class _Visit:
    def __init__(self, desk: Desk, visitor: Visitor, summaries: SummaryReader) -> None:
        self._conversation = desk.open()
        self._visitor = visitor
        self._summaries = summaries
        self._run = Run(visitor.scenario)
        self._slot: str | None = None
        self._patience = 1

    def play(self) -> Run:
        """Goes on until there is an outcome."""
        reply = self._say(self._visitor.open())
        while not self._run.outcome:
            reply = self._go_on(reply)
        return self._run

    def _go_on(self, reply: Reply) -> Reply:
        self._run.outcome = self._end(reply)
        if self._run.outcome:
            return reply
        slot = reply.slot or self._unasked()
        if slot is None:
            self._run.outcome = "stuck" if self._run.asked else "not_started"
            return reply
        self._note_question(slot if reply.slot else None)
        self._slot = slot
        interruption = self._visitor.interruption(slot)
        if interruption:
            return self._interrupt(interruption)
        return self._say(self._visitor.answer(slot))

    def _end(self, reply: Reply) -> str:
        """The outcome, or nothing while the request goes on."""
        if any(message.kind == "receipt" for message in reply.messages):
            return "filed"
        if reply.state != "bot" or ("handoff" in reply.kinds and reply.slot is None):
            return "handoff"
        if self._run.turns >= _MOST_TURNS:
            return "stuck"
        return "cancelled" if self._is_called_off(reply) else ""

    def _is_called_off(self, reply: Reply) -> bool:
        """Nothing is asked any more after words that can end a request."""
        if reply.slot or any(message.request for message in reply.messages) or not self._run.asked:
            return False
        return self._visitor.leaving is not None or self._slot in _ENDS_A_REQUEST

    def _unasked(self) -> str | None:
        """The reply asks for nothing although the request is not over: once, the user says again what is wanted."""
        if not self._patience:
            return None
        self._patience -= 1
        return self._slot or ("request_type" if self._visitor.has("request_type") else None)

    def _interrupt(self, interruption: Interruption) -> Reply:
        reply = self._say(interruption.say)
        if interruption.clause:
            self._run.questions_asked += 1
            answered = section(interruption.clause) in map(section, reply.clauses)
            self._run.questions_answered += answered
        return reply

    def _note_question(self, slot: str | None) -> None:
        if slot is None:
            return
        if slot not in self._run.asked and self._was_said(slot):
            self._run.asked_needlessly.append(slot)
        self._run.asked.append(slot)

    def _was_said(self, slot: str) -> bool:
        """By the author's note, or because the right value stands in what the user has said so far."""
        scenario = self._visitor.scenario
        if slot in scenario.said_at_opening:
            return True
        if slot not in _SAID_BEFORE:
            return False
        said = fold_value("\n".join(self._visitor.said))
        return any(fold_value(value) in said for value in scenario.values.get(slot, ()))

    def _say(self, text: str) -> Reply:
        reply = self._conversation.say(text)
        self._run.transcript.append({"user": text, "state": reply.state, "said": reply.shown()})
        for message in reply.messages:
            self._run.type = message.ticket_type or message.request or self._run.type
            self._run.values = self._summaries.read(message.text) or self._run.values
        return reply
