"""`python -m tests.evaluation`: plays all sets, prints the figures, writes the misses."""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import httpx

from tests.evaluation import report
from tests.evaluation.baselines import STOCK_MISSING, baselines
from tests.evaluation.filed import SummaryReader
from tests.evaluation.items import load_dialogues, load_scenarios, set_name
from tests.evaluation.place import Place, place_to_play
from tests.evaluation.playing import Played, play_all
from tests.evaluation.scenario_scoring import ScenarioScore, score_scenario
from tests.evaluation.simulation import Simulation
from tests.evaluation.stock_baseline import Stock
from tests.evaluation.talk import Desk

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "data"
RESULTS = ROOT / "results"
# Our own sets, and the samples where they are at hand.
FOLDERS = (ROOT / "tests" / "evaluation" / "sets", ROOT.parent / "shared" / "eval")
_PATIENCE_S = 60
_GREETING = "你好"


def main() -> int:
    """Plays, prints, writes."""
    options = _options()
    with place_to_play(Place(options.url, options.outbox), own=options.own) as place:
        say(f"playing against {place.url}")
        with httpx.Client(base_url=place.url, timeout=_PATIENCE_S) as client:
            desk = Desk(client)
            if not is_well(desk):
                say(
                    "the bot does not answer a greeting; nothing is played (is models/desk.tar.gz of the present code?)"
                )
                return 1
            questions = play_form(desk, "questions", options.only)
            dialogues = play_form(desk, "dialogues", options.only)
            scenarios = simulate(desk, place.outbox, options.only)
    print_questions(questions, stock_baseline(options))
    print_dialogues(dialogues)
    print_scenarios(scenarios)
    warn_of_errors([*questions, *dialogues])
    misses = [one.miss() for one in (*questions, *dialogues) if one.is_miss]
    write_misses([*misses, *(one.miss() for one in scenarios if not one.hit)])
    return 0


def is_well(desk: Desk) -> bool:
    """Whether a greeting gets any reply of the bot: a desk with a broken bot is not measured."""
    return not report.is_error(desk.open().say(_GREETING))


def sets(form: str, only: str) -> list[Path]:
    """The files of one form."""
    files = [path for folder in FOLDERS if folder.is_dir() for path in sorted(folder.glob(f"{form}*.jsonl"))]
    return [path for path in files if only in set_name(path)]


def play_form(desk: Desk, form: str, only: str) -> list[Played]:
    """All questions, or all dialogues."""
    played: list[Played] = []
    for path in sets(form, only):
        say(set_name(path))
        played += play_all(desk, load_dialogues(path))
    return played


def simulate(desk: Desk, outbox: Path, only: str) -> list[ScenarioScore]:
    """All scenarios."""
    simulation = Simulation(desk, outbox, SummaryReader.of(DATA))
    scores: list[ScenarioScore] = []
    for path in sets("scenarios", only):
        say(set_name(path))
        scores += [score_scenario(simulation.play(scenario)) for scenario in load_scenarios(path)]
    return scores


def stock_baseline(options: argparse.Namespace) -> Stock | None:
    """The stock pipeline when it is trained, or is to be."""
    stock = Stock.of(DATA, RESULTS, options.stock_epochs)
    return stock if options.stock or stock.is_trained else None


def print_questions(played: Sequence[Played], stock: Stock | None) -> None:
    """The desk beside the others by set, then the desk by style."""
    if not played:
        return
    systems = [("desk", played), *((other.name, other.played) for other in baselines(played, DATA, stock))]
    rows = [
        (f"{name} · {system}", turns)
        for name, _ in report.by(played, lambda one: one.dialogue.set)
        for system, everything in systems
        if (turns := [one for one in everything if one.dialogue.set == name])
    ]
    totals = [(f"all · {system}", everything) for system, everything in systems]
    _print("Questions by set", report.question_table([*rows, *totals]))
    _print("Questions by style, desk", report.question_table(report.by(played, lambda one: one.dialogue.style)))
    say(report.strict_note(played))
    if stock is None:
        say(STOCK_MISSING)


def print_dialogues(played: Sequence[Played]) -> None:
    """Turns by set, by phenomenon, and first turns apart from those that lean on something."""
    if not played:
        return
    place = report.by(played, lambda one: "later turns" if one.number else "first turns")
    groups = [*report.by(played, lambda one: one.dialogue.set), *place, ("all turns", list(played))]
    _print("Dialogue turns", report.question_table(groups))
    _print("Dialogue turns by phenomenon", report.question_table(report.by(played, lambda one: one.dialogue.style)))


def print_scenarios(scores: Sequence[ScenarioScore]) -> None:
    """By set and by type of request."""
    if not scores:
        return
    sets_of = report.by(scores, lambda one: one.run.scenario.set)
    types = report.by(scores, lambda one: f"type {one.run.scenario.type}")
    _print("Scenarios", report.scenario_table([*sets_of, *types, ("all scenarios", list(scores))]))


def warn_of_errors(played: Sequence[Played]) -> None:
    """A desk that is not well is not measured."""
    silent = report.errors(played)
    if silent:
        say(f"WARNING: {silent} of {len(played)} turns were not answered by the bot at all; see the desk's log")


def write_misses(misses: Sequence[dict[str, Any]]) -> None:
    """One JSON line for each."""
    path = RESULTS / "misses.jsonl"
    path.parent.mkdir(exist_ok=True)
    lines = [json.dumps(miss, ensure_ascii=False) + "\n" for miss in misses]
    path.write_text("".join(lines), encoding="utf-8")
    say(f"{len(misses)} misses in {path.relative_to(ROOT)}")


def say(text: str) -> None:
    """One line on the terminal."""
    print(f"[eval] {text}", flush=True)


def _print(title: str, table: str) -> None:
    print(f"\n{title}\n{table}\n", flush=True)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.evaluation", description=__doc__)
    parser.add_argument("--url", default="http://localhost:8000", help="a running desk")
    parser.add_argument("--outbox", type=Path, default=ROOT / "var" / "outbox.jsonl", help="where its codes arrive")
    parser.add_argument("--own", action="store_true", help="start a desk of our own even when one is running")
    parser.add_argument("--only", default="", help="only sets whose name contains this")
    parser.add_argument("--stock", action="store_true", help="train Rasa's stock pipeline if it is not trained yet")
    parser.add_argument("--stock-epochs", type=int, default=100)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
