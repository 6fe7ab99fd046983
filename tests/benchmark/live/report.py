"""The table of the figures."""

from collections.abc import Iterator

from tests.benchmark.figures import Timings
from tests.benchmark.live.course import Figures, Plan
from tests.benchmark.live.usage import Usage
from tests.benchmark.table import MISSING, shown

_SHARES = ((0.5, "p50"), (0.95, "p95"), (1.0, "max"))
_WHERE = ((True, "in the open talk"), (False, "in the queue's list"))


def markdown(plan: Plan, figures: Figures) -> str:
    """Figures stand to the right."""
    lines = ["| figure | |", "|---|---:|", *(f"| {name} | {value} |" for name, value in _rows(plan, figures))]
    return "\n".join(lines)


def conditions(plan: Plan) -> str:
    """What one must know to read the table."""
    return (
        f"{plan.users} users on event streams; {plan.agents} agents, each with the queue and one talk open; "
        f"{plan.rate:g} messages a second in total, each answered, for {plan.seconds:g} s. api and worker are processes "
        "of their own; no bot runs, since people answer. Users and agents are played on the same machine."
    )


def _rows(plan: Plan, figures: Figures) -> Iterator[tuple[str, str]]:
    yield f"{plan.users} conversations opened, handed over, claimed", f"{figures.gathered_s:.1f} s"
    yield "of these steps refused, the desk being too busy", str(figures.refused)
    for is_open, where in _WHERE:
        timings = figures.spans("asked_at", "seen_at", in_open_talk=is_open)
        yield f"user's send → agent's screen, {where}, p50 / p95 / max", _spread(timings)
    yield "user's send → agent's screen, all, p50 / p95 / max", _spread(figures.spans("asked_at", "seen_at"))
    yield "agent's answer → user's stream, p50 / p95 / max", _spread(figures.spans("answered_at", "read_at"))
    yield "parts fetched by agents' pages", f"{figures.fetched} ({figures.fetched_bytes / 1e6:.1f} MB)"
    yield from _usage("when all were there", figures.arrived)
    yield from _usage("after the steady part", figures.steady)
    yield "database", f"{figures.database_bytes / 1e6:.1f} MB"
    yield from _kills(figures)


def _usage(when: str, usage: Usage | None) -> Iterator[tuple[str, str]]:
    if usage is None:
        return
    for name in usage.memory:
        memory, share = shown(usage.memory[name], "MB"), f"{usage.processor[name] * 100:.0f} %"
        yield f"{name} {when}: memory, processor (of one core)", f"{memory}, {share}"


def _kills(figures: Figures) -> Iterator[tuple[str, str]]:
    both = zip(figures.started_s, figures.healed_s, strict=True)
    healed = ", ".join(f"{started:.1f} / {whole:.1f} s" for started, whole in both) or MISSING
    yield f"api killed {len(figures.healed_s)} times; from its start until it answers / until all is read", healed
    yield "streams that broke; messages and answers sent again", f"{figures.streams_lost}; {figures.resent}"
    for place, count in figures.counts.items():
        yield f"{place}: words, lost, doubled", f"{count.expected}, {count.lost}, {count.doubled}"


def _spread(timings: Timings) -> str:
    found = " / ".join(shown(timings.percentile(share), "ms") for share, _ in _SHARES)
    return f"{found} ({timings.failed} never)" if timings.failed else found
