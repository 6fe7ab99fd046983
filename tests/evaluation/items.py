"""The sets: questions, dialogues and scenarios in the form of eval/README.md."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

REQUEST_NAMES = {
    "consent": "consent_withdrawal",
    "cancel": "account_closure",
    "automated": "automated_decision",
}


@dataclass(frozen=True)
class Turn:
    """One message of a user and what a right reply holds."""

    text: str
    kind: str
    clauses: tuple[str, ...] = ()
    facts: tuple[tuple[str, ...], ...] = ()
    request: str | None = None
    note: str = ""

    @classmethod
    def of(cls, row: Mapping[str, Any], note: str) -> "Turn":
        """From a line of a set."""
        facts = tuple(tuple(alternatives) for alternatives in row["facts"])
        return cls(row["text"], row["kind"], tuple(row["clauses"]), facts, request_type(row["request"]), note)


@dataclass(frozen=True)
class Dialogue:
    """Turns in one conversation; a question is a dialogue of one turn."""

    id: str
    set: str
    style: str
    turns: tuple[Turn, ...]


@dataclass(frozen=True)
class Interruption:
    """What is said instead of an answer at the first of these slots that is asked for."""

    slots: frozenset[str]
    say: str
    then: str
    kind: str
    clause: str | None

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> "Interruption":
        """From an element of `interrupts`."""
        slots = frozenset({row["at"], *row.get("alt_at", ())})
        return cls(slots, row["say"], row.get("then", "continue"), row.get("kind", ""), row.get("clause"))


@dataclass(frozen=True)
class Scenario:
    """A simulated user's request and how it should end."""

    id: str
    set: str
    style: str
    opening: str
    answers: Mapping[str, tuple[str, ...]]
    interruptions: tuple[Interruption, ...]
    outcomes: tuple[str, ...]
    type: str | None
    values: Mapping[str, tuple[str, ...]]
    said_at_opening: frozenset[str]

    @classmethod
    def of(cls, row: Mapping[str, Any], source: str) -> "Scenario":
        """From a line of a set."""
        gold = row["gold"]
        return cls(
            id=row["id"],
            set=source,
            style=row.get("style") or "",
            opening=row["opening"],
            answers={slot: _many(said) for slot, said in row["answers"].items()},
            interruptions=tuple(Interruption.of(interruption) for interruption in row.get("interrupts", ())),
            outcomes=_many(gold["outcome"]),
            type=request_type(gold.get("type") or row.get("request")),
            values={slot: _many(value) for slot, value in gold.get("slots", {}).items()},
            said_at_opening=_prefilled(row.get("note") or ""),
        )


def request_type(name: str | None) -> str | None:
    """The contract's name of a request that the sets call by a shorter one."""
    return REQUEST_NAMES.get(name, name) if name else None


def load_dialogues(path: Path) -> list[Dialogue]:
    """The questions or dialogues of a file."""
    return [_dialogue(row, set_name(path)) for row in _rows(path)]


def load_scenarios(path: Path) -> list[Scenario]:
    """The scenarios of a file."""
    return [Scenario.of(row, set_name(path)) for row in _rows(path)]


def set_name(path: Path) -> str:
    """Folder and stem: our own sets and the samples may have the same file names."""
    return f"{path.parent.name}/{path.stem}"


def note_of_turn(note: str, number: int) -> str:
    """The part of a dialogue's note that is about one turn: `t1: …; t3 silent: …`."""
    parts = re.split(r"[;；]", note)
    about = next((part for part in parts if re.search(rf"\bt{number}\b", part)), "")
    return re.sub(r"^[\s:：,，t\d]+", "", about)


def _dialogue(row: Mapping[str, Any], source: str) -> Dialogue:
    note = row.get("note") or ""
    if "turns" not in row:
        return Dialogue(row["id"], source, row.get("style") or "", (Turn.of(row, note),))
    turns = [Turn.of(turn, turn.get("note") or note_of_turn(note, n)) for n, turn in enumerate(row["turns"], start=1)]
    return Dialogue(row["id"], source, row.get("phenomenon") or "", tuple(turns))


def _prefilled(note: str) -> frozenset[str]:
    found = re.search(r"prefilled\s*[:：]\s*([a-z_,，、 ]+)", note)
    return frozenset(re.findall(r"[a-z_]+", found[1])) if found else frozenset()


def _many(value: Any) -> tuple[str, ...]:
    return tuple(str(one) for one in value) if isinstance(value, list) else (str(value),)


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip():
            yield json.loads(line)
