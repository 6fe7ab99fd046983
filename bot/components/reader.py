"""First component of the pipeline: reads the message in all the forms that the later ones need."""

import json
from pathlib import Path
from typing import Any, Dict, List

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.exceptions import InvalidConfigException
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.language.answers import read_cards
from bot.language.parts import split_parts
from bot.language.reading import Reader, Reading
from bot.language.rewording import reworded
from bot.language.spelling import Speller

PARTS = "desk_parts"
AFTER = "desk_after"
REWORDED = "desk_reworded"
_SPELLING = "spelling.json"
_QUESTIONS = "questions.json"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=True)
class MessageReader(GraphComponent):
    """Normalises, spells out pinyin, cuts, sounds out and matches concepts.

    A message of several sentences is read whole and in parts.
    Sets `desk_parts`: a list of `Reading`, the whole message first; after an answer also `desk_after`, the same behind
    the question that was answered, and `desk_reworded`, whether it corrects that question. The two word lists go into
    the model, so that a running bot does not change when an editor is at work.
    """

    def __init__(self, reader: Reader, questions: Dict[str, str]) -> None:
        self._reader, self._questions = reader, questions

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """Paths from the project's root."""
        return {"dictionary": "data/lookups/words.txt", "concepts": "data/lookups/concepts.yml"}

    @staticmethod
    def required_packages() -> List[str]:
        """Packages that must be there."""
        return ["jieba", "spacy", "pypinyin", "opencc"]

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "MessageReader":
        """Raises `InvalidConfigException` when a word list is missing."""
        files = [Path(config[name]) for name in ("dictionary", "concepts")]
        for file in files:
            if not file.is_file():
                raise InvalidConfigException(f"word list {file} not found")
        component = cls(Reader(*files), {})
        component._storage, component._resource, component._files = model_storage, resource, files
        return component

    @classmethod
    def load(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> "MessageReader":
        """Takes the word lists from the model."""
        with model_storage.read_from(resource) as folder:
            counts = json.loads((folder / _SPELLING).read_text(encoding="utf-8"))
            questions = json.loads((folder / _QUESTIONS).read_text(encoding="utf-8"))
            return cls(Reader(folder / "dictionary", folder / "concepts", Speller(**counts)), questions)

    def train(self, training_data: TrainingData) -> Resource:
        """Learns how pinyin is written; that, the answers' questions and the word lists are kept with the model."""
        texts = [example.get(TEXT) for example in training_data.training_examples if example.get(TEXT)]
        speller = self._reader.learn_spelling(texts)
        counts = {"words": speller.words, "pairs": speller.pairs}
        self._questions = {card.id: card.question for card in read_cards(training_data.responses).values()}
        with self._storage.write_to(self._resource) as folder:
            (folder / _QUESTIONS).write_text(json.dumps(self._questions, ensure_ascii=False), encoding="utf-8")
            (folder / _SPELLING).write_text(json.dumps(counts, ensure_ascii=False), encoding="utf-8")
            for name, file in zip(("dictionary", "concepts"), self._files, strict=True):
                (folder / name).write_bytes(file.read_bytes())
        return self._resource

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Reads every example whole."""
        for example in training_data.training_examples:
            if example.get(TEXT):
                example.set(PARTS, [self._reader.read(example.get(TEXT))])
        return training_data

    def process(self, messages: List[Message]) -> List[Message]:
        """Reads the message, and its parts when there are several."""
        for message in messages:
            text = message.get(TEXT) or ""
            parts = split_parts(text)
            texts = [text, *parts] if len(parts) > 1 else [text]
            message.set(PARTS, self._reader.read_all(texts))
            topic = (message.get("metadata") or {}).get("topic") or ""
            if self._questions.get(topic):
                self._read_after(message, self._questions[topic])
        return messages

    def _read_after(self, message: Message, question: str) -> None:
        parts: List[Reading] = message.get(PARTS)
        corrected = reworded(question, parts[0].normalized)
        if corrected:
            # 「说错了，不是存多久，是存哪」 is one question; its parts would name the wrong one again.
            message.set(PARTS, parts[:1])
        texts = [corrected] if corrected else [f"{question}，{part.normalized}" for part in parts]
        message.set(AFTER, self._reader.read_all(texts))
        message.set(REWORDED, corrected is not None)
