"""Reads talk that leans on the answer before it: 「那多久能好？」「第二种是什么意思」."""

from typing import Any, Dict, List

import joblib
import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.components.classifier import LABELS, SCORES
from bot.components.reader import PARTS
from bot.language.answers import FAQ, AnswerCard, read_cards
from bot.language.leaning import Weights, item_asked_for, leaning, prior

CARDS = "desk_cards"
OF_FORMS = frozenset({"cancel", "why_ask", "forgot", "resend_code", "fix_value"})
_FILE = "cards.joblib"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class ContextReader(GraphComponent):
    """Shifts the scores towards the neighbourhood of the last answer, the more the message leans on it.

    The last answer's id comes as `topic` in the metadata of the message, the slot that is asked for as `asked`; without
    a slot, talk that belongs into forms (「改一下名字」) is unlikely. Changes `desk_scores`; sets `desk_cards`.
    """

    def __init__(self, config: Dict[str, Any], storage: ModelStorage, resource: Resource) -> None:
        self._weights = Weights(**{name: config[name] for name in Weights.names()})
        self._storage, self._resource = storage, resource
        self._no_form = float(config["no_form"])
        self._cards: Dict[str, AnswerCard] = {}

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """What (in nats) each kind of neighbour gains when a message leans fully, and talk of forms outside of one."""
        return {"same_clause": 5.0, "next": 4.5, "same_chapter": 1.5, "itself": -1.0, "away": -2.0, "no_form": -3.0}

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "ContextReader":
        """Builds an untrained component."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> "ContextReader":
        """Takes the answers' cards from storage."""
        component = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as folder:
            component._cards = joblib.load(folder / _FILE)
        return component

    def train(self, training_data: TrainingData) -> Resource:
        """Keeps the cards of all answers."""
        self._cards = read_cards(training_data.responses)
        with self._storage.write_to(self._resource) as folder:
            joblib.dump(self._cards, folder / _FILE)
        return self._resource

    def process(self, messages: List[Message]) -> List[Message]:
        """Leaves messages without a topic as they are."""
        for message in messages:
            message.set(CARDS, self._cards)
            if message.get(SCORES) is None:
                continue
            metadata = message.get("metadata") or {}
            if not metadata.get("asked"):
                self._outside_forms(message)
            topic = self._cards.get(metadata.get("topic") or "")
            if topic is not None:
                self._lean(message, topic)
        return messages

    def _outside_forms(self, message: Message) -> None:
        gains = np.array([self._no_form if label in OF_FORMS else 0.0 for label in message.get(LABELS)])
        shifted = message.get(SCORES) * np.exp(gains)
        message.set(SCORES, shifted / shifted.sum(axis=1, keepdims=True))

    def _lean(self, message: Message, topic: AnswerCard) -> None:
        readings, labels, scores = message.get(PARTS), message.get(LABELS), message.get(SCORES)
        gains = prior(labels, topic, self._cards, self._weights)
        shifted = scores.copy()
        for at, reading in enumerate(readings):
            named = item_asked_for(reading.normalized, topic, self._cards)
            if named:
                shifted[at] = [1.0 if label == FAQ + named else 0.0 for label in labels]
                continue
            row = np.log(scores[at] + 1e-6) + leaning(reading, scores[at]) * gains
            shifted[at] = np.exp(row - row.max())
            shifted[at] /= shifted[at].sum()
        message.set(SCORES, shifted)
