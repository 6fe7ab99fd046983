"""Reads talk that leans on the answer before it: 「那多久能好？」「第二种是什么意思」."""

from typing import Any, Callable, Dict, List

import joblib
import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.components.classifier import AFTER_SCORES, LABELS, SCORES
from bot.components.reader import PARTS, REWORDED
from bot.language.answers import FAQ, AnswerCard, read_cards
from bot.language.leaning import Weights, item_asked_for, leaning, prior
from bot.language.questions import asks
from bot.language.reading import Reading

CARDS = "desk_cards"
FOLLOWUP = "followup/"
DO_IT = "do_it"
OF_FORMS = frozenset({"cancel", "why_ask", "forgot", "resend_code", "fix_value"})
_FILE = "cards.joblib"
_FLOOR = 1e-6
_RARE = 1e-4


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class ContextReader(GraphComponent):
    """Shifts the scores towards the neighbourhood of the last answer, the more the message leans on it.

    The last answer's id comes as `topic` in the metadata of the message, the slot that is asked for as `asked`. Without
    a slot, talk that belongs into forms (「改一下名字」) is unlikely, and so is 「说人话」 without an answer. Changes
    `desk_scores`; sets `desk_cards`.
    """

    def __init__(self, config: Dict[str, Any], storage: ModelStorage, resource: Resource) -> None:
        self._weights = Weights(**{name: config[name] for name in Weights.names()})
        self._storage, self._resource = storage, resource
        self._no_form, self._after = float(config["no_form"]), float(config["after"])
        self._reworded, self._no_topic = float(config["reworded"]), float(config["no_topic"])
        self._cards: Dict[str, AnswerCard] = {}

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """What (in nats) each kind of neighbour gains when a message leans fully, and talk that is out of place.

        `after` is the weight of what the message means behind the last question, `reworded` what the last answer
        itself loses when its question is corrected.
        """
        return {
            "same_clause": 6.0, "next": 5.5, "same_chapter": 2.0, "itself": -1.0, "away": -2.0,
            "after": 3.0, "reworded": -6.0, "no_form": -3.0, "no_topic": -3.0,
        }  # fmt: skip

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
                _lessen(message, self._no_form, OF_FORMS.__contains__)
            topic = self._cards.get(metadata.get("topic") or "")
            if topic is None:
                _lessen(message, self._no_topic, lambda label: label.startswith(FOLLOWUP))
            else:
                self._lean(message, topic)
        return messages

    def _lean(self, message: Message, topic: AnswerCard) -> None:
        labels, scores, after = message.get(LABELS), message.get(SCORES), message.get(AFTER_SCORES)
        gains = prior(labels, topic, self._cards, self._weights)
        shifted = scores.copy()
        for at, reading in enumerate(message.get(PARTS)):
            named = item_asked_for(reading.normalized, topic, self._cards)
            if named:
                shifted[at] = [1.0 if label == FAQ + named else 0.0 for label in labels]
            elif at == 0 and message.get(REWORDED):
                loss = np.array([self._reworded if label == FAQ + topic.id else 0.0 for label in labels])
                shifted[at] = _distribution(np.log(after[at] + _FLOOR) + loss)
            else:
                read_behind = 0.0 if after is None else _behind(reading, labels, scores[at], after[at])
                behind = gains + self._after * read_behind
                shifted[at] = _distribution(np.log(scores[at] + _FLOOR) + leaning(reading, scores[at]) * behind)
        message.set(SCORES, shifted)


def _behind(reading: Reading, labels: List[str], alone: np.ndarray, after: np.ndarray) -> np.ndarray:
    """How likely (in nats) each label is behind the last question; a remark or an order is no question on it
    (「嗯，这还像句人话」, 「有喘气的没」) and means what it means alone."""
    if not asks(reading.normalized):
        answers = np.array([label.startswith(FAQ) for label in labels])
        after = np.where(answers, after, np.maximum(alone, after))
    return np.asarray(np.log(after + _RARE))


def _lessen(message: Message, nats: float, concerned: Callable[[str], bool]) -> None:
    gains = np.array([nats if concerned(label) else 0.0 for label in message.get(LABELS)])
    shifted = message.get(SCORES) * np.exp(gains)
    message.set(SCORES, shifted / shifted.sum(axis=1, keepdims=True))


def _distribution(nats: np.ndarray) -> np.ndarray:
    powers = np.exp(nats - nats.max())
    return np.asarray(powers / powers.sum())
