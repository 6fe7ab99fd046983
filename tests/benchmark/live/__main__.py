"""`python -m tests.benchmark.live`: prints one table."""

import argparse
import os
import sys

from tests.benchmark.live.course import Plan, run
from tests.benchmark.live.report import conditions, markdown
from tests.benchmark.processes import load


def main() -> int:
    """Ends with 1 when a word was lost or doubled."""
    plan = _plan()
    figures = run(plan)
    print(markdown(plan, figures))
    print(f"\n{conditions(plan)} {os.cpu_count()} cores; load {load():.1f}.", flush=True)
    return int(any(count.lost or count.doubled for count in figures.counts.values()))


def _plan() -> Plan:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmark.live", description=__doc__)
    parser.add_argument("--users", type=int, default=200, help="conversations, each with its event stream")
    parser.add_argument("--agents", type=int, default=20)
    parser.add_argument("--rate", type=float, default=2.0, help="messages of users a second, all together")
    parser.add_argument("--seconds", type=float, default=60.0, help="of the steady part")
    parser.add_argument("--kills", type=int, default=4, help="of the api, afterwards")
    parser.add_argument("--burst", type=int, default=40, help="messages at once, in the middle of which it is killed")
    found = parser.parse_args()
    if found.users < 2 * found.agents:
        parser.error("each agent needs two conversations or more")
    return Plan(**vars(found))


if __name__ == "__main__":
    sys.exit(main())
