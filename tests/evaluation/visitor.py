"""The simulated user of a scenario: what is said next, given the slot that is asked for."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Final

from tests.evaluation.folding import contacts_in
from tests.evaluation.items import Interruption, Scenario
from tests.evaluation.outbox import Outbox

# For a slot that the author of a scenario did not foresee: what a person without an answer would say.
_UNFORESEEN: Final = {"consent_to_collect": "同意", "confirm": "确认", "code": "{code}"}
_NOTHING_TO_SAY: Final = "没有"
_STAND_INS: Final = {"phone": "contact", "email": "contact", "contact": "phone"}
_CONTACTS: Final = ("phone", "contact", "email", "account")
_LEAVES: Final = frozenset({"cancel", "handoff"})
_SAID_AGAIN: Final = 2


@dataclass
class Visitor:
    """Remembers what was said, so that the second answer to a question is the second of the list."""

    scenario: Scenario
    outbox: Outbox
    leaving: Interruption | None = None
    said: list[str] = field(default_factory=list)
    _given: Counter[str] = field(default_factory=Counter)
    _interrupted: set[Interruption] = field(default_factory=set)
    _left: int = 0

    def interruption(self, slot: str) -> Interruption | None:
        """What is said instead of an answer; somebody who wants to leave says so again before giving in."""
        if self.leaving and slot != "confirm" and self._left < _SAID_AGAIN:
            self._left += 1
            return self._say_instead(self.leaving, slot)
        waiting = (one for one in self.scenario.interruptions if one not in self._interrupted and slot in one.slots)
        chosen = next(waiting, None)
        if chosen and chosen.then in _LEAVES:
            self.leaving = chosen
        return self._say_instead(chosen, slot) if chosen else None

    def answer(self, slot: str) -> str:
        """The answer to the question for a slot."""
        said = self._words(slot)
        self.said.append(said)
        return said

    def open(self) -> str:
        """The first message."""
        self.said.append(self.scenario.opening)
        return self.scenario.opening

    def has(self, slot: str) -> bool:
        """Whether there is an answer that was not given yet."""
        return self._given[slot] < len(self.scenario.answers.get(slot, ()))

    def _say_instead(self, interruption: Interruption, slot: str) -> Interruption:
        if slot == "code":
            self.outbox.newest_code()  # seen now, so that one sent because of the interruption is known as newer
        self._interrupted.add(interruption)
        self.said.append(interruption.say)
        return interruption

    def _words(self, slot: str) -> str:
        answers = self.scenario.answers
        known = answers.get(slot) or answers.get(_STAND_INS.get(slot, slot))
        text = known[min(self._given[slot], len(known) - 1)] if known else _UNFORESEEN.get(slot, _NOTHING_TO_SAY)
        self._given[slot] += 1
        return self._with_code(text)

    def _with_code(self, text: str) -> str:
        if "{code}" not in text and "{wrong_code}" not in text:
            return text
        code = self.outbox.newest_code() or "000000"
        return text.replace("{code}", code).replace("{wrong_code}", other_code(code))


def other_code(code: str) -> str:
    """A code of the same length that is not the right one."""
    return f"{(int(code) + 1) % 10 ** len(code):0{len(code)}d}"


def addresses(scenario: Scenario) -> frozenset[str]:
    """The phones and mailboxes that this user names: codes go there."""
    answered = [text for slot in _CONTACTS for text in scenario.answers.get(slot, ())]
    corrected = [interruption.say for interruption in scenario.interruptions]
    wanted = [value for slot in _CONTACTS for value in scenario.values.get(slot, ())]
    texts = [scenario.opening, *answered, *corrected, *wanted]
    return frozenset(found for text in texts for found in contacts_in(text))
