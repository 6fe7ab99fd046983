"""The drawing in the docs is that of the table in force."""

import re

from api.tickets.domain import TRANSITIONS, Status
from scripts.draw_states import TARGET, actors, drawing


def test_drawing_is_current() -> None:
    assert TARGET.read_text(encoding="utf-8") == drawing(), "run: .venv/api/bin/python -m scripts.draw_states"


def test_drawing_shows_every_state_and_move() -> None:
    text = drawing()
    arrows = re.findall(r"^  (\w+) --> (\w+): ", text, re.M)
    assert {(move.source.value, move.target.value) for move in TRANSITIONS} == set(arrows)
    assert all(status.value in text for status in Status)
    assert text.count("| staff") == sum(actors(move).startswith("staff") for move in TRANSITIONS)
