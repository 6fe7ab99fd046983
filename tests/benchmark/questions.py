"""The forty questions that are asked: every third of the everyday set."""

from pathlib import Path

from tests.evaluation.items import load_dialogues

_SET = Path(__file__).resolve().parents[1] / "evaluation" / "sets" / "questions_everyday.jsonl"
_IDS = tuple(f"a{number:03}" for number in range(1, 120, 3))


def questions() -> tuple[str, ...]:
    """Always the same; a question that has left the set is an error."""
    texts = {dialogue.id: dialogue.turns[0].text for dialogue in load_dialogues(_SET)}
    return tuple(texts[name] for name in _IDS)
