from collections.abc import Callable
from dataclasses import dataclass, field

from api.conversations.domain import BotMessage, Utterance
from api.conversations.ports import BotUnavailable


@dataclass
class ScriptedBot:
    """Says what it is told to say, in order; with nothing left it echoes. Remembers each turn that it took."""

    script: list[list[BotMessage] | BotUnavailable | Callable[[Utterance], list[BotMessage]]] = field(
        default_factory=list
    )
    heard: list[Utterance] = field(default_factory=list)
    recalls: int = 0
    forgotten: list[str] = field(default_factory=list)
    running: bool = True
    _said: dict[tuple[int, int], list[BotMessage]] = field(default_factory=dict)

    def answer(self, utterance: Utterance) -> list[BotMessage]:
        if not self.running:
            raise BotUnavailable("unreachable", processed=False)
        self.heard.append(utterance)
        step = self.script.pop(0) if self.script else [BotMessage(text=f"回声：{utterance.text}")]
        if isinstance(step, BotUnavailable):
            raise step
        said = step(utterance) if callable(step) else step
        self._said[utterance.message_id, utterance.attempt] = said
        return said

    def recall(self, utterance: Utterance) -> list[BotMessage] | None:
        if not self.running:
            raise BotUnavailable("unreachable", processed=False)
        self.recalls += 1
        return self._said.get((utterance.message_id, utterance.attempt))

    def forget(self, conversation_id: str) -> None:
        if not self.running:
            raise BotUnavailable("unreachable", processed=False)
        self.forgotten.append(conversation_id)

    def ping(self) -> None:
        if not self.running:
            raise BotUnavailable("unreachable", processed=False)
