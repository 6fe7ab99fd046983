"""Last component of the pipeline: decides between answering, offering candidates and declining."""

from typing import Any, Dict, List, Mapping

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, INTENT, RESPONSE_SELECTOR
from rasa.shared.nlu.training_data.message import Message

from bot.components.classifier import LABELS, SCORES
from bot.components.context import CARDS, DO_IT, FOLLOWUP
from bot.components.reader import PARTS
from bot.language.answers import FAQ, AnswerCard
from bot.language.decision import Decision, Thresholds, asked_instead, decide, ordered_instead
from bot.language.ordering import only_supposes, ordered
from bot.language.parts_scored import ScoredPart, score_parts
from bot.language.payloads import label_of_payload

RETRIEVAL = ("faq", "chitchat", "out_of_scope", "followup")
_LOST = "followup/lost"
_UNCLEAR = "request_unclear"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class Decider(GraphComponent):
    """Sets intent, response key and entities for Rasa's rules, and `understanding` for the actions.

    `understanding`: `labels` (what is answered or offered, in order), `best` and `parts`, each
    `{"text", "label", "confidence", "question"}`.
    """

    def __init__(self, thresholds: Thresholds) -> None:
        self._thresholds = thresholds

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """Calibrated on a set of questions that nothing was trained on (docs/decisions/0005-understanding.md)."""
        return Thresholds().as_config()

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "Decider":
        """Reads the thresholds."""
        return cls(Thresholds.from_config(config))

    def process(self, messages: List[Message]) -> List[Message]:
        """Decides for each message."""
        for message in messages:
            metadata = message.get("metadata") or {}
            parts = score_parts(message.get(PARTS), message.get(LABELS), message.get(SCORES))
            pressed = _known(label_of_payload(metadata.get("payload")), message.get(LABELS))
            decision = Decision(pressed, 1.0, (pressed,)) if pressed else self._understood(message, parts, metadata)
            self._write(message, decision, parts, metadata)
        return messages

    def _understood(self, message: Message, parts: List[ScoredPart], metadata: Mapping[str, Any]) -> Decision:
        decision = decide(parts, self._thresholds)
        if metadata.get("asked"):
            return decision
        cards = message.get(CARDS, {})
        offered = {cards[answer].offers for label in decision.labels if (answer := label.removeprefix(FAQ)) in cards}
        said = message.get(PARTS)[0].normalized
        if only_supposes(said):
            return asked_instead(decision, parts)
        return ordered_instead(decision, ordered(said), offered, parts, self._thresholds)

    def _write(
        self, message: Message, decision: Decision, parts: List[ScoredPart], metadata: Mapping[str, Any]
    ) -> None:
        card = message.get(CARDS, {}).get(metadata.get("topic") or "")
        label = _said_of(decision.label, card, in_form=bool(metadata.get("asked")))
        name, _, key = label.partition("/")
        message.set(INTENT, {"name": name, "confidence": float(decision.confidence)}, add_to_output=True)
        message.set(ENTITIES, _topic_entities(name, card), add_to_output=True)
        if key and name in RETRIEVAL:
            # Rasa's own selector sets both: the rules go by the first, the answer is spoken by the second.
            selected = {"response": {"intent_response_key": label, "utter_action": f"utter_{label}"}}
            # Rasa's own tests of dialogues compare full labels only when this list is there.
            chosen = {"all_retrieval_intents": list(RETRIEVAL), name: selected}
            message.set(RESPONSE_SELECTOR, chosen, add_to_output=True)
        understanding = {
            "labels": list(decision.labels),
            "best": parts[0].summary(),
            "parts": [part.summary() for part in parts[1:]],
        }
        message.set("understanding", understanding, add_to_output=True)


def _said_of(label: str, card: AnswerCard | None, in_form: bool) -> str:
    """What talk on the last answer comes to: 「那就办吧」 starts the request that the answer offers."""
    if label == DO_IT and not in_form:
        return f"request_{card.offers}" if card and card.offers else _UNCLEAR
    return _LOST if label.startswith(FOLLOWUP) and card is None else label


def _known(label: str | None, labels: List[str]) -> str | None:
    """None for an answer that an editor has taken away while its button still stood in a conversation."""
    return label if label is None or not label.startswith("faq/") or label in labels else None


def _topic_entities(name: str, card: Any) -> List[Dict[str, Any]]:
    """What the answers to talk like 「把原文发我」 need to know of the answer before."""
    if card is None or name != "followup":
        return []
    values = {"topic": card.id, "clause": card.clause, "plain": card.plain}
    return [{"entity": entity, "value": value, "extractor": "ContextReader"} for entity, value in values.items()]
