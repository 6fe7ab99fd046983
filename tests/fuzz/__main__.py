"""`python -m tests.fuzz --count 100000`: takes damaged pushes and prints what became of them."""

import argparse
import sys
import time
from random import SystemRandom

from tests.fuzz.runs import PYTHON_LIMIT, RESIDENT_LIMIT, Report, run


def main() -> int:
    """Ends with an error's traceback when something undocumented is raised, with 1 when memory grew."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=None, help="to see a run again")
    options = parser.parse_args()
    seed = SystemRandom().randrange(10**6) if options.seed is None else options.seed
    begin = time.monotonic()
    report = run(options.count, seed)
    print(_table(report))
    print(
        f"\n{report.total} pushes, seed {seed}, {time.monotonic() - begin:.0f} s; only documented errors; "
        f"growth of memory: {report.python_growth / 1024:.0f} KiB in Python, {report.resident_growth / 1024:.0f} KiB resident"
    )
    if report.grew:
        limits = f"{PYTHON_LIMIT / 1024:.0f} KiB in Python, {RESIDENT_LIMIT / 1024:.0f} KiB resident"
        print(f"memory grew by more than {limits}", file=sys.stderr)
        return 1
    return 0


def _table(report: Report) -> str:
    lines = ["| damage | outcome | pushes |", "|---|---|---:|"]
    lines += [f"| {kind} | {outcome} | {count} |" for (kind, outcome), count in sorted(report.outcomes.items())]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
