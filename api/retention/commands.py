"""`python -m api.cli retention [--dry-run]`."""

from collections import Counter
from collections.abc import Iterable

from api.retention.service import Over, Retention


def table(found: Iterable[Over]) -> str:
    """What would go, a line for each kind."""
    lines = [f"{'kind':<14} {'keep':>10}  {'older than':<20} {'would go':>8}"]
    lines += [
        f"{over.kind:<14} {over.term.days:>5} days  {over.before:%Y-%m-%d %H:%M %Z}  {over.count:>8}" for over in found
    ]
    return "\n".join(lines)


def sweep_all(retention: Retention) -> str:
    """Sweep now, and say what went."""
    gone: Counter[str] = Counter()
    for kind, number in retention.sweep():
        gone[kind] += number
    return "\n".join(f"{kind:<14} {gone[kind]:>8} deleted" for kind in retention.brooms)
