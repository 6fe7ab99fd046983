"""`python -m tests.benchmark.wechat`: prints one table."""

import argparse
import os
import sys

from tests.benchmark.progress import say
from tests.benchmark.table import MISSING, shown
from tests.benchmark.wechat.protocol import protocol_rates
from tests.benchmark.wechat.replies import reply_figures


def main() -> int:
    """The protocol alone, and with a trained model the whole desk."""
    options = _options()
    say("protocol beside wechatpy")
    rates = protocol_rates(options.pushes, options.rounds)
    print("| figure | desk | wechatpy | desk ÷ wechatpy |\n|---|---:|---:|---:|")
    print(
        _line(
            "pushes read and replies sealed",
            f"{rates.ours:.0f} /s",
            f"{rates.theirs:.0f} /s",
            rates.ratio,
        )
    )
    if not options.protocol_only:
        figures = reply_figures(options.users, options.turns)
        for share in (0.5, 0.95):
            name = f"passive reply, {options.users} users at once, p{share * 100:.0f}"
            print(_line(name, shown(figures.timings.percentile(share), "ms")))
        print(_line("pushes delivered more than once", str(figures.late)))
        print(_line("pushes without a passive reply", str(figures.timings.failed)))
        print(_line("errors shown", str(figures.errors)))
    print(f"\n{os.cpu_count()} cores; load {os.getloadavg()[0]:.1f}", flush=True)
    return 0


def _line(name: str, desk: str, theirs: str = MISSING, ratio: float | None = None) -> str:
    return f"| {name} | {desk} | {theirs} | {MISSING if ratio is None else f'{ratio:.2f}'} |"


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmark.wechat", description=__doc__)
    parser.add_argument("--pushes", type=int, default=300, help="in each round")
    parser.add_argument("--rounds", type=int, default=41)
    parser.add_argument("--users", type=int, default=50)
    parser.add_argument("--turns", type=int, default=6, help="questions of each user")
    parser.add_argument("--protocol-only", action="store_true", help="without the running desk")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
