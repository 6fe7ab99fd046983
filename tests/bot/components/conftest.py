"""A handful of answers and ways to ask, and the whole pipeline trained on them."""

from pathlib import Path
from typing import Any, Dict, List, NamedTuple

import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.components.classifier import LabelClassifier
from bot.components.context import ContextReader
from bot.components.decider import Decider
from bot.components.reader import MessageReader

CONTEXT = ExecutionContext(GraphSchema({}))
ASKED = {
    ("faq", "faq/delete_how"): ["怎么删除信息", "如何删除我的信息", "信息怎么删除", "怎么把信息删除", "删除信息怎么弄"],
    ("faq", "faq/delete_backup"): ["备份会删吗", "备份里的删不删", "备份也会删除吗", "备份怎么办", "备份删掉吗"],
    ("faq", "faq/cookies"): ["怎么用cookie", "cookie是什么", "cookie怎么关", "关掉cookie", "cookie做什么用"],
    ("chitchat", "chitchat/thanks"): ["谢谢", "多谢", "谢谢你", "感谢", "谢了"],
    ("followup", "followup/quote"): ["把原文发我", "原文呢", "看看原文", "原文发来", "给我原文"],
    ("request_deletion", None): ["请删除我的信息", "我要删除信息", "帮我删除信息", "给我删了", "把我的信息删掉"],
    ("do_it", None): ["那就办吧", "就这么弄吧", "行开始吧", "照你说的来吧", "给我弄吧"],
    ("cancel", None): ["算了", "不办了", "取消", "算了不办了", "那就算了"],
}


class Pipeline(NamedTuple):
    """The four components, in their order."""

    reader: MessageReader
    classifier: LabelClassifier
    context: ContextReader
    decider: Decider

    def read(self, text: str, **metadata: Any) -> Message:
        """A message as the pipeline leaves it."""
        message = Message({"text": text, "metadata": metadata})
        for component in self:
            component.process([message])
        return message


def answer(clause: str, **more: Any) -> List[Dict[str, Any]]:
    """A response as data/answers holds it."""
    return [{"text": "……", "custom": {"clauses": [{"id": clause}], "next": [], **more}}]


def training_data() -> TrainingData:
    """Each example as Rasa hands it over."""
    examples = [
        Message({"text": text, "intent": intent, **({"intent_response_key": key} if key else {})})
        for (intent, key), texts in ASKED.items()
        for text in texts
    ]
    responses = {
        "utter_faq/delete_how": answer(
            "5.3", question="怎么删除信息？", next=["delete_backup"], plain="说白了：跟我们说一声就行。", offers="deletion"
        ),
        "utter_faq/delete_backup": answer("5.3", question="备份也会删吗？"),
        "utter_faq/cookies": answer("2.1", question="怎么用 cookie？"),
    }
    return TrainingData(training_examples=examples, responses=responses)


def configured(component: Any, **config: Any) -> Dict[str, Any]:
    """The defaults, with some of them changed."""
    return {**component.get_default_config(), **config}


@pytest.fixture(scope="session")
def word_lists(tmp_path_factory: pytest.TempPathFactory) -> Dict[str, str]:
    """Two small word lists."""
    folder = tmp_path_factory.mktemp("words")
    (folder / "words.txt").write_text("聚千保 10 nz\n", encoding="utf-8")
    (folder / "concepts.yml").write_text("erase: [删除, 删]\nbackup: [备份]\n", encoding="utf-8")
    return {"dictionary": str(folder / "words.txt"), "concepts": str(folder / "concepts.yml")}


@pytest.fixture(scope="session")
def storage(tmp_path_factory: pytest.TempPathFactory) -> LocalModelStorage:
    """Where components keep what they learnt."""
    return LocalModelStorage.create(tmp_path_factory.mktemp("model"))


@pytest.fixture(scope="session")
def pipeline(storage: LocalModelStorage, word_lists: Dict[str, str]) -> Pipeline:
    """Trained, then loaded from storage as a running bot does."""
    data = training_data()
    reader = MessageReader.create(configured(MessageReader, **word_lists), storage, Resource("reader"), CONTEXT)
    reader.train(data)
    reader.process_training_data(data)
    classifier = configured(LabelClassifier, min_count=1)
    LabelClassifier.create(classifier, storage, Resource("classifier"), CONTEXT).train(data)
    ContextReader.create(configured(ContextReader), storage, Resource("context"), CONTEXT).train(data)
    for file in word_lists.values():
        Path(file).unlink()
    return Pipeline(
        MessageReader.load({}, storage, Resource("reader"), CONTEXT),
        LabelClassifier.load(classifier, storage, Resource("classifier"), CONTEXT),
        ContextReader.load(configured(ContextReader), storage, Resource("context"), CONTEXT),
        Decider.create(configured(Decider), storage, Resource("decider"), CONTEXT),
    )
