"""From a text to what Rasa's rules and the actions need; every component comes out of storage."""

from typing import Any, Dict, List, Sequence

import numpy as np
import pytest
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.exceptions import InvalidConfigException
from rasa.shared.nlu.training_data.message import Message

from bot.components.classifier import LABELS, SCORES, LabelClassifier
from bot.components.reader import PARTS, REWORDED, MessageReader
from tests.bot.components.conftest import CONTEXT, Pipeline, configured


def test_question_gets_intent_response_and_action(pipeline: Pipeline) -> None:
    """Rasa speaks `utter_action`; without it a retrieval intent has no answer."""
    message = pipeline.read("怎么删除信息")
    assert message.get("intent")["name"] == "faq"
    selected = message.get("response_selector")["faq"]["response"]
    assert selected == {"intent_response_key": "faq/delete_how", "utter_action": "utter_faq/delete_how"}


@pytest.mark.parametrize(
    ("text", "label"),
    [("谢谢", "chitchat/thanks"), ("我要删除信息", "request_deletion"), ("cookie是什么", "faq/cookies")],
)
def test_messages_are_understood(pipeline: Pipeline, text: str, label: str) -> None:
    assert pipeline.read(text).get("understanding")["best"]["label"] == label


def test_everything_is_written_into_the_output(pipeline: Pipeline) -> None:
    output = pipeline.read("怎么删除信息").as_dict(only_output_properties=True)
    assert {"intent", "entities", "response_selector", "understanding"} <= set(output)


def test_parts_are_understood_each(pipeline: Pipeline) -> None:
    understanding = pipeline.read("怎么删除信息？cookie怎么关？").get("understanding")
    assert [part["label"] for part in understanding["parts"]] == ["faq/delete_how", "faq/cookies"]
    assert all(part["question"] for part in understanding["parts"])


@pytest.mark.parametrize(
    ("payload", "intent"),
    [
        ("ask:cookies", "faq"),
        ("request:deletion", "request_deletion"),
        ("do:handoff", "handoff"),
        ("choose:name=x", "affirm"),
    ],
)
def test_quick_reply_says_what_is_meant(pipeline: Pipeline, payload: str, intent: str) -> None:
    message = pipeline.read("随便什么标题", payload=payload)
    assert message.get("intent") == {"name": intent, "confidence": 1.0}


def test_answer_that_is_gone_is_not_asked_for(pipeline: Pipeline) -> None:
    message = pipeline.read("cookie是什么", payload="ask:taken_away")
    assert message.get("response_selector")["faq"]["response"]["intent_response_key"] == "faq/cookies"


def test_talk_leans_on_the_answer_before(pipeline: Pipeline) -> None:
    """The neighbours of the topic become likelier."""
    alone, after = pipeline.read("那备份呢"), pipeline.read("那备份呢", topic="delete_how")
    near, far = (alone.get(LABELS).index(label) for label in ("faq/delete_backup", "faq/cookies"))
    assert after.get(SCORES)[0].argmax() == near
    assert after.get(SCORES)[0][far] < alone.get(SCORES)[0][far]


def test_correction_asks_the_last_question_anew(pipeline: Pipeline) -> None:
    corrected = pipeline.read("不是信息，是备份", topic="delete_how")
    assert corrected.get("understanding")["best"]["label"] == "faq/delete_backup"


def test_original_words_need_a_topic(pipeline: Pipeline) -> None:
    lost = pipeline.read("把原文发我")
    assert lost.get("response_selector")["followup"]["response"]["utter_action"] == "utter_followup/lost"
    after = pipeline.read("把原文发我", topic="delete_how")
    assert after.get("response_selector")["followup"]["response"]["utter_action"] == "utter_followup/quote"
    assert {entity["entity"]: entity["value"] for entity in after.get("entities")}["clause"] == "5.3"


@pytest.mark.parametrize("text", ["", " ", "？？", "😀", "删" * 3000, "下载 google app", "\u200b", "{name}"])
def test_any_text_gets_a_decision(pipeline: Pipeline, text: str) -> None:
    message = pipeline.read(text)
    assert message.get("intent")["name"]
    assert np.isfinite(message.get(SCORES)).all()
    assert len(message.get(PARTS)) >= 1


def test_talk_of_forms_needs_a_form(pipeline: Pipeline) -> None:
    outside, inside = pipeline.read("算了，谢谢"), pipeline.read("算了，谢谢", asked="name")
    place = inside.get(LABELS).index("cancel")
    assert inside.get(SCORES)[0][place] > 2 * outside.get(SCORES)[0][place]


def test_talk_of_an_answer_needs_one(pipeline: Pipeline) -> None:
    without, after = pipeline.read("看看原文怎么删除信息"), pipeline.read("看看原文", topic="delete_how")
    assert without.get("understanding")["best"]["label"] == "faq/delete_how"
    assert after.get("understanding")["best"]["label"] == "followup/quote"


def test_pinyin_is_understood_as_characters(pipeline: Pipeline) -> None:
    """How it is written is learnt in training and comes out of storage."""
    message = pipeline.read("zenme shanchu xinxi")
    assert message.get(PARTS)[0].normalized == "怎么删除信息"
    assert message.get("understanding")["best"]["label"] == "faq/delete_how"


def test_unknown_topic_changes_nothing(pipeline: Pipeline) -> None:
    plain, strange = pipeline.read("备份会删吗"), pipeline.read("备份会删吗", topic="unknown")
    assert (plain.get(SCORES) == strange.get(SCORES)).all()


def test_untrained_classifier_leaves_messages_alone(storage: LocalModelStorage) -> None:
    component = LabelClassifier.create(configured(LabelClassifier), storage, Resource("none"), CONTEXT)
    (message,) = component.process([Message({"text": "你好"})])
    assert message.get(SCORES) is None


def test_unknown_view_is_refused_at_load(storage: LocalModelStorage) -> None:
    wrong = configured(LabelClassifier, weights={"smells": 1.0})
    with pytest.raises(InvalidConfigException, match="smells"):
        LabelClassifier.create(wrong, storage, Resource("x"), CONTEXT)


@pytest.mark.parametrize("missing", ["dictionary", "concepts"])
def test_missing_word_list_is_refused_at_load(storage: LocalModelStorage, missing: str) -> None:
    wrong: Dict[str, Any] = configured(MessageReader, **{missing: "data/lookups/none.txt"})
    with pytest.raises(InvalidConfigException, match=r"none\.txt"):
        MessageReader.create(wrong, storage, Resource("x"), CONTEXT)


def test_let_us_do_it_starts_what_the_last_answer_offers(pipeline: Pipeline) -> None:
    """Without such an answer people are asked what is to be done; in a form it is no new request."""
    assert pipeline.read("行那就办吧", topic="delete_how").get("intent")["name"] == "request_deletion"
    assert pipeline.read("行那就办吧", topic="cookies").get("intent")["name"] == "request_unclear"
    assert pipeline.read("行那就办吧").get("intent")["name"] == "request_unclear"
    assert pipeline.read("行那就办吧", topic="delete_how", asked="confirm").get("intent")["name"] == "do_it"


def test_remark_after_an_answer_stays_a_remark(pipeline: Pipeline) -> None:
    assert pipeline.read("多谢你", topic="delete_how").get("understanding")["best"]["label"] == "chitchat/thanks"


def test_who_is_sure_does_not_ask_the_neighbours(pipeline: Pipeline, monkeypatch: pytest.MonkeyPatch) -> None:
    """A vector takes longer than all else in a message."""
    asked: List[str] = []
    vectors = pipeline.classifier._meaning.vectors

    def counted(texts: Sequence[str]) -> np.ndarray:
        asked.extend(texts)
        return vectors(texts)

    monkeypatch.setattr(pipeline.classifier._meaning, "vectors", counted)
    for sure, expected in ((0.0, []), (1.1, ["怎么删除信息"])):
        monkeypatch.setitem(pipeline.classifier._config, "sure", sure)
        assert pipeline.read("怎么删除信息").get(SCORES).sum() == pytest.approx(1.0)
        assert asked == expected


def test_corrected_question_is_one_question(pipeline: Pipeline) -> None:
    """Its parts name what was not meant."""
    correction = "说错了，不是存多久，是存哪"
    assert len(pipeline.read(correction).get(PARTS)) == 3
    message = pipeline.read(correction, topic="delete_how")
    assert message.get(REWORDED)
    assert [reading.text for reading in message.get(PARTS)] == [correction]
