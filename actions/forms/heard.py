"""What the user said, as the bot understood it."""

from dataclasses import dataclass
from typing import Any, Mapping


@dataclass(frozen=True)
class Part:
    """One sentence of a message with its best label."""

    text: str
    label: str
    confidence: float
    question: bool

    @property
    def answer(self) -> str | None:
        """The id of the policy answer, when that is what the part asks for."""
        return self.label.removeprefix("faq/") if self.label.startswith("faq/") else None


@dataclass(frozen=True)
class Heard:
    """A whole message; `payload` is set when it came from a quick reply."""

    text: str
    payload: str | None
    best: Part
    parts: tuple[Part, ...]

    @classmethod
    def from_message(cls, message: Mapping[str, Any]) -> "Heard":
        """Reads Rasa's `latest_message`; `understanding` is written by bot/components/decider.py."""
        understanding = message.get("understanding") or {}
        text = message.get("text") or ""
        best = _part(understanding.get("best") or {"text": text})
        parts = tuple(_part(part) for part in understanding.get("parts") or ())
        return cls(text, (message.get("metadata") or {}).get("payload"), best, parts or (best,))

    def sounds_like(self, label: str, at_least: float = 0.5) -> bool:
        """Whether the whole message most likely is of this label."""
        return self.best.label == label and self.best.confidence >= at_least

    def questions(self, at_least: float) -> tuple[str, ...]:
        """Answer ids of the parts that ask something of the policy, each once, in their order."""
        found = [part.answer for part in self.parts if part.answer and part.question and part.confidence >= at_least]
        return tuple(dict.fromkeys(answer for answer in found if answer))


def _part(data: Mapping[str, Any]) -> Part:
    return Part(
        text=str(data.get("text", "")),
        label=str(data.get("label", "")),
        confidence=float(data.get("confidence", 0.0)),
        question=bool(data.get("question", False)),
    )
