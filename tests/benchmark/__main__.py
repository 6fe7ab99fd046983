"""`python -m tests.benchmark`: measures the desk, and stock beside it, and prints one table."""

import argparse
import os
import sys

from scripts.train import ROOT
from tests.benchmark.desk import last_training, measure_desk, train_anew
from tests.benchmark.progress import say
from tests.benchmark.questions import questions
from tests.benchmark.stock import Stock
from tests.benchmark.table import markdown, rows
from tests.benchmark.timing import TURNS_OF_A_CONVERSATION, Plan


def main() -> int:
    """All training comes first, so that the two sides are measured close to each other, one after the other."""
    options = _options()
    plan = Plan(questions(), options.turns, options.seconds, options.long_turns)
    stock = None if options.no_stock else Stock.trained(ROOT / "data", options.stock_epochs, options.stock_labels)
    training_s = train_anew() if options.train else last_training()
    desk = measure_desk(plan, training_s)
    beside = stock.measure(plan) if stock else None
    print(markdown(rows(desk, beside)))
    print(f"\n{_conditions(plan, stock)}", flush=True)
    return 0


def _conditions(plan: Plan, stock: Stock | None) -> str:
    asked = f"{len(plan.questions)} questions; {plan.turns} turns one by one, {plan.seconds:g} s for each turns/s"
    machine = f"conversations of {TURNS_OF_A_CONVERSATION} turns; {os.cpu_count()} cores"
    beside = f"; {stock.note}; in brackets: it has no api, its figure in Rasa again" if stock else ""
    return f"{asked}; {machine}{beside}."


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmark", description=__doc__)
    parser.add_argument("--train", action="store_true", help="train the desk's model anew, for its time alone")
    parser.add_argument("--turns", type=int, default=120, help="turns one by one, at each door")
    parser.add_argument("--seconds", type=float, default=6.0, help="for each of the (at most six) turns per second")
    parser.add_argument("--long-turns", type=int, default=500, help="turns of the long conversation")
    parser.add_argument("--no-stock", action="store_true", help="the desk alone")
    parser.add_argument("--stock-epochs", type=int, default=100, help="of DIET; below 50 also of the policies")
    parser.add_argument("--stock-labels", type=int, help="only the first few labels, for a trial")
    return parser.parse_args()


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        say("stopped")
        sys.exit(130)
