"""Plays questions and dialogues and keeps what was said."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from tests.evaluation.items import Dialogue, Turn
from tests.evaluation.scoring import Score, score
from tests.evaluation.talk import Desk, Reply

_CANDIDATES_TRIED = 6


@dataclass(frozen=True)
class Played:
    """One turn with its reply and score."""

    dialogue: Dialogue
    number: int
    reply: Reply
    score: Score

    @property
    def turn(self) -> Turn:
        """What was played."""
        return self.dialogue.turns[self.number]

    @property
    def is_miss(self) -> bool:
        """Not a hit, or a hit that leaves a fact out."""
        return not self.score.hit or (self.turn.kind == "policy" and not self.score.full)

    def miss(self) -> dict[str, Any]:
        """A line of the file of misses."""
        turn = self.turn
        wanted = {"kind": turn.kind, "clauses": turn.clauses, "facts": turn.facts, "request": turn.request}
        before = [earlier.text for earlier in self.dialogue.turns[: self.number]]
        return {
            "set": self.dialogue.set,
            "id": self.dialogue.id,
            "turn": self.number + 1,
            "style": self.dialogue.style,
            "outcome": "facts_missing" if self.score.hit else self.score.outcome,
            "before": before,
            "text": turn.text,
            "wanted": wanted,
            "note": turn.note,
            "state": self.reply.state,
            "said": self.reply.shown(),
        }


def play_all(desk: Desk, dialogues: Iterable[Dialogue]) -> Iterator[Played]:
    """Each in a fresh conversation, turn after turn."""
    for dialogue in dialogues:
        conversation = desk.open()
        for number, turn in enumerate(dialogue.turns):
            reply = conversation.say(turn.text)
            scored = score(turn, reply)
            if scored.outcome == "clarified" and _offers_right(desk, dialogue, number):
                scored = replace(scored, outcome="offered")
            yield Played(dialogue, number, reply, scored)


def _offers_right(desk: Desk, dialogue: Dialogue, number: int) -> bool:
    """Whether one of the candidates leads to a hit: they are pressed in a conversation of their own, so that the
    dialogue that is being scored goes on as it was."""
    conversation = desk.open()
    replies = [conversation.say(turn.text) for turn in dialogue.turns[: number + 1]]
    offered = [payload for message in replies[-1].messages if message.kind == "clarify" for payload in message.payloads]
    turn = dialogue.turns[number]
    return any(score(turn, conversation.press(payload)).hit for payload in offered[:_CANDIDATES_TRIED])
