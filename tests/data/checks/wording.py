"""What the desk must not say (data in `forbidden.yml`), and how a text must be written."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from tests.data.findings import Finding
from tests.data.material import FAQ, Material

_FORBIDDEN = Path(__file__).resolve().parents[1] / "forbidden.yml"
_SENTENCE = re.compile(r"[^。；！？;!?\n]+")


@dataclass(frozen=True)
class Phrase:
    """A way of speaking that is forbidden, with its reason."""

    name: str
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None
    reason: str
    mend: str
    says: tuple[str, ...]
    fine: tuple[str, ...]

    def found_in(self, text: str) -> str | None:
        """The words that are forbidden, if the text says them."""
        for sentence in _SENTENCE.findall(text):
            match = self.pattern.search(sentence)
            if match and not (self.unless and self.unless.search(sentence)):
                return match.group()
        return None


@lru_cache(maxsize=1)
def phrases() -> tuple[Phrase, ...]:
    """All of `forbidden.yml`."""
    data = yaml.safe_load(_FORBIDDEN.read_text(encoding="utf-8"))
    return tuple(_phrase(name, entry) for name, entry in data.items())


def _phrase(name: str, entry: dict[str, Any]) -> Phrase:
    unless = re.compile(entry["unless"]) if "unless" in entry else None
    pattern = re.compile(entry["pattern"])
    return Phrase(name, pattern, unless, entry["reason"], entry["mend"], tuple(entry["says"]), tuple(entry["fine"]))


def forbidden(material: Material) -> Iterator[Finding]:
    """No answer and no message of the desk says what it must not."""
    for file, line, name, text in _texts(material):
        for phrase in phrases():
            words = phrase.found_in(text)
            if words:
                yield Finding(file, line, f"{name}：不能说「{words}」，{phrase.reason}", phrase.mend)


def no_empty_lines(material: Material) -> Iterator[Finding]:
    """Rasa's REST channel cuts a text at an empty line into several messages."""
    for file, line, name, text in _texts(material):
        if re.search(r"\n\s*\n", text.strip()):
            yield Finding(file, line, f"{name}：中间有空行，会被拆成几条消息", "删掉空行，换行就够了。")


def no_braces_in_answers(material: Material) -> Iterator[Finding]:
    """Rasa fills `{…}`; an answer of the policy has nothing to be filled in."""
    for answer in material.answers:
        texts = (str(answer.said.get("text")), str(answer.custom.get("plain")), str(answer.custom.get("question")))
        if any("{" in text or "}" in text for text in texts):
            yield Finding(answer.file, answer.line, f"{answer.key}：有花括号", "删掉花括号。")


def _texts(material: Material) -> Iterator[tuple[str, int, str, str]]:
    """File, line, name and words of all that users are told."""
    for response in material.responses:
        for variation in response.variations:
            custom = variation.get("custom") or {}
            words = [variation.get("text"), custom.get("plain"), custom.get("question")]
            said = "\n".join(str(one).strip() for one in words[: 3 if response.key.startswith(FAQ) else 1] if one)
            yield response.file, response.line, response.key, said
    messages = material.documents.get("data/messages.yml") or {}
    for name, message in messages.items():
        text = message.get("text")
        if text:
            yield "data/messages.yml", messages.lines[name], name, text
