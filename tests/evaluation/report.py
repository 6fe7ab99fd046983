"""The tables of a run."""

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from statistics import median
from typing import TypeVar

from tests.evaluation.playing import Played
from tests.evaluation.scenario_scoring import ScenarioScore
from tests.evaluation.talk import NOT_BY_THE_DESK, Reply

Item = TypeVar("Item")

_QUESTION_HEAD = (
    "", "policy", "hit", "full", "offered", "declined", "request", "started", "offered",
    "handoff", "hit", "chitchat", "hit", "oos", "hit", "answered", "errors",
)  # fmt: skip
_SCENARIO_HEAD = (
    "", "n", "hit", "outcome", "type", "values", "right", "filed wrongly", "needless asks", "questions", "unanswered",
    "turns",
)  # fmt: skip

_KINDS = ("policy", "request", "handoff", "chitchat", "oos")
_ERRORS = frozenset({"error", NOT_BY_THE_DESK})


def question_table(groups: Iterable[tuple[str, Sequence[Played]]]) -> str:
    """One row for each named group of turns."""
    return table(_QUESTION_HEAD, [(name, *_question_cells(turns)) for name, turns in groups])


def scenario_table(groups: Iterable[tuple[str, Sequence[ScenarioScore]]]) -> str:
    """One row for each named group of scenarios."""
    return table(_SCENARIO_HEAD, [(name, *_scenario_cells(scores)) for name, scores in groups])


def strict_note(turns: Sequence[Played]) -> str:
    """How many of the questions that ask for every clause had them all in the first answer alone."""
    several = [one for one in turns if one.turn.kind == "policy" and one.turn.note.startswith("all")]
    hits, in_first = sum(one.score.hit for one in several), sum(one.score.in_first for one in several)
    return f"questions with note `all`: {len(several)}, hit {hits}, in the first answer alone {in_first}"


def errors(turns: Iterable[Played]) -> int:
    """Turns that the bot did not answer at all: with many of them the other figures say nothing."""
    return sum(is_error(one.reply) for one in turns)


def is_error(reply: Reply) -> bool:
    """Whether nothing of the bot came back."""
    return not reply.messages or not _ERRORS.isdisjoint(reply.kinds)


def by(items: Iterable[Item], name: Callable[[Item], str]) -> list[tuple[str, list[Item]]]:
    """Groups in the order of their names."""
    groups: dict[str, list[Item]] = {}
    for item in items:
        groups.setdefault(name(item), []).append(item)
    return sorted(groups.items())


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Columns as wide as their widest cell; Chinese characters are two wide."""
    lines = [tuple(head), *map(tuple, rows)]
    widths = [max(_width(line[column]) for line in lines) for column in range(len(head))]
    return "\n".join(_line(line, widths) for line in lines)


def _question_cells(turns: Sequence[Played]) -> list[str]:
    kinds = {kind: [one for one in turns if one.turn.kind == kind] for kind in _KINDS}
    policy, request, oos = kinds["policy"], kinds["request"], kinds["oos"]
    return [
        *_hits(policy), _share(sum(one.score.full for one in policy), len(policy)),
        _outcomes(policy, "offered"), _outcomes(policy, "declined"),
        *_hits(request), _outcomes(request, "offered"),
        *_hits(kinds["handoff"]), *_hits(kinds["chitchat"]),
        *_hits(oos), _outcomes(oos, "answered"), str(errors(turns)),
    ]  # fmt: skip


def _hits(turns: Sequence[Played]) -> tuple[str, str]:
    return str(len(turns)), _share(sum(one.score.hit for one in turns), len(turns))


def _outcomes(turns: Sequence[Played], outcome: str) -> str:
    return str(sum(one.score.outcome == outcome for one in turns)) if turns else "–"


def _scenario_cells(scores: Sequence[ScenarioScore]) -> list[str]:
    runs = [score.run for score in scores]
    filed = [score for score in scores if score.run.outcome == "filed"]
    values = [right for score in scores for right in score.slots.values()]
    asked, answered = sum(run.questions_asked for run in runs), sum(run.questions_answered for run in runs)
    return [
        str(len(scores)),
        _share(sum(score.hit for score in scores), len(scores)),
        _share(sum(score.right_outcome for score in scores), len(scores)),
        _share(sum(score.right_type for score in filed), len(filed)),
        str(len(values)),
        _share(sum(values), len(values)),
        str(sum(score.filed_wrongly for score in scores)),
        str(sum(len(run.asked_needlessly) for run in runs)),
        str(asked),
        str(asked - answered),
        f"{median(score.run.turns for score in filed):g}" if filed else "–",
    ]


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f}%" if whole else "–"


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    padded = [" " * (width - _width(cell)) + cell for cell, width in zip(cells, widths, strict=True)]
    first = cells[0] + " " * (widths[0] - _width(cells[0]))
    return "  ".join([first, *padded[1:]]).rstrip()


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(mark) in "WF" else 1 for mark in text)
