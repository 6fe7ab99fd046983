"""What is going on: lines on standard error, so that standard output holds the table alone."""

import sys


def say(text: str) -> None:
    """One line."""
    print(f"[bench] {text}", file=sys.stderr, flush=True)
