"""Draws the ticket's states for the docs from the table that the code works with: `python -m scripts.draw_states`."""

from pathlib import Path

from api.tickets.domain import FINAL, TRANSITIONS, Actor, Need, Status, Transition

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "docs" / "ticket-states.md"
STAFF = frozenset({Actor.AGENT, Actor.SUPERVISOR})

HEAD = """# The states of a ticket

Drawn from `TRANSITIONS` in `api/tickets/domain.py` by `python -m scripts.draw_states`; a test fails when this page is
older than the table. A new ticket starts as `submitted`, or as `identity_unverified` where proof is still due. Nothing
is ever refused or completed by the bot: only staff do that, and a refusal takes a second person.
"""
NEEDS = {
    Need.REASON: "reason",
    Need.QUESTION: "question to the user",
    Need.CHECK: "how the identity was checked (level L3)",
    Need.OUTCOME: "outcome (stored only: second person)",
    Need.SECOND_PERSON: "second person",
    Need.REFUSAL: "ground of clause 5.8, reason, remedy, second person",
}


def drawing() -> str:
    """The whole page."""
    return "\n".join([HEAD, "```mermaid", *_diagram(), "```", "", *_table()]) + "\n"


def actors(move: Transition) -> str:
    """Who may make a move, staff as one."""
    names = ["staff"] if move.actors >= STAFF else sorted(actor.value for actor in move.actors & STAFF)
    return ", ".join([*names, *sorted(actor.value for actor in move.actors - STAFF)])


def _diagram() -> list[str]:
    lines = ["stateDiagram-v2", f"  [*] --> {Status.IDENTITY_UNVERIFIED}", f"  [*] --> {Status.SUBMITTED}"]
    pairs = dict.fromkeys((move.source, move.target) for move in TRANSITIONS)
    for source, target in pairs:
        who = [actors(move) for move in TRANSITIONS if (move.source, move.target) == (source, target)]
        lines.append(f"  {source} --> {target}: {', '.join(dict.fromkeys(who))}")
    return lines + [f"  {status} --> [*]" for status in Status if status in FINAL]


def _table() -> list[str]:
    rows = [f"| {move.source} | {move.target} | {actors(move)} | {_needs(move)} |" for move in TRANSITIONS]
    return ["| from | to | who | needs |", "|---|---|---|---|", *rows]


def _needs(move: Transition) -> str:
    return ", ".join(NEEDS[need] for need in Need if need in move.needs) or "–"


def main() -> None:
    """Write the page."""
    TARGET.write_text(drawing(), encoding="utf-8")


if __name__ == "__main__":
    main()
