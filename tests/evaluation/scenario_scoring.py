"""The score of a scenario: the outcome, the ticket's type, and every value that was filed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from tests.evaluation.folding import fold_contact, fold_value
from tests.evaluation.simulation import Run

# In the user's own words, so it is enough that one of the gold wordings stands in the value; all others are equal.
_FREE: Final = frozenset({"request_scope", "wrong_field", "details", "delivery_target", "relationship"})
_CONTACTS: Final = ("contact", "phone", "email")
# Other names for a request that ended with nothing filed.
_CALLED_OFF: Final = frozenset({"refused", "declined", "abandoned", "aborted", "no_consent", "not_filed"})


@dataclass(frozen=True)
class ScenarioScore:
    """What is counted of a scenario."""

    run: Run
    right_outcome: bool
    right_type: bool
    slots: Mapping[str, bool]
    """Of each filed value that has a gold value, whether it is right."""

    @property
    def hit(self) -> bool:
        """Outcome and type are right and every filed value has its gold value; a summary that could not be read
        is no hit."""
        if not self.right_outcome or self.run.outcome != "filed":
            return self.right_outcome
        return self.right_type and bool(self.slots) and all(self.slots.values())

    @property
    def filed_wrongly(self) -> bool:
        """A ticket that should not be."""
        return self.run.outcome == "filed" and "filed" not in _accepted(self.run.scenario.outcomes)

    def miss(self) -> dict[str, Any]:
        """A line of the file of misses."""
        run, scenario = self.run, self.run.scenario
        return {
            "set": scenario.set,
            "id": scenario.id,
            "style": scenario.style,
            "outcome": run.outcome,
            "wanted": {"outcome": scenario.outcomes, "type": scenario.type, "values": scenario.values},
            "type": run.type,
            "values": run.values,
            "wrong": [slot for slot, right in self.slots.items() if not right],
            "asked_needlessly": run.asked_needlessly,
            "unanswered_questions": run.questions_asked - run.questions_answered,
            "turns": run.turns,
            "said": run.transcript,
        }


def score_scenario(run: Run) -> ScenarioScore:
    """The score of a run."""
    filed = run.outcome == "filed"
    return ScenarioScore(
        run=run,
        right_outcome=run.outcome in _accepted(run.scenario.outcomes),
        right_type=not filed or run.type == run.scenario.type,
        slots=compare(run.values, run.scenario.values) if filed else {},
    )


def compare(values: Mapping[str, str], gold: Mapping[str, tuple[str, ...]]) -> dict[str, bool]:
    """Each filed value against its gold; what has no gold value is not judged."""
    return {slot: _is_right(slot, value, wanted) for slot, value in values.items() if (wanted := _gold(slot, gold))}


def _gold(slot: str, gold: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """A person may be reached by any contact of the gold, whichever slot it was asked for under."""
    if slot in _CONTACTS:
        return tuple(value for name in _CONTACTS for value in gold.get(name, ()))
    return gold.get(slot, ())


def _is_right(slot: str, value: str, wanted: tuple[str, ...]) -> bool:
    if slot in _CONTACTS:
        return fold_contact(value) in map(fold_contact, wanted)
    folded = fold_value(value)
    if slot in _FREE:
        return any(fold_value(one) in folded for one in wanted)
    return folded in map(fold_value, wanted)


def _accepted(outcomes: tuple[str, ...]) -> frozenset[str]:
    return frozenset("cancelled" if outcome in _CALLED_OFF else outcome for outcome in outcomes)
